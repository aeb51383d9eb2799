import { invalidArgument } from "../../errors/arguments";
import { describeQuery } from "../../model/query";
import { type Rule, type RuleOptions, ruleOptions } from "../rule";

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

/** The number of jobs is within bounds. */
export function jobCount(props: JobCountProps): Rule {
  const options = ruleOptions("jobCount", props, ["min", "max"]);
  const { min, max } = props;
  if (min === undefined && max === undefined) throw invalidArgument("jobCount", undefined, "give min, max or both");
  for (const [name, value] of Object.entries({ min, max }))
    if (value !== undefined && (!Number.isSafeInteger(value) || value < 0))
      throw invalidArgument(name, value, "use a whole number, 0 or more");
  if (min !== undefined && max !== undefined && min > max)
    throw invalidArgument("min", min, `use a number that is not greater than max, ${max}`);
  return {
    ...options,
    check: ({ jobs, query }, { partOfWorkspace }) => {
      const count = jobs.length;
      const asked = describeQuery(query);
      if (count > (max ?? Number.POSITIVE_INFINITY))
        return [{ outcome: "fail", kind: "jobCount", args: { count, asked, min, max } }];
      // Some of the jobs can be too many, but never few enough, nor too few.
      if (partOfWorkspace && (count < (min ?? 0) || max !== undefined))
        return [{ outcome: "unchecked", args: { reason: "partOfWorkspace", asked } }];
      if (count < (min ?? 0)) return [{ outcome: "fail", kind: "jobCount", args: { count, asked, min, max } }];
      return [{ outcome: "pass", args: { jobs: count } }];
    },
  };
}
