import { checkAcknowledgement, concerns, dayAfter, dayIn, daysBetween, EXPIRING_DAYS } from "./acknowledge";
import type { Acknowledgement } from "./acknowledgement";
import { type Evaluation, sawAll, severityOf } from "./evaluation";
import type { AcknowledgedResult, FailedResult, RuleResult } from "./result";

/** What a run showed about an acknowledgement. */
interface Standing {
  readonly acknowledgement: Acknowledgement;
  /** Days until its last one; negative when it has expired. */
  readonly daysLeft: number;
  /** The latest last day that is allowed, where this one is later. */
  readonly latest: string | undefined;
  /** Whether it is about a finding of this run. */
  used: boolean;
  /** Whether it may be about something that could not be checked. */
  uncertain: boolean;
}

/**
 * Marks the findings that are acknowledged, and adds what there is to say about the acknowledgements themselves.
 *
 * @throws DataWorksError `InvalidArgument` for an acknowledgement or a time zone that cannot be.
 */
export function applyAcknowledgements(results: readonly RuleResult[], evaluation: Evaluation): RuleResult[] {
  const today = dayIn(evaluation.timeZone ?? "UTC", evaluation.now);
  const { acknowledgements = [], longestAcknowledgementDays: longest = Number.POSITIVE_INFINITY } = evaluation;
  const standings = acknowledgements.map((given): Standing => {
    const acknowledgement = checkAcknowledgement(given);
    const daysLeft = daysBetween(today, given.until);
    const latest = daysLeft > longest ? dayAfter(today, longest) : undefined;
    return { acknowledgement, daysLeft, latest, used: false, uncertain: false };
  });
  const judged = results.map((result) => acknowledge(result, standings));
  const findings = standings.flatMap((standing) => findingsAbout(standing, evaluation));
  return [...judged, ...findings];
}

function acknowledge(result: RuleResult, standings: readonly Standing[]): RuleResult {
  if (result.outcome !== "fail" && result.outcome !== "unchecked") return result;
  const concerned = standings.filter(({ acknowledgement }) => concerns(acknowledgement, result));
  if (result.outcome === "unchecked") {
    for (const standing of concerned) standing.uncertain = true;
    return result;
  }
  for (const standing of concerned) standing.used = true;
  const valid = concerned.find(({ daysLeft, latest }) => daysLeft >= 0 && latest === undefined);
  return valid === undefined ? result : accepted(result, valid.acknowledgement);
}

function accepted(result: FailedResult, acknowledgement: Acknowledgement): AcknowledgedResult {
  return { ...result, outcome: "acknowledged", acknowledgement };
}

/** What there is to say about an acknowledgement itself. */
function findingsAbout(standing: Standing, evaluation: Evaluation): FailedResult[] {
  const { acknowledgement, daysLeft, latest, used } = standing;
  const { id, workspace } = acknowledgement;
  const rule = evaluation.rules.find((each) => each.id === id);
  const base = {
    ruleId: id,
    workspace: workspace ?? "*",
    alias: workspace === undefined ? undefined : evaluation.aliases?.get(workspace),
    severity: severityOf(rule, evaluation),
    help: rule?.help,
    outcome: "fail",
  } as const;
  if (latest !== undefined) return [{ ...base, kind: "acknowledgementTooLong", args: { acknowledgement, latest } }];
  const wasSeen =
    !standing.uncertain &&
    sawAll(evaluation, workspace === undefined ? undefined : [workspace], rule?.about === "workspace");
  if (daysLeft < 0)
    return used || wasSeen ? [{ ...base, kind: "acknowledgementExpired", args: { acknowledgement, used } }] : [];
  if (!used) return wasSeen ? [{ ...base, kind: "acknowledgementUnused", args: { acknowledgement } }] : [];
  if (daysLeft > EXPIRING_DAYS) return [];
  return [{ ...base, severity: "warning", kind: "acknowledgementExpiring", args: { acknowledgement, daysLeft } }];
}
