import type { Report } from "../report";

/** Renders a report as junit. */
export function junit(report: Report): string {
  return `${JSON.stringify(report)}\n`;
}
