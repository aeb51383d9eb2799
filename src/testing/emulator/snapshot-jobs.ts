import { wholeListNotRecorded } from "../../errors/snapshot";
import type { DiJob } from "../../model/job";
import { describeQuery } from "../../model/query";
import type { Snapshot } from "../../snapshot/snapshot";

/**
 * Every job of a snapshot, once, although several lookups may have found it.
 *
 * @throws DataWorksError `SnapshotLacksQuery` for an answer that is recorded in part: whoever asks an emulator takes what it
 * does not have for what is not there.
 */
export function snapshotJobs({ lookups }: Snapshot): DiJob[] {
  const part = lookups.find(({ partial }) => partial);
  if (part !== undefined) throw wholeListNotRecorded(describeQuery(part.query), part.observedAt);
  const byId = new Map(lookups.flatMap(({ jobs }) => jobs.map((job) => [`${job.projectId}:${job.diJobId}`, job])));
  return [...byId.values()];
}
