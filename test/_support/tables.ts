/** The tables of a Markdown page that have a column of this name: each row by column, a cell as its `code` spans. */
export function tablesOf(page: string, column: string): Record<string, string[]>[] {
  return rowsOf(page, column).map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, codeOf(cell)])),
  );
}

/** The same with the whole text of each cell. */
export function rowsOf(page: string, column: string): Record<string, string>[] {
  const rows: Record<string, string>[] = [];
  let names: string[] | undefined;
  for (const line of page.split("\n")) {
    if (!line.startsWith("|")) {
      names = undefined;
      continue;
    }
    const cells = line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim());
    if (names === undefined) names = cells;
    else if (names.includes(column) && !cells.every((cell) => /^:?-+:?$/.test(cell)))
      rows.push(Object.fromEntries(names.map((name, at) => [name, cells[at] ?? ""])));
  }
  return rows;
}

/** The `code` spans of a cell. */
export function codeOf(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);
}
