import { ours, type Visible, visible } from "../../text/visible";
import { inColumns } from "./columns";
import { renderCsv } from "./csv";

/** What people read as a table, and programs as CSV. */
export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Heads of the columns that give way where a terminal has not room for all: names, not ids. */
  readonly names: readonly string[];
}

/** Renders aligned columns without lines, for eyes and for `awk` alike; names cannot break out of their column. */
export function renderTable({ head, rows, names }: Table, width?: number): Visible {
  const elastic = names.map((name) => head.indexOf(name));
  return ours(`${inColumns([head, ...rows.map((row) => row.map(visible))], { width, elastic }).join("\n")}\n`);
}

/** Renders a table as it is, or as CSV with its head in lower case. */
export function tableAs(format: "table" | "csv", table: Table, width?: number): Visible {
  if (format === "table") return renderTable(table, width);
  const head = table.head.map((name) => name.toLowerCase());
  return renderCsv(head, table.rows);
}
