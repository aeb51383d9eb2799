/** Reads CSV as RFC 4180 has it, and nothing that it does not have: lines end with CRLF, quotes stand around whole cells. */
export function parseCsv(text: string): string[][] {
  if (!text.endsWith("\r\n")) throw new Error("the last line does not end");
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  const rows: string[][] = [[]];
  let end = 0;
  for (const match of text.matchAll(cell)) {
    if (match.index !== end) break;
    end = match.index + match[0].length;
    rows.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
    if (match[3] === "\r\n" && end < text.length) rows.push([]);
  }
  if (end !== text.length) throw new Error(`no cell at ${end}: ${JSON.stringify(text.slice(end, end + 40))}`);
  return rows;
}
