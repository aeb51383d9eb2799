import type { IConstruct } from "constructs";
import { renderProblems } from "../errors/error";
import { findingsSetting } from "../lookup/settings";
import { annotate } from "./annotation";
import type { Assertion } from "./assertion";
import type { AwaitedJobs } from "./awaited-jobs";
import { contextOf } from "./di-jobs-props";
import { annotateFindings } from "./finding-annotation";
import { offerJobs, resultsOfScopes } from "./rule-set-scope";

/**
 * Judges what a construct looked up whenever its stack is validated: by its assertions, and the rule sets around it.
 *
 * A lookup that nobody read is awaited then; what the author was told is not told again.
 */
export function judgeAtValidation(construct: IConstruct, jobs: AwaitedJobs, assertions: readonly Assertion[]): void {
  offerJobs(construct, jobs);
  const validate = () => {
    const attempt = jobs.attempt();
    if ("problems" in attempt && !jobs.failureTold) annotate(construct, "error", renderProblems(attempt.problems));
    const results = [...assertions.flatMap((assert) => assert(jobs.judged())), ...resultsOfScopes(construct)];
    annotateFindings(construct, results, findingsSetting(process.env, contextOf(construct)));
    return [];
  };
  construct.node.addValidation({ validate });
}
