import type { Report } from "../report";

/** Renders a report as markdown. */
export function markdown(report: Report): string {
  return `${JSON.stringify(report)}\n`;
}
