import { jobMayBeNewer, recordedJobGone, recordedJobRenamed } from "../errors/snapshot";
import { groupBy } from "../model/group-by";
import type { DiJob } from "../model/job";
import type { SnapshotLookup } from "./snapshot";

/** Jobs that have one name, as recorded and as they are now; no id is in both. */
export interface Recreated {
  readonly recorded: readonly DiJob[];
  readonly live: readonly DiJob[];
}

/** What a recorded answer knows about the names in a live answer to the same question. */
export interface Explanation {
  /** The live jobs that were recorded under this name and have another one now. */
  renamed(jobName: string): readonly DiJob[];
  /** The jobs recorded under this name whose ids are no longer listed. */
  gone(jobName: string): readonly DiJob[];
  /** The jobs of this name, when none of those now listed is one of those recorded: what holds an id will be replaced. */
  recreated(jobName: string): Recreated | undefined;
  /** Sentences about a name that the live answer lacks, for {@link jobNotFound}. */
  hints(jobName: string): string[];
}

/** Explains a live answer by the recorded answer to the same question. */
export function explain({ jobs, observedAt }: SnapshotLookup, liveJobs: readonly DiJob[]): Explanation {
  const recordedBy = groupBy(jobs, ({ jobName }) => jobName);
  const liveBy = groupBy(liveJobs, ({ jobName }) => jobName);
  const liveById = new Map(liveJobs.map((job) => [job.diJobId, job]));
  const recorded = (jobName: string): readonly DiJob[] => recordedBy.get(jobName) ?? [];

  const renamed = (jobName: string) =>
    recorded(jobName).flatMap(({ diJobId }) => {
      const now = liveById.get(diJobId);
      return now === undefined || now.jobName === jobName ? [] : [now];
    });
  const gone = (jobName: string) => recorded(jobName).filter(({ diJobId }) => !liveById.has(diJobId));
  return {
    renamed,
    gone,
    recreated(jobName) {
      const before = recorded(jobName);
      const live = liveBy.get(jobName) ?? [];
      if (before.length === 0 || live.length === 0) return undefined;
      const kept = live.some(({ diJobId }) => before.some((job) => job.diJobId === diJobId));
      return kept ? undefined : { recorded: before, live };
    },
    hints: (jobName) => [
      ...renamed(jobName).map((now) => recordedJobRenamed(now.diJobId, now.jobName, observedAt)),
      ...gone(jobName).map(({ diJobId }) => recordedJobGone(diJobId, observedAt)),
    ],
  };
}

/** Explains an answer that the snapshot gave: a name that it lacks may be that of a newer job. */
export function explainRecorded({ observedAt }: SnapshotLookup): Explanation {
  return {
    renamed: () => [],
    gone: () => [],
    recreated: () => undefined,
    hints: () => [jobMayBeNewer(observedAt)],
  };
}
