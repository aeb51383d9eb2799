import { jobMayBeNewer, recordedJobGone, recordedJobRenamed } from "../errors/snapshot";
import { groupBy } from "../model/group-by";
import type { DiJob } from "../model/job";
import type { SnapshotLookup } from "./snapshot";

/** Jobs that have one name, as recorded and as they are now; no id is in both. */
export interface Recreated {
  readonly recorded: readonly DiJob[];
  readonly live: readonly DiJob[];
}

/** What the snapshot tells of the past of the jobs in an answer. */
export interface JobHistory {
  /** The jobs of this name, when none of those now listed is one of those recorded: what holds an id will be replaced. */
  recreated(jobName: string): Recreated | undefined;
  /** Sentences about a name that the answer lacks, for {@link jobNotFound}. */
  hints(jobName: string): string[];
}

/** Compares a live answer with the recorded answer to the same query. */
export function historyOf({ jobs, observedAt }: SnapshotLookup, liveJobs: readonly DiJob[]): JobHistory {
  const recorded = groupBy(jobs, ({ jobName }) => jobName);
  const live = groupBy(liveJobs, ({ jobName }) => jobName);
  const liveById = new Map(liveJobs.map((job) => [job.diJobId, job]));
  return {
    recreated(jobName) {
      const before = recorded.get(jobName);
      const now = live.get(jobName);
      if (before === undefined || now === undefined) return undefined;
      const kept = now.some(({ diJobId }) => before.some((job) => job.diJobId === diJobId));
      return kept ? undefined : { recorded: before, live: now };
    },
    hints: (jobName) =>
      (recorded.get(jobName) ?? []).flatMap(({ diJobId }) => {
        const now = liveById.get(diJobId);
        if (now === undefined) return [recordedJobGone(diJobId, observedAt)];
        return now.jobName === jobName ? [] : [recordedJobRenamed(diJobId, now.jobName, observedAt)];
      }),
  };
}

/** An answer that the snapshot itself gave has no past: a name that it lacks may be that of a newer job. */
export function noHistory({ observedAt }: SnapshotLookup): JobHistory {
  return { recreated: () => undefined, hints: () => [jobMayBeNewer(observedAt)] };
}
