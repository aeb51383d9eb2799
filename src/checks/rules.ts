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
  /** Every name has a job. */
  jobExists,
  /** Every job is in an allowed state; unknown when the status is an old one. */
  jobStatus,
  /** Every job's name matches a pattern. */
  jobName,
  /** Every job has an allowed migration type. */
  migrationType,
  /** Every job reads from and writes to allowed kinds of data sources. */
  dataSourceTypes,
  /** The number of jobs is within bounds. */
  jobCount,
  /** No two jobs share a name. */
  uniqueNames,
  /** Every migration type and status is one that the API documents. */
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
export const rules = {
  ...builtInRules,
  /** A rule of one's own. */
  custom,
} as const;
