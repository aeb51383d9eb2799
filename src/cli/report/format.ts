import type { Report } from "./report";

/** What a format may need to know besides the report. */
export interface FormatOptions {
  /** Whether colours are used: the terminal and the environment say that. */
  readonly color: boolean;
  /** Root of the sources, from which the formats count that other programs read beside the sources. */
  readonly root: string;
}

/** Makes a text of a report, with a final line break. */
export type Format = (report: Report, options: FormatOptions) => string;
