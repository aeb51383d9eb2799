import { visible } from "../../text/words";

/**
 * A text of somebody else's with control, invisible and impossible characters spelled out.
 *
 * What it returns is one line, moves no terminal's cursor and breaks no XML.
 */
export function plain(text: string): string {
  return visible(text).replace(/[\p{Cs}\uFFFE\uFFFF]/gu, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`);
}

/** A message of several lines in one. */
export function oneLine(message: string): string {
  const parts = message.split(/,?\s*\n\s*/);
  return parts.filter((part) => part !== "").join("; ");
}
