import { invalidArgument } from "../../errors/arguments";
import { describeQuery } from "../../model/query";
import { counted } from "../../text/words";
import { ruleKind } from "../rule-kind";
import type { RuleOptions } from "../rule-options";
import { type FindingOf, unchecked } from "../verdict";

/** Arguments of {@link rules}`.jobCount`: at least one bound. */
export interface JobCountProps extends RuleOptions {
  /**
   * Least number of jobs.
   *
   * @default 0
   */
  readonly min?: number | undefined;
  /**
   * Greatest number of jobs.
   *
   * @default no limit
   */
  readonly max?: number | undefined;
}

/** There are too few jobs, or too many. */
type JobCountFinding = FindingOf<
  "jobCount",
  {
    readonly count: number;
    readonly asked: string;
    readonly min?: number | undefined;
    readonly max?: number | undefined;
  }
>;

/** The number of jobs is within bounds. */
export const jobCount = ruleKind<JobCountProps, JobCountFinding>({
  kind: "jobCount",
  meaning: "the number of jobs is within bounds",
  arguments: {
    min: { form: "count", description: "Least number of jobs.", default: "0" },
    max: { form: "count", description: "Greatest number of jobs.", default: "no limit" },
  },

  check({ min, max }) {
    if (min === undefined && max === undefined) throw invalidArgument("jobCount", undefined, "give min, max or both");
    const [least, most] = [min ?? 0, max ?? Number.POSITIVE_INFINITY];
    if (least > most) throw invalidArgument("min", min, `use a number that is not greater than max, ${max}`);
    return ({ jobs, query }, { partOfWorkspace }) => {
      const count = jobs.length;
      const asked = describeQuery(query);
      const isTooFew = count < least;
      if (count > most || (isTooFew && !partOfWorkspace))
        return [{ outcome: "fail", kind: "jobCount", args: { count, asked, min, max } }];
      // Some of the jobs can be too many, but never few enough, nor too few.
      if (partOfWorkspace && (isTooFew || max !== undefined)) return [unchecked({ reason: "partOfWorkspace", asked })];
      return [{ outcome: "pass", args: { jobs: count } }];
    };
  },

  aspect: ({ count, min = 0 }) => (count < min ? "tooFew" : "tooMany"),
  sentence({ count, asked, min = 0, max }) {
    const [wanted, which] = count < min ? [`at least ${min}`, "missing"] : [`at most ${max}`, "new"];
    return `${asked} has ${counted(count, "job")}, not ${wanted}: find out which are ${which}, or change the rule`;
  },
});
