import { queryKey } from "../model/query";
import { renderSnapshot } from "./render";
import { canonicalSnapshot, type Snapshot, type SnapshotLookup } from "./snapshot";

/** A lookup as one run recorded it. */
export interface FreshLookup extends SnapshotLookup {
  /**
   * Age in milliseconds from which the time alone is worth writing down.
   *
   * @default never: an answer that did not change keeps its time, and the file its bytes
   */
  readonly refreshAfterMs?: number | undefined;
}

/** How {@link mergeLookups} treats what was not recorded. */
export interface MergeOptions {
  /**
   * Drops the questions that were not asked.
   *
   * @default false
   */
  readonly prune?: boolean;
  /**
   * Keeps an answer of which nothing but statuses changed.
   *
   * @default false
   */
  readonly ignoreStatus?: boolean;
}

/** Replaces the answers to the questions that were recorded, and keeps the others. */
export function mergeLookups(
  current: Snapshot,
  recorded: readonly FreshLookup[],
  { prune = false, ignoreStatus = false }: MergeOptions = {},
): Snapshot {
  const before = new Map(current.lookups.map((lookup) => [queryKey(lookup.query), lookup]));
  const after = new Map(prune ? [] : before);
  for (const lookup of recorded) {
    const key = queryKey(lookup.query);
    after.set(key, keepTime(before.get(key), lookup, ignoreStatus));
  }
  return canonicalSnapshot({ version: 1, lookups: [...after.values()] });
}

function keepTime(
  before: SnapshotLookup | undefined,
  { refreshAfterMs, ...lookup }: FreshLookup,
  ignoreStatus: boolean,
): SnapshotLookup {
  if (before === undefined) return lookup;
  const ageMs = Date.parse(lookup.observedAt) - Date.parse(before.observedAt);
  if (refreshAfterMs !== undefined && ageMs >= refreshAfterMs) return lookup;
  return sameAnswer(before, lookup, ignoreStatus) ? before : lookup;
}

function sameAnswer(before: SnapshotLookup, lookup: SnapshotLookup, ignoreStatus: boolean): boolean {
  const text = ({ jobs, ...one }: SnapshotLookup) => {
    const compared = ignoreStatus ? jobs.map((job) => ({ ...job, jobStatus: "" })) : jobs;
    return renderSnapshot({ version: 1, lookups: [{ ...one, jobs: compared, observedAt: before.observedAt }] });
  };
  return text(before) === text(lookup);
}
