import { checkAcknowledgement } from "../checks/acknowledge";
import type { Acknowledgement } from "../checks/acknowledgement";
import { evaluate } from "../checks/evaluate";
import type { RuleResult } from "../checks/result";
import type { Rule } from "../checks/rule";
import type { Severity } from "../checks/severity";
import type { Outcome } from "./rule-set-scope";

/** How {@link DiJobs.assert} takes what a rule finds. */
export interface AssertOptions {
  /**
   * How much a finding matters.
   *
   * @default what the rule says, else `error`
   */
  readonly severity?: Severity;
  /** Findings of this rule that are known and accepted until a day. */
  readonly acknowledge?: readonly Acknowledgement[];
  /**
   * Time zone in which a last day ends.
   *
   * @default "UTC"
   */
  readonly timeZone?: string;
}

/** A rule that a stack put on what it looked up; judges the outcome of the lookup. */
export type Assertion = (outcome: Outcome) => RuleResult[];

/**
 * Makes an assertion.
 *
 * @throws DataWorksError `InvalidArgument` for an acknowledgement that cannot be.
 */
export function assertion(rule: Rule, options: AssertOptions): Assertion {
  const { severity, acknowledge = [], timeZone } = options;
  for (const acknowledgement of acknowledge) checkAcknowledgement(acknowledgement);
  return (outcome) =>
    evaluate({
      rules: [rule],
      listings: "jobs" in outcome ? [outcome] : [],
      unlisted: "jobs" in outcome ? [] : [outcome],
      acknowledgements: acknowledge,
      severity,
      timeZone,
      now: new Date(),
    });
}
