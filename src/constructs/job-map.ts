import { invalidArgument } from "../errors/arguments";
import { jobNameAmbiguous } from "../errors/jobs";
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

/** Makes a map of jobs for an output or a local. */
export function jobMap(jobs: readonly StackDiJob[], where: string, options: JobMapOptions = {}): JobMap {
  const by = options.by ?? "jobName";
  if (by !== "jobName" && by !== "diJobId") throw invalidArgument("by", by, 'use "jobName" or "diJobId"');
  const fields = options.fields ?? LASTING_FIELDS;
  const unknown = fields.find((field) => !FIELDS.includes(field));
  if (unknown !== undefined) throw invalidArgument("fields", unknown, `a job has the fields ${FIELDS.join(", ")}`);
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
