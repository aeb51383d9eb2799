import { jsonText } from "../../../text/json-text";
import { visible } from "../../../text/visible";
import { fingerprintsOf } from "../fingerprint";
import type { FormatOptions } from "../format";
import { type ReportItem, workspaceLabel } from "../item";
import { itemsOf } from "../items";
import type { Report } from "../report";
import { pathFrom } from "../repository";
import { subjectFile } from "../summary";

/**
 * Renders a report as GitLab's Code Quality: a finding, a difference or what could not be checked is an issue at its line.
 *
 * What passed and what is acknowledged is none.
 */
export function gitlab(report: Report, { root }: FormatOptions): string {
  const items = itemsOf(report).filter(({ outcome }) => !LEFT_OUT.includes(outcome));
  const fingerprints = fingerprintsOf(items);
  const issues = items.map((item) => {
    const { path, line } = item.place ?? { path: subjectFile(report), line: 1 };
    return {
      description: visible(`${workspaceLabel(item)}: ${item.message}`),
      check_name: visible(item.id),
      fingerprint: fingerprints.get(item),
      severity: severityOf(item),
      location: { path: visible(pathFrom(root, path)), lines: { begin: line } },
    };
  });
  return `${jsonText(issues)}\n`;
}

/** What is accepted, known or no more is nothing to show in a merge request. */
const LEFT_OUT: readonly ReportItem["outcome"][] = ["pass", "acknowledged", "known", "repaired"];

/** In the words of Code Quality: info, minor, major, critical, blocker. */
function severityOf({ outcome, severity, fails }: ReportItem): string {
  if (outcome === "shown") return "info";
  if (outcome === "unchecked") return fails ? "critical" : "info";
  return severity === "error" ? "critical" : "minor";
}
