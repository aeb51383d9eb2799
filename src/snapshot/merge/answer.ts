import type { Use } from "../../model/use";
import { renderSnapshot } from "../render";
import { askedPart, emptySnapshot, recordedNames, type SnapshotLookup } from "../snapshot";
import { threeWay, type Versions } from "./three-way";

interface Sides extends Versions<SnapshotLookup> {
  readonly ours: SnapshotLookup;
  readonly theirs: SnapshotLookup;
}

/** The answer that changed, the newer one where both did; of partial ones what the users of both sides need. */
export function mergeAnswer(sides: Sides, usedBy: readonly Use[]): SnapshotLookup {
  const { ours, theirs } = sides;
  const newer = () => (isNewer(ours, theirs) ? ours : theirs);
  const chosen = threeWay<SnapshotLookup>(sides, textOf, newer) ?? ours;
  const needed = new Set(usedBy.flatMap(({ names }) => names));
  const known = new Set(recordedNames(chosen));
  const suffices = !chosen.partial || [...needed].every((name) => known.has(name));
  const merged = suffices ? chosen : completed(chosen, chosen === ours ? theirs : ours);
  return askedPart({ ...merged, usedBy });
}

/** What one answer does not tell, the other one does; then the whole is as old as the older one. */
export function completed(chosen: SnapshotLookup, { partial, ...other }: SnapshotLookup): SnapshotLookup {
  const names = new Set(recordedNames(chosen));
  const ids = new Set(chosen.jobs.map(({ diJobId }) => diJobId));
  const more = other.jobs.filter(({ jobName, diJobId }) => !names.has(jobName) && !ids.has(diJobId));
  const { observedAt } = isNewer(chosen, other) ? other : chosen;
  return { ...other, ...(partial && { partial }), observedAt, jobs: [...chosen.jobs, ...more] };
}

/** Of two that came in one second, either side chooses the same. */
function isNewer(one: SnapshotLookup, other: SnapshotLookup): boolean {
  return one.observedAt + textOf(one) > other.observedAt + textOf(other);
}

function textOf(lookup: SnapshotLookup): string {
  return renderSnapshot({ ...emptySnapshot, lookups: [{ ...lookup, usedBy: [] }] });
}
