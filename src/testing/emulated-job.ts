import { invalidArgument } from "../errors/arguments";
import type { DiJob } from "../model/job";
import { isId } from "../model/workspace";

/**
 * A job as tests write it: only the name is needed, the rest has deterministic defaults.
 *
 * @example
 * startEmulator({ jobs: [{ jobName: "orders" }, { jobName: "crm", jobStatus: "Failed" }] });
 */
export interface EmulatedJob {
  /**
   * Region; it counts only where the host name that is asked tells one.
   *
   * @default any region
   */
  readonly regionId?: string;
  /** Id of the workspace. @default `"1967"` */
  readonly projectId?: string | number;
  /** Id of the job. @default the first free one from 10001 */
  readonly diJobId?: string | number;
  /** Name of the job; several jobs may share one. */
  readonly jobName: string;
  /** Kind of synchronization. @default `"Full"` */
  readonly migrationType?: string;
  /** Kind of source. @default `"MySQL"` */
  readonly sourceDataSourceType?: string;
  /** Kind of destination. @default `"Hologres"` */
  readonly destinationDataSourceType?: string;
  /** State. @default `"Running"` */
  readonly jobStatus?: string;
  /** Owner, which only 2024-05-18 tells. */
  readonly owner?: string;
}

/** A job with every default filled in. */
export type CompleteJob = Omit<DiJob, "regionId" | "importId"> & { readonly regionId?: string };

/** Id of the first job that has none of its own. */
const FIRST_ID = 10_001;

/**
 * Fills in what tests left out, the same way every time.
 *
 * @param taken ids that are in use already.
 * @throws DataWorksError `InvalidArgument` for a job without a name, an id that is none, or one used twice.
 */
export function completeJobs(jobs: readonly EmulatedJob[], taken: Iterable<string> = []): CompleteJob[] {
  const used = new Set(taken);
  for (const { diJobId, jobName } of jobs) {
    // Of a file, or of a test in JavaScript.
    if (typeof jobName !== "string") throw invalidArgument("jobName", jobName, "give every job a name");
    if (diJobId === undefined) continue;
    const id = checkedId("diJobId", diJobId);
    if (used.has(id)) throw invalidArgument("diJobId", id, "give every job an id of its own, or leave it out");
    used.add(id);
  }
  let next = FIRST_ID;
  return jobs.map((job) => {
    while (job.diJobId === undefined && used.has(String(next))) next += 1;
    return completeJob(job, String(job.diJobId ?? next++));
  });
}

function completeJob(job: EmulatedJob, diJobId: string): CompleteJob {
  return {
    ...(job.regionId === undefined ? {} : { regionId: job.regionId }),
    projectId: checkedId("projectId", job.projectId ?? "1967"),
    diJobId,
    jobName: job.jobName,
    migrationType: job.migrationType ?? "Full",
    sourceDataSourceType: job.sourceDataSourceType ?? "MySQL",
    destinationDataSourceType: job.destinationDataSourceType ?? "Hologres",
    jobStatus: job.jobStatus ?? "Running",
    ...(job.owner === undefined ? {} : { owner: job.owner }),
  };
}

function checkedId(name: string, value: string | number): string {
  const id = String(value);
  if ((typeof value === "number" && !Number.isSafeInteger(value)) || !isId(id))
    throw invalidArgument(name, value, "use a positive whole number, beyond 2^53 as a string");
  return id;
}
