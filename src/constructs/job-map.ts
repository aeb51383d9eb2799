import { halfCharacter, jobNameAmbiguous, jobNamesComposed } from "../errors/jobs";
import { list, oneOf, optional, optionsOf } from "../model/arguments";
import { groupBy } from "../model/group-by";
import { type DiJob, JOB_FIELD_ROWS } from "../model/job";
import { literal } from "../text/literal";
import type { StackDiJob } from "./stack-di-job";

/** A field of a job that a map can carry. */
export type JobMapField = keyof DiJob;

/** What {@link DiJobsConstruct.toMap | DiJobs.toMap} puts into its map. */
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
  refuseHalves(jobs, [by, ...fields], where);
  if (by === "jobName") refuseNamesakes(jobs, where);
  const map: JobMap = {};
  for (const job of jobs) {
    map[literal(job.raw[by])] = Object.fromEntries(
      fields.flatMap((field) => {
        const value = job[field];
        return value === undefined ? [] : [[field, value]];
      }),
    );
  }
  return map;
}

/** Terraform composes characters, so names that differ in nothing else are one key. */
function refuseNamesakes(jobs: readonly StackDiJob[], where: string): void {
  for (const [one, ...others] of groupBy(rawOf(jobs), ({ jobName }) => jobName.normalize("NFC")).values()) {
    if (others.length === 0) continue;
    const namesakes = [one, ...others];
    throw others.every(({ jobName }) => jobName === one.jobName)
      ? jobNameAmbiguous(
          one.jobName,
          where,
          namesakes.map(({ diJobId }) => diJobId),
          WAY_OUT,
        )
      : jobNamesComposed(namesakes, where, WAY_OUT);
  }
}

const WAY_OUT = 'take the ids as keys: toMap({ by: "diJobId" })';

function rawOf(jobs: readonly StackDiJob[]): DiJob[] {
  return jobs.map(({ raw }) => raw);
}

/** Terraform has no lone surrogates. */
function refuseHalves(jobs: readonly StackDiJob[], fields: readonly JobMapField[], where: string): void {
  const broken = rawOf(jobs).filter((raw) => fields.some((field) => /\p{Cs}/u.test(raw[field] ?? "")));
  if (broken.length > 0)
    throw halfCharacter(
      broken,
      where,
      'take the ids as keys, and other fields: toMap({ by: "diJobId", fields: ["diJobId"] })',
    );
}
