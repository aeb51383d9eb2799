import type { EmulatedJob } from "../emulated-job";

/** The part of a snapshot that says which jobs there are. */
export interface SnapshotContent {
  readonly lookups: readonly {
    readonly query: { readonly regionId: string; readonly projectId: string };
    readonly jobs: readonly EmulatedJob[];
  }[];
}

/** Every job of a snapshot, once, although several lookups may have found it. */
export function snapshotJobs({ lookups }: SnapshotContent): EmulatedJob[] {
  const byId = new Map<string, EmulatedJob>();
  for (const { query, jobs } of lookups)
    for (const job of jobs)
      byId.set(`${job.diJobId}`, { regionId: query.regionId, projectId: query.projectId, ...job });
  return [...byId.values()];
}
