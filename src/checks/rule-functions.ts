import type { Rule } from "./rule";
import type { ArgumentName } from "./rule-argument";
import * as builtInRules from "./rules";
import * as ownRule from "./rules/custom";

/**
 * The rules: each function makes one from its arguments, `docs/rules.md` has a heading for each.
 *
 * @throws DataWorksError `InvalidArgument` for arguments that make no rule.
 *
 * @example
 * jobs.assert(rules.jobStatus({ allowed: [JobStatus.Running, JobStatus.Finished] }));
 * jobs.assert(
 *   rules.custom({
 *     id: "no-test-jobs",
 *     checkJob: (job) => (job.jobName.endsWith("_test") ? "test jobs have no place in production" : undefined),
 *   }),
 * );
 */
export const rules: RuleFunctions = functionsOf({ ...builtInRules, ...ownRule });

type Kinds = typeof builtInRules & typeof ownRule;

/**
 * The function of each kind of rule; one that has no arguments of its own may be called without any.
 *
 * @inline
 */
type RuleFunctions = {
  readonly [K in keyof Kinds]: Parameters<Kinds[K]["rule"]> extends [infer P]
    ? [ArgumentName<P>] extends [never]
      ? (props?: P) => Rule
      : (props: P) => Rule
    : never;
};

function functionsOf(kinds: Kinds): RuleFunctions {
  const functions = Object.entries(kinds).map(([name, { rule }]) => [name, rule]);
  return Object.fromEntries(functions);
}
