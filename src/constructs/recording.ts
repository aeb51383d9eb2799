import type { IConstruct } from "constructs";
import { describeDrift } from "../checks/describe-drift";
import { compareListings, isFailure } from "../checks/drift";
import { snapshotUpgraded } from "../errors/snapshot";
import type { Lookup } from "../lookup/lookup";
import { groupBy } from "../model/group-by";
import { queryKey } from "../model/query";
import { updateSnapshot } from "../snapshot/file";
import { forgetStacks } from "../snapshot/forget";
import { type FreshAnswer, keepUsed, pruneUnused, recordAnswers, recordUses, type UseInRun } from "../snapshot/record";
import { emptySnapshot, findLookup, type Snapshot } from "../snapshot/snapshot";
import { hasErrors, tell } from "./annotation";
import { isMarked } from "./overrides";

/** A construct whose lookup belongs into the snapshot. */
export interface RecordedConstruct {
  readonly construct: IConstruct;
  readonly lookup: Lookup;
  /** The names that were asked for so far; `*` where the whole list was read. */
  readonly used: ReadonlySet<string>;
  /** Whether a rule judged the whole list. */
  isJudged(): boolean;
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
      if (failures.length === 0 && !hasErrors(root)) writeAll(root, all);
      return [];
    },
  });
}

function writeAll(root: IConstruct, all: readonly RecordedConstruct[]): void {
  const stacks = root.node.findAll().filter((construct) => isMarked(construct, "TerraformStack"));
  const paths = stacks.map(({ node }) => node.path);
  const recorded = all.filter(({ lookup }) => lookup.recording !== undefined);
  const groups = groupBy(recorded, ({ lookup }) => lookup.recording?.snapshotPath);
  for (const [snapshotPath, [first, ...others]] of groups) {
    const { recording } = first.lookup;
    if (snapshotPath === undefined || recording === undefined) continue;
    const answers = freshAnswers([first, ...others]);
    const run = { app: recording.app, stacks: paths, uses: usesOf(all) };
    let before = emptySnapshot;
    updateSnapshot(snapshotPath, (current) => {
      before = current;
      const known = forgetStacks(current, recording.app, recording.forget);
      const whole = recordUses(recordAnswers(known, answers, recording.ignoreStatus), run);
      const next = recording.record === "used" ? keepUsed(known, whole, answers, recording.ignoreStatus) : whole;
      return recording.prune ? pruneUnused(next) : next;
    });
    tellChanges(before, answers);
    if (before.version === 1) tell(`note: ${snapshotUpgraded(snapshotPath)}`);
  }
}

/** Says what the recording changed for whom; first what was recreated, because there the id changes. Statuses come and go. */
function tellChanges(before: Snapshot, answers: readonly FreshAnswer[]): void {
  const changes = answers.flatMap(({ query, jobs }) => {
    const was = findLookup(before, query);
    return was === undefined ? [] : compareListings(was, { query, jobs });
  });
  const counting = changes.filter((change) => isFailure(change));
  const recreatedFirst = counting.sort((a, b) => Number(b.kind === "recreated") - Number(a.kind === "recreated"));
  for (const change of recreatedFirst) tell(`recorded: ${describeDrift(change)}`);
}

/** One answer to each question. */
function freshAnswers(recorded: readonly RecordedConstruct[]): FreshAnswer[] {
  return [...groupBy(recorded, ({ lookup }) => queryKey(lookup.answer().listing.query)).values()].map((users) => {
    const { query, observedAt, jobs } = users[0].lookup.answer().listing;
    const ages = users.flatMap(({ refreshAfterMs }) => refreshAfterMs ?? []);
    // Equal questions may name the workspace, or have its id.
    const [projectName] = users.flatMap(({ lookup }) =>
      "projectName" in lookup.query ? lookup.query.projectName : [],
    );
    return { query, observedAt, jobs, projectName, ...(ages.length > 0 && { refreshAfterMs: Math.min(...ages) }) };
  });
}

/** Also of what was not recorded this time: that is no reason to take its users for gone. */
function usesOf(all: readonly RecordedConstruct[]): UseInRun[] {
  return all.map(({ construct, lookup, used, isJudged }) => {
    const asked = "projectName" in lookup.query ? undefined : lookup.query;
    const query = lookup.recording ? lookup.answer().listing.query : asked;
    // What a rule judges must be there when it judges again.
    const judges = lookup.recording?.record === "used" && isJudged() ? ["*"] : [];
    return { construct: construct.node.path, query, names: [...used, ...judges] };
  });
}
