import { ours, type Visible, visible } from "../../text/visible";

/**
 * Renders a table as CSV (RFC 4180, `\n`).
 *
 * A text that a spreadsheet would compute (`=…`, `+…`, `-…`, `@…`) gets a `'` before it, and what nobody sees is spelled out: JSON
 * has the exact texts.
 */
export function renderCsv(head: readonly string[], rows: readonly (readonly string[])[]): Visible {
  return ours([head, ...rows].map((row) => `${row.map(cell).join(",")}\n`).join(""));
}

function cell(text: string): string {
  const shown = visible(text).replace(/^(?=[=+\-@])/, "'");
  return /[",]|^\s|\s$/.test(shown) ? `"${shown.replaceAll('"', '""')}"` : shown;
}
