import stringWidth from "string-width";

/** Columns of a terminal that a cell pads its column to at most: one long name must not move all others away. */
const WIDEST = 60;

/** What is left at least of a column that gives way. */
const NARROWEST = 12;

const GAP = "  ";

/** How columns share the room of a terminal. */
export interface Fit {
  /**
   * Width of the terminal.
   *
   * @default there is none: cells stay whole, and a long one goes beyond its column
   */
  readonly width?: number | undefined;
  /** Indexes of the columns that give way where there is not room for all: names, not ids. */
  readonly elastic: readonly number[];
}

/** Lines of cells below one another, whatever script they are written in; the last cell of a line is not padded. */
export function inColumns(rows: readonly (readonly string[])[], { width, elastic }: Fit = { elastic: [] }): string[] {
  const natural = widths(rows);
  const given = width === undefined ? natural : shared(natural, width, elastic);
  return rows.map((cells) =>
    cells
      .map((cell, at) => fitted(cell, given[at] ?? 0, width !== undefined))
      .join(GAP)
      .trimEnd(),
  );
}

/** How many columns of a terminal a text takes. */
export function widthOf(text: string): number {
  return /^[ -~]*$/.test(text) ? text.length : stringWidth(text);
}

function fitted(cell: string, width: number, cuts: boolean): string {
  const own = widthOf(cell);
  return own > width && cuts ? cut(cell, width) : cell + " ".repeat(Math.max(0, width - own));
}

/** The beginning of a text with an ellipsis, in exactly so many columns. */
function cut(text: string, width: number): string {
  let [shown, used] = ["", 0];
  for (const char of text) {
    const own = widthOf(char);
    if (used + own > width - 1) break;
    shown += char;
    used += own;
  }
  return `${shown}…`.padEnd(shown.length + width - used);
}

function widths(rows: readonly (readonly string[])[]): number[] {
  const widest: number[] = [];
  for (const cells of rows)
    for (const [at, cell] of cells.entries()) widest[at] = Math.max(widest[at] ?? 0, Math.min(WIDEST, widthOf(cell)));
  return widest;
}

/** The widest of the columns that give way become as narrow as one another, until all have room. */
function shared(natural: readonly number[], width: number, elastic: readonly number[]): number[] {
  const given = [...natural];
  const total = () => given.reduce((sum, each) => sum + each, 0) + GAP.length * (given.length - 1);
  for (let over = total() - width; over > 0; over = total() - width) {
    const [widest = NARROWEST, next = NARROWEST] = [...new Set(elastic.map((at) => given[at] ?? 0))].sort(
      (a, b) => b - a,
    );
    if (widest <= NARROWEST) return given;
    const alike = elastic.filter((at) => given[at] === widest);
    const less = Math.min(widest - Math.max(next, NARROWEST), Math.ceil(over / alike.length));
    for (const at of alike) given[at] = widest - Math.max(1, less);
  }
  return given;
}
