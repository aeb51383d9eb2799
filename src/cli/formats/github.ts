import type { Report } from "../report";

/** Renders a report as github. */
export function github(report: Report): string {
  return `${JSON.stringify(report)}\n`;
}
