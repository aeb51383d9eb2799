import type { DiJob } from "../../src/model/job";
import { canonicalQuery, type QueryProps } from "../../src/model/query";
import { emptySnapshot, type Snapshot, type SnapshotLookup } from "../../src/snapshot/snapshot";
import { job as runningJob } from "./jobs";

/** A job of the workspace cn-shanghai/1967. */
export function job(diJobId: string, jobName: string, more: Partial<DiJob> = {}): DiJob {
  return runningJob({ diJobId, jobName, migrationType: "Full", ...more });
}

/** A lookup of the workspace cn-shanghai/1967. */
export function lookup(
  jobs: readonly DiJob[],
  {
    observedAt = "2026-01-31T08:00:00Z",
    usedBy = [],
    ...query
  }: Partial<Omit<QueryProps, "projectName"> & SnapshotLookup> = {},
): SnapshotLookup {
  return { query: canonicalQuery({ regionId: "cn-shanghai", projectId: "1967", ...query }), observedAt, usedBy, jobs };
}

/** A snapshot that holds lookups. */
export function snapshotOf(...lookups: readonly SnapshotLookup[]): Snapshot {
  return { ...emptySnapshot, lookups };
}
