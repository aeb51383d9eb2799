import type { Report } from "../report";

/** Renders a report as json. */
export function json(report: Report): string {
  return `${JSON.stringify(report)}\n`;
}
