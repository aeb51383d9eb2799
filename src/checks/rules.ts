import { custom } from "./rules/custom";
import { dataSourceTypes } from "./rules/data-source-types";
import { jobCount } from "./rules/job-count";
import { jobExists } from "./rules/job-exists";
import { jobName } from "./rules/job-name";
import { jobStatus } from "./rules/job-status";
import { knownValues } from "./rules/known-values";
import { migrationType } from "./rules/migration-type";
import { uniqueNames } from "./rules/unique-names";

/** The built-in rules by the names that a policy file gives them. */
export const builtInRules = {
  jobExists,
  jobStatus,
  jobName,
  migrationType,
  dataSourceTypes,
  jobCount,
  uniqueNames,
  knownValues,
} as const;

/** Name of a built-in rule. */
export type BuiltInRule = keyof typeof builtInRules;

/**
 * The rules: each function makes one from its arguments, `docs/rules.md` has a heading for each.
 *
 * @throws DataWorksError `InvalidArgument` for arguments that make no rule.
 *
 * @example
 * jobs.assert(rules.jobStatus({ allowed: [JobStatus.Running, JobStatus.Finished] }));
 * jobs.assert(
 *   rules.custom({
 *     id: "no-test-jobs",
 *     checkJob: (job) => (job.jobName.endsWith("_test") ? "test jobs have no place in production" : undefined),
 *   }),
 * );
 */
export const rules = { ...builtInRules, custom } as const;
