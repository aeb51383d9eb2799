import { describeKind } from "../../checks/describe-kind";
import { itemOfUnanswered, type ReportItem } from "./item";
import type { CheckReport, RepairedFinding, ReportedResult, VanishedWorkspace } from "./report";

/** The results, and the workspaces that were not listed, each once. */
export function checkItems({ unanswered, results, baseline }: CheckReport): ReportItem[] {
  const { repaired = [], vanished = [] } = baseline ?? {};
  return [
    ...unanswered.map(itemOfUnanswered),
    ...results.map(itemOfResult),
    ...repaired.map(itemOfRepaired),
    ...vanished.map(itemOfVanished),
  ];
}

function itemOfVanished({ workspace, message, fails }: VanishedWorkspace): ReportItem {
  const outcome = fails ? "fail" : "shown";
  const about = "a discovered workspace that is seen no longer";
  const id = "workspaceVanished";
  return { outcome, fails, severity: "error", id, kind: id, about, workspace, message, baseline: "new" };
}

function itemOfRepaired({ ruleId, kind, workspace, alias, message }: RepairedFinding): ReportItem {
  return {
    outcome: "repaired",
    fails: false,
    severity: "error",
    id: ruleId,
    kind,
    about: describeKind(kind),
    workspace,
    alias,
    message,
    baseline: "repaired",
  };
}

function itemOfResult(result: ReportedResult): ReportItem {
  const { fails, severity, kind, workspace, alias, job, message, help, place, baseline } = result;
  const outcome = baseline === "known" ? "known" : result.outcome;
  const acknowledgement = result.outcome === "acknowledged" ? result.acknowledgement : undefined;
  const id = result.ruleId;
  const about = describeKind(kind);
  return {
    outcome,
    fails,
    severity,
    id,
    kind,
    about,
    workspace,
    alias,
    job,
    message,
    help,
    place,
    acknowledgement,
    baseline,
  };
}
