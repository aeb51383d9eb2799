import { JobStatus } from "../../model/documented-values";
import type { OneOrMore } from "../../model/filter";
import { visible } from "../../text/visible";
import { either } from "../../text/words";
import { isOneOf } from "../one-of";
import { ruleKind } from "../rule-kind";
import type { RuleOptions } from "../rule-options";
import { type FindingOf, judge, statusTooOld } from "../verdict";

/** Arguments of {@link rules}`.jobStatus`. */
export interface JobStatusProps extends RuleOptions {
  /** The states a job may be in, without regard to case. */
  readonly allowed: OneOrMore<JobStatus>;
}

/** A job has a status that is not allowed. */
type JobStatusFinding = FindingOf<
  "jobStatus",
  {
    readonly jobStatus: string;
    readonly allowed: readonly string[];
  }
>;

/** Every job is in an allowed state; unknown when the status is an old one. */
export const jobStatus = ruleKind<JobStatusProps, JobStatusFinding>({
  kind: "jobStatus",
  meaning: "every job is in an allowed state",
  arguments: {
    allowed: {
      form: "texts",
      description: "The states a job may be in, without regard to case.",
      values: Object.values(JobStatus),
    },
  },

  check({ allowed }, { statusMaxAge }) {
    const isAllowed = isOneOf(allowed);
    return (listing, { statusIsCurrent }) => {
      if (!statusIsCurrent && listing.jobs.length > 0) return [statusTooOld(listing, statusMaxAge)];
      return listing.jobs.map((job) =>
        judge(job, isAllowed(job.jobStatus), job.jobStatus, () => ({
          kind: "jobStatus",
          args: { jobStatus: job.jobStatus, allowed },
        })),
      );
    };
  },

  sentence: ({ jobStatus, allowed }, subject) =>
    `${subject} is ${visible(jobStatus)}, not ${either(allowed)}: look at it in DataWorks, or allow the status`,
});
