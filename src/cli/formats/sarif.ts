import type { Report } from "../report";

/** Renders a report as sarif. */
export function sarif(report: Report): string {
  return `${JSON.stringify(report)}\n`;
}
