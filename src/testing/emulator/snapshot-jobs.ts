import type { DiJob } from "../../model/job";
import type { Snapshot } from "../../snapshot/snapshot";

/** Every job of a snapshot, once, although several lookups may have found it. */
export function snapshotJobs({ lookups }: Snapshot): DiJob[] {
  const byId = new Map(lookups.flatMap(({ jobs }) => jobs.map((job) => [`${job.projectId}:${job.diJobId}`, job])));
  return [...byId.values()];
}
