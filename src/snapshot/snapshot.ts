import { compareIds, type DiJob } from "../model/job";
import { type AskedQuery, type DiJobsQuery, queryKey } from "../model/query";
import { compareText } from "../text/compare";

/** One recorded question with its answer. */
export interface SnapshotLookup {
  readonly query: DiJobsQuery;
  /** When the API answered: ISO 8601, UTC, whole seconds. */
  readonly observedAt: string;
  /** Construct path to the names it asked for; `"*"` where it read the whole list. */
  readonly usedBy: Readonly<Record<string, readonly string[]>>;
  /** Every job of the answer; an empty list is an answer. */
  readonly jobs: readonly DiJob[];
}

/** What `dataworks.snapshot.json` holds. */
export interface Snapshot {
  readonly version: 1;
  /** No question twice. */
  readonly lookups: readonly SnapshotLookup[];
}

/** Name of the snapshot, beside `cdktf.json` unless `DIJOBS_SNAPSHOT` says otherwise. */
export const SNAPSHOT_FILE_NAME = "dataworks.snapshot.json";

/** A snapshot without any lookup. */
export const emptySnapshot: Snapshot = { version: 1, lookups: [] };

/** Finds the answer to a question. */
export function findLookup(snapshot: Snapshot, query: AskedQuery): SnapshotLookup | undefined {
  const key = queryKey(query);
  return snapshot.lookups.find((lookup) => queryKey(lookup.query) === key);
}

/** Brings a snapshot into the order in which it is written: the same for equal content. */
export function canonicalSnapshot(snapshot: Snapshot): Snapshot {
  const keyed = snapshot.lookups.map((lookup) => ({ key: queryKey(lookup.query), lookup: canonicalLookup(lookup) }));
  return {
    version: 1,
    lookups: keyed.sort((a, b) => compareText(a.key, b.key)).map(({ lookup }) => lookup),
  };
}

function canonicalLookup({ query, observedAt, usedBy, jobs }: SnapshotLookup): SnapshotLookup {
  const users = Object.entries(usedBy).map(([path, names]) => [path, [...new Set(names)].sort(compareText)]);
  return {
    query,
    observedAt,
    // From entries, so that a construct named __proto__ is a key as any other.
    usedBy: Object.fromEntries(users),
    jobs: [...jobs].sort((a, b) => compareIds(a.diJobId, b.diJobId)),
  };
}
