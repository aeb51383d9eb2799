import type { IConstruct } from "constructs";
import { snapshotCreated, snapshotUpgraded } from "../errors/snapshot";
import type { EarlierQuestion } from "../lookup/asked";
import { uselessQuestions } from "../lookup/earlier-questions";
import type { RecordingSettings } from "../lookup/lookup";
import { groupBy } from "../model/group-by";
import { queryKey } from "../model/query";
import { tryReadSnapshot } from "../snapshot/file";
import { forgetStacks } from "../snapshot/forget";
import {
  type FreshAnswer,
  keepUsed,
  orNewer,
  pruneUnused,
  recordAnswers,
  recordUses,
  type UseInRun,
} from "../snapshot/record";
import { renderSnapshot } from "../snapshot/render";
import { emptySnapshot, type Snapshot } from "../snapshot/snapshot";
import { updateSnapshot } from "../snapshot/update";
import { hasErrors, tell } from "./annotation";
import type { AwaitedJobs } from "./awaited-jobs";
import { namesakes } from "./namesakes";
import { isMarked } from "./overrides";
import { tellChanges, tellMoved, tellNewer, tellTwins, tellUnused, tellUseless } from "./recording-notes";

/** A construct whose lookup belongs into the snapshot. */
export interface RecordedConstruct {
  readonly construct: IConstruct;
  readonly jobs: Pick<AwaitedJobs, "lookup" | "used" | "isJudged">;
  /** Age from which the time of the observation alone is worth writing down, in milliseconds. */
  readonly refreshAfterMs?: number | undefined;
}

/** One that is recorded, and how. */
interface Recorded extends RecordedConstruct {
  readonly recording: RecordingSettings;
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
      if (failures.length > 0 || hasErrors(root)) return [];
      const useless = uselessQuestions();
      const refused = writeAll(root, all, useless);
      tellUseless(useless);
      return refused;
    },
  });
}

/** Writes each snapshot, unless what belongs into it contradicts itself, which is returned. */
function writeAll(root: IConstruct, all: readonly RecordedConstruct[], useless: readonly EarlierQuestion[]): string[] {
  const refused: string[] = [];
  const stacks = root.node.findAll().filter((construct) => isMarked(construct, "TerraformStack"));
  const paths = stacks.map(({ node }) => node.path);
  const recorded = all.flatMap((construct): Recorded[] => {
    const { recording } = construct.jobs.lookup;
    return recording === undefined ? [] : [{ ...construct, recording }];
  });
  for (const [snapshotPath, into] of groupBy(recorded, ({ recording }) => recording.snapshotPath)) {
    const contradictions = namesakes(into);
    refused.push(...contradictions);
    if (contradictions.length > 0) continue;
    const recording = runRecording(into);
    const given = freshAnswers(into.filter(({ recording }) => recording.isNew));
    const run = { app: recording.app, stacks: paths, uses: usesOf(all) };
    let [before, known, after] = [emptySnapshot, emptySnapshot, emptySnapshot];
    let answers = given;
    const change = (current: Snapshot) => {
      before = current;
      answers = orNewer(current, given, new Date());
      known = forgetStacks(current, recording.app, recording.forget);
      const whole = recordUses(recordAnswers(known, answers, recording.ignoreStatus), run);
      const next = recording.record === "used" ? keepUsed(known, whole, answers, recording.ignoreStatus) : whole;
      after = recording.prune ? pruneUnused(next) : next;
      return after;
    };
    if (given.length === 0 && saysNothingNew(snapshotPath, change)) continue;
    const outcome = updateSnapshot(snapshotPath, change);
    if (outcome === "created") tell(`note: ${snapshotCreated(snapshotPath)}`);
    tellChanges(before, answers);
    tellNewer(given, answers);
    tellTwins(root, snapshotPath, run);
    tellUnused(known, after, useless);
    tellMoved(before, after);
    if (before.version === 1) tell(`note: ${snapshotUpgraded(snapshotPath)}`);
  }
  return refused;
}

/** How a run records; what one lookup only fills is no reason to drop anything, whichever comes first. */
function runRecording(into: readonly [Recorded, ...Recorded[]]): RecordingSettings {
  const [{ recording }] = into;
  return into.some(({ recording: { mode } }) => mode === "fill")
    ? { ...recording, prune: false, forget: [] }
    : recording;
}

/** Who takes what is there, and is known to, has nothing to write: not even a folder that must not be written to matters. */
function saysNothingNew(path: string, change: (current: Snapshot) => Snapshot): boolean {
  const current = tryReadSnapshot(path);
  return current !== undefined && renderSnapshot(change(current)) === renderSnapshot(current);
}

/** One answer to each question. */
function freshAnswers(recorded: readonly RecordedConstruct[]): FreshAnswer[] {
  return [...groupBy(recorded, ({ jobs }) => queryKey(jobs.lookup.answer().listing.query)).values()].map((users) => {
    const { query, observedAt, jobs } = users[0].jobs.lookup.answer().listing;
    const refreshAfterMs = Math.min(...users.map((each) => each.refreshAfterMs ?? Number.POSITIVE_INFINITY));
    // Equal questions may name the workspace, or have its id.
    const [projectName] = users.flatMap(({ jobs: { lookup } }) =>
      "projectName" in lookup.query ? lookup.query.projectName : [],
    );
    return { query, observedAt, jobs, projectName, refreshAfterMs };
  });
}

/** Also of what was not recorded this time: that is no reason to take its users for gone. */
function usesOf(all: readonly RecordedConstruct[]): UseInRun[] {
  return all.map(({ construct, jobs: { lookup, used, isJudged } }) => {
    const asked = "projectName" in lookup.query ? undefined : lookup.query;
    const query = lookup.recording ? lookup.answer().listing.query : asked;
    // What a rule judges must be there when it judges again.
    const judges = lookup.recording?.record === "used" && isJudged ? ["*"] : [];
    return { construct: construct.node.path, query, names: [...used, ...judges] };
  });
}
