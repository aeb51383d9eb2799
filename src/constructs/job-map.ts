import { jobNameAmbiguous } from "../errors/jobs";
import { list, oneOf, optional, optionsOf } from "../model/arguments";
import { type DiJob, JOB_FIELD_ROWS } from "../model/job";
import { literal } from "../text/literal";
import type { StackDiJob } from "./stack-di-job";

/** A field of a job that a map can carry. */
export type JobMapField = keyof DiJob;

/** What {@link DiJobs.toMap} puts into its map. */
export interface JobMapOptions {
  /**
   * What the keys are.
   *
   * @default "jobName"
   */
  readonly by?: "jobName" | "diJobId";
  /**
   * The fields of each job.
   *
   * @default all but `jobStatus`, which changes by itself and would make every plan differ
   */
  readonly fields?: readonly JobMapField[];
}

/** Jobs by name or id, safe as a Terraform value: keys and texts are literals. */
export type JobMap = Record<string, Partial<Record<JobMapField, string>>>;

const FIELDS = JOB_FIELD_ROWS.map(({ name }) => name);
const LASTING_FIELDS = JOB_FIELD_ROWS.flatMap(({ name, volatile }) => (volatile ? [] : [name]));

/**
 * What a map is to have.
 *
 * @throws DataWorksError `InvalidArgument`.
 */
export const mapShape = optionsOf<JobMapOptions>("toMap", {
  by: optional(oneOf(["jobName", "diJobId"])),
  fields: optional(list(oneOf(FIELDS))),
});

/** Makes a map of jobs for an output or a local. */
export function jobMap(jobs: readonly StackDiJob[], where: string, options: JobMapOptions = {}): JobMap {
  const { by = "jobName", fields = LASTING_FIELDS } = options;
  const map: JobMap = {};
  for (const job of jobs) {
    const key = literal(job.raw[by]);
    if (Object.hasOwn(map, key)) throw ambiguous(job, jobs, where);
    map[key] = Object.fromEntries(
      fields.flatMap((field) => {
        const value = job[field];
        return value === undefined ? [] : [[field, value]];
      }),
    );
  }
  return map;
}

function ambiguous(job: StackDiJob, jobs: readonly StackDiJob[], where: string) {
  const { jobName } = job.raw;
  const ids = jobs.filter(({ raw }) => raw.jobName === jobName).map(({ raw }) => raw.diJobId);
  return jobNameAmbiguous(jobName, where, ids, 'take the ids as keys: toMap({ by: "diJobId" })');
}
