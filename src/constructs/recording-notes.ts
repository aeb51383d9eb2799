import type { IConstruct } from "constructs";
import { describeDrift } from "../checks/describe-drift";
import { compareListings, compareWorkspaces, driftFails } from "../checks/drift";
import { questionsUseless, questionUnused, recordedNewer, recordedTwice, workspaceNameMoved } from "../errors/snapshot";
import type { EarlierQuestion } from "../lookup/asked";
import { describeQuery, queryKey } from "../model/query";
import { workspaceName } from "../model/workspace";
import type { FreshAnswer, UsesOfRun } from "../snapshot/record";
import { findLookup, type Snapshot, usersIn } from "../snapshot/snapshot";
import { shownUser } from "../text/words";
import { tell } from "./annotation";

/** Says what the recording changed for whom; first what was recreated, because there the id changes. Statuses come and go. */
export function tellChanges(before: Snapshot, answers: readonly FreshAnswer[]): void {
  const changes = answers.flatMap(({ query, jobs }) => {
    const was = findLookup(before, query);
    return was === undefined ? [] : compareListings(was, { query, jobs });
  });
  const counting = changes.filter((change) => driftFails(change));
  const recreatedFirst = counting.sort((a, b) => Number(b.kind === "recreated") - Number(a.kind === "recreated"));
  for (const change of recreatedFirst) tell(`recorded: ${describeDrift(change)}`);
}

/** Says which answers are not those that the app was given, because another process had recorded newer ones. */
export function tellNewer(given: readonly FreshAnswer[], recorded: readonly FreshAnswer[]): void {
  for (const [index, { query, jobs, observedAt }] of given.entries()) {
    const newer = recorded[index]?.jobs ?? jobs;
    const changes = compareListings({ jobs, observedAt, usedBy: [] }, { query, jobs: newer });
    if (changes.some(({ kind }) => kind !== "status")) tell(`note: ${recordedNewer(describeQuery(query))}`);
  }
}

/** Says which names mean another workspace than before to somebody who did not ask now. */
export function tellMoved(before: Snapshot, after: Snapshot): void {
  const moved = compareWorkspaces(before.workspaces, after.workspaces, usersIn(after));
  for (const { workspace, projectName, movedTo, usedBy } of moved) {
    const [regionId = ""] = workspace.split("/");
    const name = workspaceName({ regionId, projectName });
    if (usedBy.length > 0) tell(`note: ${workspaceNameMoved(name, movedTo, workspace, usedBy.map(shownUser))}`);
  }
}

/** What was recorded of a construct last, by file, app and path, and of which app of this process it is. */
const recorded = new Map<string, { readonly root: WeakRef<IConstruct>; readonly used: string }>();

/** Says which constructs replaced what one of their path used, that stands in another app of this process. */
export function tellTwins(root: IConstruct, snapshotPath: string, { app, uses }: UsesOfRun): void {
  const twins = uses.flatMap(({ construct, query, names }) => {
    const key = JSON.stringify([snapshotPath, app, construct]);
    const used = JSON.stringify([query && queryKey(query), names]);
    const before = recorded.get(key);
    recorded.set(key, { root: new WeakRef(root), used });
    const other = before?.root.deref() ?? root;
    return other !== root && before?.used !== used ? [construct] : [];
  });
  if (twins.length > 0) tell(`note: ${recordedTwice(app, twins)}`);
}

/** Says which questions lost their last user: what changes in their jobs concerns nobody from now on. */
export function tellUnused(before: Snapshot, after: Snapshot, told: readonly EarlierQuestion[]): void {
  const known = new Set(told.map(({ query }) => queryKey(query)));
  for (const { query, usedBy } of before.lookups) {
    const now = findLookup(after, query);
    if (usedBy.length > 0 && (now?.usedBy ?? []).length === 0 && !known.has(queryKey(query)))
      tell(`note: ${questionUnused(describeQuery(query), usedBy.map(shownUser), now === undefined)}`);
  }
}

/** Says which calls were for nothing: they cost a quota that others share. */
export function tellUseless(useless: readonly EarlierQuestion[]): void {
  if (useless.length === 0) return;
  const questions = useless.map(({ query, constructs }) => `${describeQuery(query)} (${constructs.join(", ")})`);
  tell(`note: ${questionsUseless(questions)}`);
}
