import { jsonText } from "../../../text/json-text";
import type { Report } from "../report";

/** Renders a report as the JSON of `schema/report-1.json`. */
export function json(report: Report): string {
  return `${jsonText(report)}\n`;
}
