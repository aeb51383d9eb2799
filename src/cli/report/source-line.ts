import type { SourceLine } from "./report";

/** A line of a file that people keep; none where the line is not known. */
export function lineIn(path: string, line: number | undefined): SourceLine | undefined {
  return line === undefined ? undefined : { path, line };
}
