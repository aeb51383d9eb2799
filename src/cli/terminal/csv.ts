import { ours, type Visible, visible } from "../../text/visible";

/** What a spreadsheet takes for the beginning of something to compute, as it is, in full width, and behind blanks. */
const COMPUTED = /^(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20])/;

/**
 * Renders a table as CSV (RFC 4180).
 *
 * A text that a spreadsheet would compute (`=…`, `+…`, `-…`, `@…`) gets a `'` before it, and what nobody sees (a tab and a line
 * break, too) is spelled out: JSON has the exact texts.
 */
export function renderCsv(head: readonly string[], rows: readonly (readonly string[])[]): Visible {
  return ours([head, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join(""));
}

function cell(text: string): string {
  const shown = visible(text).replace(COMPUTED, "'");
  return /[",;]|^\s|\s$/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}
