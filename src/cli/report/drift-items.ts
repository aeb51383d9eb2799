import { describeKind } from "../../checks/describe-kind";
import { counted } from "../../text/words";
import { itemOfUnanswered, type ReportItem } from "./item";
import type { DriftReport, Evidence, ReportedDrift, ReportedIgnoreFinding } from "./report";

/** The differences, and the queries whose answers are as before or did not come. */
export function driftItems(report: DriftReport): ReportItem[] {
  const { drift, ignoreFindings, evidence, unanswered, newQueries } = report;
  const differing = new Set(drift.map(({ workspace }) => workspace));
  const unchanged = evidence.filter(({ workspace, asked }) => !differing.has(workspace) && !newQueries.includes(asked));
  return [
    ...unanswered.map(itemOfUnanswered),
    ...ignoreFindings.map(itemOfIgnoreFinding),
    ...drift.map(itemOfDrift),
    ...unchanged.map(itemOfUnchanged),
  ];
}

function itemOfUnchanged({ workspace, alias, asked, jobs }: Evidence): ReportItem {
  const message = `${asked}: ${counted(jobs, "job")}, as the snapshot has them`;
  const about = "an answer that is as the snapshot has it";
  const id = "unchanged";
  return { outcome: "pass", fails: false, severity: "error", id, kind: id, about, workspace, alias, message };
}

function itemOfIgnoreFinding(finding: ReportedIgnoreFinding): ReportItem {
  const about = "an entry of drift.ignore that is over, about to be, too long, or matches nothing";
  return { ...finding, outcome: "fail", id: finding.kind, about };
}

function itemOfDrift(drift: ReportedDrift): ReportItem {
  const { kind: id, message, fails, ignored } = drift;
  const { before, after = before } = { before: undefined, after: undefined, ...drift };
  return {
    ...drift,
    outcome: fails ? "fail" : ignored === undefined ? "shown" : "acknowledged",
    severity: "error",
    id,
    about: describeKind(id),
    job: after && { diJobId: after.diJobId, jobName: after.jobName },
    message: ignored === undefined ? message : `${message} (${ignored.reason}; ${ignored.by}, until ${ignored.until})`,
    acknowledgement: ignored && { id, ...ignored },
  };
}
