import { groupBy } from "../../model/group-by";
import { describeQuery } from "../../model/query";
import { type Rule, type RuleOptions, ruleOptions, type Verdict } from "../rule";

/** No two jobs share a name, so that every job can be found by its name. */
export function uniqueNames(props: RuleOptions = {}): Rule {
  return {
    ...ruleOptions("uniqueNames", props, []),
    check: ({ jobs, query }, { partOfWorkspace }) => {
      const namesakes = [...groupBy(jobs, ({ jobName }) => jobName)].filter(([, group]) => group.length > 1);
      const shared = namesakes.map(([jobName, group]): Verdict => {
        const diJobIds = group.map(({ diJobId }) => diJobId);
        return { outcome: "fail", kind: "uniqueNames", args: { jobName, diJobIds } };
      });
      if (shared.length > 0) return shared;
      if (partOfWorkspace)
        return [{ outcome: "unchecked", args: { reason: "partOfWorkspace", asked: describeQuery(query) } }];
      return [{ outcome: "pass", args: { jobs: jobs.length } }];
    },
  };
}
