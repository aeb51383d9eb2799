import type { IConstruct } from "constructs";
import type { Lookup } from "../lookup/lookup";
import { groupBy } from "../model/group-by";
import { queryKey } from "../model/query";
import { updateSnapshot } from "../snapshot/file";
import { type FreshLookup, mergeLookups } from "../snapshot/merge";
import { findLookup } from "../snapshot/snapshot";
import { hasErrors } from "./annotation";

/** A construct whose lookup belongs into the snapshot. */
export interface RecordedConstruct {
  readonly construct: IConstruct;
  readonly lookup: Lookup;
  /** The names that were asked for so far; `*` where the whole list was read. */
  readonly used: ReadonlySet<string>;
  /** Age from which the time of the observation alone is worth writing down, in milliseconds. */
  readonly refreshAfterMs?: number | undefined;
}

const recordings = new WeakMap<IConstruct, RecordedConstruct[]>();

/**
 * Writes what a construct looked up into the snapshot, after the app it stands in was synthesized successfully.
 *
 * A validation of the app itself runs after every stack was written, and only when none of them threw; the end of the
 * process would not tell a success.
 */
export function recordAfterSynth(recorded: RecordedConstruct): void {
  const { root } = recorded.construct.node;
  const known = recordings.get(root);
  if (known !== undefined) {
    known.push(recorded);
    return;
  }
  const all = [recorded];
  recordings.set(root, all);
  let asking = false;
  root.node.addValidation({
    validate: () => {
      if (asking) return [];
      asking = true;
      // What else the app validates must hold, too; this validation leaves itself out meanwhile.
      const failures = root.node.validate();
      asking = false;
      if (failures.length === 0 && !hasErrors(root)) writeAll(all);
      return [];
    },
  });
}

function writeAll(all: readonly RecordedConstruct[]): void {
  const isRecorded = ({ lookup }: RecordedConstruct) => lookup.recording !== undefined;
  const groups = groupBy(all.filter(isRecorded), ({ lookup }) => lookup.recording?.snapshotPath ?? "");
  for (const [snapshotPath, recorded] of groups)
    updateSnapshot(snapshotPath, (current) => {
      // A question of the app that was not recorded this time is no reason to drop its answer.
      const others = all.filter((one) => !isRecorded(one));
      const kept = others.flatMap(({ lookup }) => findLookup(current, lookup.query) ?? []);
      const { recording } = recorded[0].lookup;
      return mergeLookups(current, [...(recording?.prune ? kept : []), ...freshLookups(recorded)], recording);
    });
}

/** One entry per question, with everything that used it. */
function freshLookups(recorded: readonly RecordedConstruct[]): FreshLookup[] {
  return [...groupBy(recorded, ({ lookup }) => queryKey(lookup.answer().listing.query)).values()].map((users) => {
    const { query, observedAt, jobs } = users[0].lookup.answer().listing;
    const ages = users.flatMap(({ refreshAfterMs }) => refreshAfterMs ?? []);
    return {
      query,
      observedAt,
      jobs,
      usedBy: Object.fromEntries(users.map(({ construct, used }) => [construct.node.path, [...used]])),
      ...(ages.length === 0 ? {} : { refreshAfterMs: Math.min(...ages) }),
    };
  });
}
