import { describeKind } from "../../checks/describe-kind";
import { itemOfUnanswered, type ReportItem } from "./item";
import type { DriftReport, ReportedDrift, ReportedIgnoreFinding } from "./report";

/** The differences, and the queries whose answers are as before or did not come. */
export function driftItems(report: DriftReport): ReportItem[] {
  const { drift, ignoreFindings, evidence, unanswered, newQueries } = report;
  const differing = new Set(drift.map(({ workspace }) => workspace));
  const unchanged = evidence.filter(({ workspace, asked }) => !differing.has(workspace) && !newQueries.includes(asked));
  return [
    ...unanswered.map(itemOfUnanswered),
    ...ignoreFindings.map(itemOfIgnoreFinding),
    ...drift.map(itemOfDrift),
    ...unchanged.map(({ workspace, alias, asked, jobs }): ReportItem => {
      const message = `${asked}: ${jobs} ${jobs === 1 ? "job" : "jobs"}, as the snapshot has them`;
      const about = "an answer that is as the snapshot has it";
      return {
        outcome: "pass",
        fails: false,
        severity: "error",
        id: "unchanged",
        kind: "unchanged",
        about,
        workspace,
        alias,
        message,
      };
    }),
  ];
}

function itemOfIgnoreFinding({ kind, severity, workspace, message, fails, place }: ReportedIgnoreFinding): ReportItem {
  const about = "an entry of drift.ignore that is over, about to be, too long, or matches nothing";
  return { outcome: "fail", fails, severity, id: kind, kind, about, workspace, message, place };
}

function itemOfDrift(drift: ReportedDrift): ReportItem {
  const { kind, workspace, alias, message, place, fails, ignored } = drift;
  const of = drift.kind === "moved" ? undefined : "after" in drift ? drift.after : drift.before;
  const outcome = fails ? "fail" : ignored === undefined ? "shown" : "acknowledged";
  const about = describeKind(kind);
  return {
    outcome,
    fails,
    severity: "error",
    id: kind,
    kind,
    about,
    workspace,
    alias,
    job: of && { diJobId: of.diJobId, jobName: of.jobName },
    message: ignored === undefined ? message : `${message} (${ignored.reason}; ${ignored.by}, until ${ignored.until})`,
    acknowledgement: ignored && { id: kind, ...ignored },
    place,
  };
}
