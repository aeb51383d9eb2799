import type { Acknowledgement } from "../checks/acknowledgement";
import { acknowledgement, madeRule, timeZone } from "../checks/arguments";
import { evaluate } from "../checks/evaluate";
import type { RuleResult } from "../checks/result";
import type { Rule } from "../checks/rule";
import { type Severity, severity } from "../checks/severity";
import { list, optional, optionsOf } from "../model/arguments";
import type { ListingAttempt } from "./awaited-jobs";

/** How {@link DiJobsConstruct.assert | DiJobs.assert} takes what a rule finds. */
export interface AssertOptions {
  /**
   * How much a finding matters.
   *
   * @default what the rule says, else `error`
   */
  readonly severity?: Severity;
  /**
   * Findings of this rule that are known and accepted until a day.
   *
   * @default none
   */
  readonly acknowledge?: readonly Acknowledgement[];
  /**
   * Time zone in which a last day ends.
   *
   * @default "UTC"
   */
  readonly timeZone?: string;
}

const read = optionsOf<AssertOptions>("assert", {
  severity: optional(severity),
  acknowledge: optional(list(acknowledgement)),
  timeZone: optional(timeZone),
});

/** A rule that a stack put on what it looked up; judges what the lookup came to. */
export type Assertion = (attempt: ListingAttempt) => RuleResult[];

/**
 * Makes an assertion.
 *
 * @throws DataWorksError `InvalidArgument`.
 */
export function assertion(rule: Rule, options: AssertOptions): Assertion {
  madeRule(rule, "rule");
  const { acknowledge: acknowledgements, ...how } = read(options);
  return (attempt) =>
    evaluate({
      rules: [rule],
      listings: "jobs" in attempt ? [attempt] : [],
      unanswered: "jobs" in attempt ? [] : [attempt],
      acknowledgements,
      ...how,
      now: new Date(),
    });
}
