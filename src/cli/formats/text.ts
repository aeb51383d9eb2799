import type { Report } from "../report";

/** Renders a report as text. */
export function text(report: Report): string {
  return `${JSON.stringify(report)}\n`;
}
