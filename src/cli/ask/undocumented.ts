import { didYouMean } from "../../text/nearest";
import { quoted } from "../../text/words";
import type { Terminal } from "../terminal/terminal";

/** Says that a value which people wrote is not documented: it may be a new one, or mistyped. */
export function noteUndocumented(what: string, value: string, known: readonly string[], terminal: Terminal): void {
  if (known.some((each) => each.toLowerCase() === value.toLowerCase())) return;
  const question = didYouMean(value, known);
  terminal.note([`note: ${quoted(value)} is no documented ${what}`, ...(question ? [question] : [])].join("; "));
}
