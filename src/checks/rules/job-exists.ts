import { type OneOrMore, sameText } from "../../model/filter";
import { describeQuery } from "../../model/query";
import { nearestNames } from "../../text/nearest";
import { type Rule, type RuleOptions, ruleOptions, texts } from "../rule";

/** Arguments of {@link rules}`.jobExists`. */
export interface JobExistsProps extends RuleOptions {
  /** Whole names, case-sensitive, that a job must have. */
  readonly names: OneOrMore<string>;
}

/** Every name has a job. */
export function jobExists(props: JobExistsProps): Rule {
  const options = ruleOptions("jobExists", props, ["names"]);
  const names = texts("names", props.names);
  return {
    ...options,
    check: ({ jobs, query }, { partOfWorkspace }) => {
      const byName = new Map(jobs.map((job) => [job.jobName, job]));
      const asked = describeQuery(query);
      return names.map((jobName) => {
        const job = byName.get(jobName) ?? jobs.find((each) => sameText(each.jobName, jobName));
        if (job !== undefined) return { outcome: "pass", job, args: { jobs: 1 } };
        if (partOfWorkspace) return { outcome: "unchecked", args: { reason: "partOfWorkspace", asked } };
        const nearest = nearestNames(jobName, byName.keys());
        return { outcome: "fail", kind: "jobExists", args: { jobName, asked, nearest } };
      });
    },
  };
}
