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

function itemOfRepaired({ ruleId: id, ...repaired }: RepairedFinding): ReportItem {
  const about = describeKind(repaired.kind);
  return { ...repaired, outcome: "repaired", fails: false, severity: "error", id, about, baseline: "repaired" };
}

function itemOfResult({ ruleId: id, ...result }: ReportedResult): ReportItem {
  const outcome = result.baseline === "known" ? "known" : result.outcome;
  const acknowledgement = result.outcome === "acknowledged" ? result.acknowledgement : undefined;
  return { ...result, id, outcome, about: describeKind(result.kind), acknowledgement };
}
