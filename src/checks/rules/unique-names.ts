import { describeQuery } from "../../model/query";
import { type Rule, type RuleOptions, ruleOptions, type Verdict } from "../rule";

/** No two jobs share a name, so that every job can be found by its name. */
export function uniqueNames(props: RuleOptions = {}): Rule {
  return {
    ...ruleOptions("uniqueNames", props, []),
    check: ({ jobs, query }, { partOfWorkspace }) => {
      const idsByName = new Map<string, string[]>();
      for (const { jobName, diJobId } of jobs) {
        const ids = idsByName.get(jobName);
        if (ids === undefined) idsByName.set(jobName, [diJobId]);
        else ids.push(diJobId);
      }
      const shared = [...idsByName].flatMap(([jobName, diJobIds]): Verdict[] =>
        diJobIds.length === 1 ? [] : [{ outcome: "fail", kind: "uniqueNames", args: { jobName, diJobIds } }],
      );
      if (shared.length > 0) return shared;
      if (partOfWorkspace)
        return [{ outcome: "unchecked", args: { reason: "partOfWorkspace", asked: describeQuery(query) } }];
      return [{ outcome: "pass", args: { jobs: jobs.length } }];
    },
  };
}
