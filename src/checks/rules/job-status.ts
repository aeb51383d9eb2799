import type { JobStatus } from "../../model/documented-values";
import type { OneOrMore } from "../../model/filter";
import { judge, oneOf, type Rule, type RuleOptions, ruleOptions, texts } from "../rule";

/** Arguments of {@link rules}`.jobStatus`. */
export interface JobStatusProps extends RuleOptions {
  /** The states a job may be in, without regard to case. */
  readonly allowed: OneOrMore<JobStatus>;
}

/** Every job is in an allowed state; unknown when the status is an old one. */
export function jobStatus(props: JobStatusProps): Rule {
  const options = ruleOptions("jobStatus", props, ["allowed"]);
  const allowed = texts("allowed", props.allowed);
  const isAllowed = oneOf(allowed);
  return {
    ...options,
    check: ({ jobs, observedAt }, { statusIsCurrent }) => {
      if (!statusIsCurrent && jobs.length > 0)
        return [
          {
            outcome: "unchecked",
            args: { reason: "statusTooOld", observedAt, statusMaxAge: options.statusMaxAge },
          },
        ];
      return jobs.map((job) =>
        judge(job, isAllowed(job.jobStatus), job.jobStatus, () => ({
          kind: "jobStatus",
          args: { jobStatus: job.jobStatus, allowed },
        })),
      );
    },
  };
}
