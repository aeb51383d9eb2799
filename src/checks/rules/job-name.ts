import { invalidArgument } from "../../errors/arguments";
import { judge, type Rule, type RuleOptions, ruleOptions } from "../rule";

/** Arguments of {@link rules}`.jobName`. */
export interface JobNameProps extends RuleOptions {
  /** Regular expression that every name must match; anchor it with `^` and `$` to mean the whole name. */
  readonly pattern: string | RegExp;
}

/** Every job's name matches a pattern. */
export function jobName(props: JobNameProps): Rule {
  const options = ruleOptions("jobName", props, ["pattern"]);
  const pattern = compilePattern("pattern", props.pattern);
  return {
    ...options,
    check: ({ jobs }) =>
      jobs.map((job) =>
        judge(job, pattern.test(job.jobName), job.jobName, () => ({
          kind: "jobName",
          args: { jobName: job.jobName, pattern: pattern.source },
        })),
      ),
  };
}

/**
 * Compiles a pattern; one with the flag g or y loses it, because it would remember where it stopped.
 *
 * @throws DataWorksError `InvalidArgument` when it is no regular expression.
 */
export function compilePattern(name: string, pattern: string | RegExp): RegExp {
  if (pattern instanceof RegExp) return new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ""));
  if (typeof pattern !== "string" || pattern === "")
    throw invalidArgument(name, pattern, "write a regular expression, for example ^[a-z][a-z0-9_]*$");
  try {
    return new RegExp(pattern, "u");
  } catch (error) {
    throw invalidArgument(name, pattern, error instanceof Error ? error.message : String(error));
  }
}
