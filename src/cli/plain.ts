import { visible } from "../checks/words";

/**
 * A text of somebody else's in one line without control or invisible characters.
 *
 * What it returns neither moves a terminal's cursor nor breaks XML.
 */
export function plain(text: string): string {
  const line = text
    .split(/\s*\n\s*/)
    .filter((part) => part !== "")
    .join("; ");
  return visible(line).replace(/[\p{Cs}\uFFFE\uFFFF]/gu, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);
}
