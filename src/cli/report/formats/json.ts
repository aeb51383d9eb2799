import type { Report } from "../report";

/**
 * Renders a report as the JSON of `schema/report-1.json`.
 *
 * Everything that a terminal or a browser would act on is escaped, so that the data stay exact.
 */
export function json(report: Report): string {
  return `${jsonText(report)}\n`;
}

/** Data as indented JSON without control characters, invisible ones, or `<`. */
export function jsonText(data: unknown): string {
  return JSON.stringify(data, null, 2).replace(/[<\u007f-\u009f\u2028\u2029\ufffe\uffff\p{Cf}]/gu, (char) =>
    [...Array(char.length).keys()].map((at) => `\\u${char.charCodeAt(at).toString(16).padStart(4, "0")}`).join(""),
  );
}
