import { checkItems } from "./check-items";
import { driftItems } from "./drift-items";
import type { ReportItem } from "./item";
import type { Report } from "./report";

/** What a report says, the gravest first, otherwise in the report's own order. */
export function itemsOf(report: Report): ReportItem[] {
  const items = report.command === "check" ? checkItems(report) : driftItems(report);
  const asked = [...report.evidence, ...report.unanswered];
  const profiles = new Map(asked.map(({ workspace, profile }) => [workspace, profile]));
  const withProfiles = items.map((item) => ({ ...item, profile: profiles.get(item.workspace) }));
  return withProfiles.sort((a, b) => rank(a) - rank(b));
}

const ORDER = ["error", "unchecked", "warning", "shown", "repaired", "known", "acknowledged", "pass"];

function rank({ outcome, severity }: ReportItem): number {
  return ORDER.indexOf(outcome === "fail" ? severity : outcome);
}
