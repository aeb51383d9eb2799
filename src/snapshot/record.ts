import { groupBy } from "../model/group-by";
import { type DiJobsQuery, queryKey } from "../model/query";
import { UNKNOWN_APP, type Use } from "../model/use";
import { workspaceName } from "../model/workspace";
import { completed } from "./merge/answer";
import { renderSnapshot } from "./render";
import {
  askedPart,
  canonicalSnapshot,
  emptySnapshot,
  findLookup,
  namedWorkspaces,
  recordedNames,
  type Snapshot,
  type SnapshotLookup,
} from "./snapshot";

/** An answer as it came just now. */
export interface FreshAnswer extends Pick<SnapshotLookup, "query" | "observedAt" | "jobs" | "partial"> {
  /**
   * Age in milliseconds from which the time alone is worth writing down.
   *
   * @default never: an answer that did not change keeps its time, and the file its bytes
   */
  readonly refreshAfterMs?: number | undefined;
  /** The name by which the workspace was asked for, where it was. */
  readonly projectName?: string | undefined;
}

/** What one run of an app used. */
export interface UsesOfRun {
  readonly app: string;
  /** Paths of the stacks that it built; the app may have others, as those of another stage. */
  readonly stacks: readonly string[];
  readonly uses: readonly UseInRun[];
}

/** What a construct used, and of which answer; without one, what is known of the construct stays. */
export interface UseInRun extends Omit<Use, "app"> {
  readonly query: DiJobsQuery | undefined;
}

/**
 * The answers to record: where another process, which asked later and wrote earlier, has recorded a newer one, that one
 * stands. A time that lies ahead is that of a wrong clock, and proves nothing.
 */
export function orNewer<A extends FreshAnswer>(current: Snapshot, answers: readonly A[], now: Date): A[] {
  return answers.map((answer) => {
    const known = findLookup(current, answer.query);
    const isNewer = known !== undefined && Date.parse(known.observedAt) > Date.parse(answer.observedAt);
    if (!isNewer || Date.parse(known.observedAt) > now.getTime()) return answer;
    const { observedAt, jobs } = known.partial ? completed(known, { ...answer, usedBy: [] }) : known;
    return { ...answer, observedAt, jobs };
  });
}

/**
 * Replaces the answers to the questions that were asked, and keeps the others and all users.
 *
 * @param ignoreStatus whether an answer is kept of which nothing but statuses changed.
 */
export function recordAnswers(current: Snapshot, answers: readonly FreshAnswer[], ignoreStatus = false): Snapshot {
  const lookups = new Map(current.lookups.map((lookup) => [queryKey(lookup.query), lookup]));
  for (const answer of answers) {
    const key = queryKey(answer.query);
    lookups.set(key, recordAnswer(lookups.get(key), answer, ignoreStatus));
  }
  const workspaces = new Map([...current.workspaces, ...answers.flatMap(nameOf)]);
  return canonicalSnapshot({ ...current, workspaces, lookups: [...lookups.values()] });
}

/**
 * Replaces what the stacks used that were built in a run, and keeps the other stacks of the app and other apps.
 *
 * A name that a partial answer does not know, as one that was read live, is left out: it would pass for free.
 */
export function recordUses(current: Snapshot, { app, stacks, uses }: UsesOfRun): Snapshot {
  const ofQuery = groupBy(uses, ({ query }) => query && queryKey(query));
  const unchanged = new Set(ofQuery.get(undefined)?.map(({ construct }) => construct));
  const isReplaced = (use: Use) =>
    (use.app === app || use.app === UNKNOWN_APP) && isIn(stacks, use.construct) && !unchanged.has(use.construct);
  const lookups = current.lookups.map((lookup) => {
    const known = lookup.partial && recordedNames(lookup);
    const now = (ofQuery.get(queryKey(lookup.query)) ?? []).map(({ construct, names }) => {
      return { app, construct, names: known ? names.filter((name) => known.includes(name)) : names };
    });
    return askedPart({ ...lookup, usedBy: [...lookup.usedBy.filter((use) => !isReplaced(use)), ...now] });
  });
  return canonicalSnapshot({ ...current, lookups });
}

/**
 * Keeps of answers that were recorded just now only the jobs that somebody asked for by name; where somebody reads the
 * whole list, all of them.
 *
 * @param before the snapshot without these answers: one of which nothing changed keeps its time.
 */
export function keepUsed(
  before: Snapshot,
  recorded: Snapshot,
  answers: readonly FreshAnswer[],
  ignoreStatus = false,
): Snapshot {
  const fresh = new Map(answers.map((answer) => [queryKey(answer.query), answer]));
  const lookups = recorded.lookups.map((lookup) => {
    const answer = fresh.get(queryKey(lookup.query));
    const names = recordedNames(lookup);
    if (answer === undefined || names.includes("*")) return lookup;
    const jobs = answer.jobs.filter(({ jobName }) => names.includes(jobName));
    const kept = recordAnswer(findLookup(before, lookup.query), { ...answer, partial: true, jobs }, ignoreStatus);
    return { ...kept, usedBy: lookup.usedBy };
  });
  return canonicalSnapshot({ ...recorded, lookups });
}

/** Drops the answers that nobody uses, and the names of workspaces that nothing is known of any more. */
export function pruneUnused(current: Snapshot): Snapshot {
  const lookups = current.lookups.filter(({ usedBy }) => usedBy.length > 0);
  const known = new Set(lookups.map(({ query }) => workspaceName(query)));
  const gone = namedWorkspaces(current).flatMap(([name, workspace]) => (known.has(workspace) ? [] : [name]));
  return { ...current, workspaces: new Map([...current.workspaces].filter(([name]) => !gone.includes(name))), lookups };
}

function nameOf({ query: { regionId, projectId }, projectName }: FreshAnswer): [string, string][] {
  return projectName === undefined ? [] : [[workspaceName({ regionId, projectName }), projectId]];
}

function isIn(stacks: readonly string[], construct: string): boolean {
  return stacks.some((stack) => construct === stack || construct.startsWith(`${stack}/`));
}

function recordAnswer(
  before: SnapshotLookup | undefined,
  { query, observedAt, partial, jobs, refreshAfterMs }: FreshAnswer,
  ignoreStatus: boolean,
): SnapshotLookup {
  const lookup = { query, observedAt, ...(partial && { partial }), usedBy: before?.usedBy ?? [], jobs };
  if (before === undefined) return lookup;
  const ageMs = Date.parse(lookup.observedAt) - Date.parse(before.observedAt);
  if (refreshAfterMs !== undefined && ageMs >= refreshAfterMs) return lookup;
  return isSameAnswer(before, lookup, ignoreStatus) ? before : lookup;
}

function isSameAnswer(before: SnapshotLookup, after: SnapshotLookup, ignoreStatus: boolean): boolean {
  const text = (lookup: SnapshotLookup) => {
    const jobs = ignoreStatus ? lookup.jobs.map((job) => ({ ...job, jobStatus: "" })) : lookup.jobs;
    return renderSnapshot({ ...emptySnapshot, lookups: [{ ...lookup, jobs, observedAt: before.observedAt }] });
  };
  return text(before) === text(after);
}
