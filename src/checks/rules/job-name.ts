import { visible } from "../../text/visible";
import { ruleKind } from "../rule-kind";
import type { RuleOptions } from "../rule-options";
import { type FindingOf, judge } from "../verdict";

/** Arguments of {@link rules}`.jobName`. */
export interface JobNameProps extends RuleOptions {
  /** Regular expression that every name must match; anchor it with `^` and `$` to mean the whole name. */
  readonly pattern: string | RegExp;
}

/** A job's name does not match the pattern. */
type JobNameFinding = FindingOf<
  "jobName",
  {
    readonly jobName: string;
    readonly pattern: string;
  }
>;

/** Every job's name matches a pattern. */
export const jobName = ruleKind<JobNameProps, JobNameFinding>({
  kind: "jobName",
  meaning: "every job's name matches a pattern",
  arguments: {
    pattern: {
      form: "pattern",
      description: "A regular expression; anchor it with ^ and $ to mean the whole name.",
    },
  },

  check:
    ({ pattern }) =>
    ({ jobs }) =>
      jobs.map((job) =>
        judge(job, pattern.test(job.jobName), job.jobName, () => ({
          kind: "jobName",
          args: { jobName: job.jobName, pattern: pattern.source },
        })),
      ),

  sentence: ({ pattern }, subject) =>
    `${subject} does not match ${visible(pattern)}: rename the job, or acknowledge it by its id`,
});
