import { groupBy } from "../model/group-by";
import { compareIds, type DiJob } from "../model/job";
import { type AskedQuery, type DiJobsQuery, type NamedQuery, queryKey, resolvedQuery } from "../model/query";
import type { Use, User } from "../model/use";
import { parseTypedWorkspace, workspaceName } from "../model/workspace";
import { compareText } from "../text/compare";

/** One recorded question with its answer. */
export interface SnapshotLookup {
  readonly query: DiJobsQuery;
  /** When the API answered: ISO 8601, UTC, whole seconds. */
  readonly observedAt: string;
  /** Who asked for which names; no construct of an app twice. */
  readonly usedBy: readonly Use[];
  /** Whether only jobs whose names were asked for are recorded: what else there is, is not known. */
  readonly partial?: true;
  /** Every job of the answer, or of its recorded part; an empty list is an answer. */
  readonly jobs: readonly DiJob[];
}

/** What `dataworks.snapshot.json` holds. */
export interface Snapshot {
  /** That of the file it was read from; 2 is written. */
  readonly version: 1 | 2;
  /** Ids of workspaces by `<regionId>/<projectName>`. */
  readonly workspaces: ReadonlyMap<string, string>;
  /** No question twice. */
  readonly lookups: readonly SnapshotLookup[];
}

/** Name of the snapshot, beside `cdktf.json` unless `DIJOBS_SNAPSHOT` says otherwise. */
export const SNAPSHOT_FILE_NAME = "dataworks.snapshot.json";

/** A snapshot without any lookup. */
export const emptySnapshot: Snapshot = { version: 2, workspaces: new Map(), lookups: [] };

/** Finds the answer to a question; one about a workspace by its name needs that the name was recorded, too. */
export function findLookup(snapshot: Snapshot, query: AskedQuery): SnapshotLookup | undefined {
  const key = queryKey(recordedQuery(snapshot, query));
  return snapshot.lookups.find((lookup) => queryKey(lookup.query) === key);
}

/** The answer to the same question about another workspace, where that was recorded for this user: to it, the name meant that one. */
export function meantBefore(snapshot: Snapshot, query: NamedQuery, user: User): SnapshotLookup | undefined {
  const ofUser = snapshot.lookups.filter(
    (lookup) =>
      queryKey(resolvedQuery(query, lookup.query.projectId)) === queryKey(lookup.query) &&
      lookup.usedBy.some(({ app, construct }) => app === user.app && construct === user.construct),
  );
  const found = findLookup(snapshot, query);
  return found === undefined || ofUser.includes(found) ? undefined : ofUser[0];
}

/** The recorded names of workspaces, each with the `<regionId>/<projectId>` that it means. */
export function namedWorkspaces({ workspaces }: Snapshot): (readonly [name: string, workspace: string])[] {
  return [...workspaces].map(([name, projectId]) => {
    const { regionId } = parseTypedWorkspace(name);
    return [name, workspaceName({ regionId, projectId })];
  });
}

/** A question with the recorded id of its workspace, where that is known. */
function recordedQuery({ workspaces }: Snapshot, query: AskedQuery): AskedQuery {
  const projectId = "projectName" in query ? workspaces.get(workspaceName(query)) : undefined;
  return "projectName" in query && projectId !== undefined ? resolvedQuery(query, projectId) : query;
}

/** Makes the function that tells who uses something of a workspace. */
export function usersIn(...snapshots: readonly Pick<Snapshot, "lookups">[]): (workspace: string) => Use[] {
  const lookups = snapshots.flatMap((snapshot) => snapshot.lookups);
  return (workspace) => lookups.flatMap(({ query, usedBy }) => (workspaceName(query) === workspace ? usedBy : []));
}

/** The names that somebody asked for, which a partial answer therefore has, or knows to be free. */
export function recordedNames({ usedBy }: SnapshotLookup): string[] {
  return [...new Set(usedBy.flatMap(({ names }) => names))];
}

/** An answer without the jobs that nobody asks for any more, where only those are recorded that somebody does. */
export function askedPart(lookup: SnapshotLookup): SnapshotLookup {
  if (!lookup.partial) return lookup;
  const names = new Set(recordedNames(lookup));
  return { ...lookup, jobs: lookup.jobs.filter(({ jobName }) => names.has(jobName)) };
}

/** Brings a snapshot into the order in which it is written: the same for equal content. */
export function canonicalSnapshot({ version, workspaces, lookups }: Snapshot): Snapshot {
  const keyed = lookups.map((lookup) => ({ key: queryKey(lookup.query), lookup: canonicalLookup(lookup) }));
  return {
    version,
    workspaces: new Map([...workspaces].sort(([a], [b]) => compareText(a, b))),
    lookups: keyed.sort((a, b) => compareText(a.key, b.key)).map(({ lookup }) => lookup),
  };
}

function canonicalLookup({ usedBy, jobs, ...lookup }: SnapshotLookup): SnapshotLookup {
  return {
    ...lookup,
    usedBy: canonicalUses(usedBy),
    jobs: [...jobs].sort((a, b) => compareIds(a.diJobId, b.diJobId)),
  };
}

function canonicalUses(usedBy: readonly Use[]): Use[] {
  const uses = groupBy(usedBy, ({ app, construct }) => JSON.stringify([app, construct]));
  return [...uses.values()]
    .map((same) => ({ ...same[0], names: [...new Set(same.flatMap(({ names }) => names))].sort(compareText) }))
    .sort((a, b) => compareText(a.app, b.app) || compareText(a.construct, b.construct));
}
