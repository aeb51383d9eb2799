import { groupBy } from "../model/group-by";
import { counted, quoted } from "../text/words";
import { describeResult } from "./describe";
import type { RuleResult } from "./result";
import type { Severity } from "./severity";

/** Findings of a rule that its message names. */
const MOST = 3;

/** All that a rule found, in one message. */
export interface Summary {
  readonly ruleId: string;
  /** The gravest of its findings; what could not be checked is a `warning`, unless the rule itself failed. */
  readonly severity: Severity;
  /** How many results it is about. */
  readonly count: number;
  /** One line, and below it the first few, indented. */
  readonly text: string;
}

/**
 * Makes one message for each rule that has something to say, in the order of the results.
 *
 * Passed and acknowledged results are left out; ten thousand findings of a rule are still one short message.
 */
export function summarize(results: readonly RuleResult[]): Summary[] {
  const told = results.filter(({ outcome }) => outcome !== "pass" && outcome !== "acknowledged");
  return [...groupBy(told, ({ ruleId }) => ruleId)].map(([ruleId, group]) => ({
    ruleId,
    severity: group.some((result) => weight(result) === "error") ? "error" : "warning",
    count: group.length,
    text: summary(ruleId, group),
  }));
}

function summary(ruleId: string, group: readonly RuleResult[]): string {
  const sorted = [...group].sort((a, b) => Number(weight(b) === "error") - Number(weight(a) === "error"));
  const [first] = sorted;
  const help = first?.help === undefined ? [] : [`  see ${first.help}`];
  if (first !== undefined && sorted.length === 1)
    return [`rule ${quoted(ruleId)}: ${describeResult(first)}`, ...help].join("\n");
  const failed = sorted.filter(({ outcome }) => outcome === "fail").length;
  const unchecked = sorted.length - failed;
  const counts = [failed > 0 && counted(failed, "finding"), unchecked > 0 && `${unchecked} not checked`].filter(
    Boolean,
  );
  const more = sorted.length > MOST ? [`  and ${sorted.length - MOST} more`] : [];
  const shown = sorted.slice(0, MOST).map((result) => `  ${describeResult(result)}`);
  return [`rule ${quoted(ruleId)}: ${counts.join(", ")}`, ...shown, ...more, ...help].join("\n");
}

/** How much a result matters that is neither passed nor acknowledged. */
function weight(result: RuleResult): Severity {
  if (result.outcome !== "unchecked" || result.args.reason === "crashed") return result.severity;
  return "warning";
}
