import { type OneOrMore, sameText } from "../../model/filter";
import { describeQuery } from "../../model/query";
import { nearestNames } from "../../text/nearest";
import { quoted, several } from "../../text/words";
import { ruleKind } from "../rule-kind";
import type { RuleOptions } from "../rule-options";
import { type FindingOf, unchecked } from "../verdict";

/** Arguments of {@link rules}`.jobExists`. */
export interface JobExistsProps extends RuleOptions {
  /** Whole names, case-sensitive, that a job must have. */
  readonly names: OneOrMore<string>;
}

/** No job has a required name. */
type JobExistsFinding = FindingOf<
  "jobExists",
  {
    readonly jobName: string;
    readonly asked: string;
    readonly nearest: readonly string[];
  }
>;

/** Every name has a job. */
export const jobExists = ruleKind<JobExistsProps, JobExistsFinding>({
  kind: "jobExists",
  meaning: "every required name is that of a job",
  arguments: { names: { form: "texts", description: "Whole names, case-sensitive." } },

  check:
    ({ names }) =>
    ({ jobs, query }, { partOfWorkspace }) => {
      const byName = new Map(jobs.map((job) => [job.jobName, job]));
      const asked = describeQuery(query);
      return names.map((jobName) => {
        const job = byName.get(jobName) ?? jobs.find((each) => sameText(each.jobName, jobName));
        if (job !== undefined) return { outcome: "pass", job, args: { jobs: 1 } };
        if (partOfWorkspace) return unchecked({ reason: "partOfWorkspace", asked });
        const nearest = nearestNames(jobName, byName.keys());
        return { outcome: "fail", kind: "jobExists", args: { jobName, asked, nearest } };
      });
    },

  sentence({ jobName, asked, nearest }) {
    const near = nearest.length > 0 ? ` (it has ${several(nearest.map(quoted))})` : "";
    return `${asked} has no job named ${quoted(jobName)}${near}: create it, or correct the name in the rule`;
  },
  jobs: ({ jobName }) => [{ jobName }],
});
