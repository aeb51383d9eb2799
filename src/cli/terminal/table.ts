import { ours, type Visible, visible } from "../../text/visible";
import { inColumns } from "./columns";
import { renderCsv } from "./csv";
import type { Terminal } from "./terminal";

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

/** Prints a table, or the same as CSV with its head in lower case. */
export function printTable(table: Table, format: "table" | "csv", { print, width }: Terminal): void {
  const head = table.head.map((name) => name.toLowerCase());
  print(format === "csv" ? renderCsv(head, table.rows) : renderTable(table, width));
}
