import { compareIds } from "../model/job";
import { queryKey } from "../model/query";
import { mergeAnswer } from "./merge/answer";
import { mergeByKey, threeWay, type Versions } from "./merge/three-way";
import { adoptUsers, mergeUses } from "./merge/uses";
import { askedPart, canonicalSnapshot, emptySnapshot, type Snapshot, type SnapshotLookup } from "./snapshot";

/** The versions of a snapshot that meet in a merge; there is no base where both sides added the file. */
export interface SnapshotVersions extends Versions<Snapshot> {
  readonly ours: Snapshot;
  readonly theirs: Snapshot;
}

/**
 * Merges two snapshots that began as one, into what recordings of both would have made: for each question the answer
 * that changed, the newer one where both did, and the users of both, without what one side took out.
 */
export function mergeSnapshots({ base = emptySnapshot, ours, theirs }: SnapshotVersions): Snapshot {
  const adopt = adoptUsers([base, ours, theirs]);
  const versions = { base: adopt(base), ours: adopt(ours), theirs: adopt(theirs) };
  const lookups = mergeByKey(each(versions, lookupsByKey), mergeLookup);
  const workspaces = mergeByKey(
    each(versions, ({ workspaces }) => workspaces),
    mergeId,
  );
  return canonicalSnapshot({ version: 2, workspaces, lookups: [...lookups.values()] });
}

function mergeLookup({ base, ours, theirs }: Versions<SnapshotLookup>): SnapshotLookup | undefined {
  const usedBy = mergeUses({ base: base?.usedBy, ours: ours?.usedBy, theirs: theirs?.usedBy });
  if (ours !== undefined && theirs !== undefined) return mergeAnswer({ base, ours, theirs }, usedBy);
  const only = ours ?? theirs;
  // What one side dropped stays only for whom the other side added.
  const isDropped = base !== undefined && usedBy.length === 0;
  return only && !isDropped ? askedPart({ ...only, usedBy }) : undefined;
}

/** Ids grow: of two workspaces of one name the one that was made later has it now. */
function mergeId(versions: Versions<string>): string | undefined {
  const both = () =>
    [versions.ours, versions.theirs]
      .flatMap((id) => id ?? [])
      .sort(compareIds)
      .at(-1);
  return threeWay(versions, (id) => id, both);
}

function lookupsByKey({ lookups }: Snapshot): Map<string, SnapshotLookup> {
  return new Map(lookups.map((lookup) => [queryKey(lookup.query), lookup]));
}

function each<T>({ base, ours, theirs }: Required<Versions<Snapshot>>, get: (snapshot: Snapshot) => T): Versions<T> {
  return { base: base && get(base), ours: ours && get(ours), theirs: theirs && get(theirs) };
}
