import type { Table } from "cli-table3";
import { ours, type Visible, visible } from "../../text/visible";

const NOTHING = {
  ...{ top: "", "top-mid": "", "top-left": "", "top-right": "", bottom: "", "bottom-mid": "", "bottom-left": "" },
  ...{ "bottom-right": "", left: "", "left-mid": "", mid: "", "mid-mid": "", right: "", "right-mid": "", middle: "  " },
};

/** Renders aligned columns without lines, for eyes and for `awk` alike; names cannot break out of their column. */
export function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): Visible {
  // Loaded here: only a command that shows a table needs it.
  const table: Table = new (require("cli-table3"))({
    head: [...head],
    chars: NOTHING,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0, compact: true },
  });
  for (const row of rows) table.push(row.map(visible));
  const lines = table.toString().split("\n");
  return ours(`${lines.map((line) => line.trimEnd()).join("\n")}\n`);
}
