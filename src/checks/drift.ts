import { groupBy } from "../model/group-by";
import { compareIds, type DiJob, fieldsWith } from "../model/job";
import type { Listing } from "../model/listing";
import type { Use, User } from "../model/use";
import { workspaceName } from "../model/workspace";
import { compareText } from "../text/compare";

/**
 * How a job, or the workspace of a name, can differ from the snapshot; `docs/rules.md` has a heading for each.
 *
 * A job is the same by its id; `recreated` is another job under a name that was, and is, one job's only.
 */
export const DRIFT_KINDS = [
  "moved",
  "added",
  "removed",
  "renamed",
  "recreated",
  "rerouted",
  "retyped",
  "status",
] as const;

/** How a job, or a workspace, differs from the snapshot. */
export type DriftKind = (typeof DRIFT_KINDS)[number];

/** What a snapshot knows of a query's answer. */
export interface SnapshotAnswer {
  readonly jobs: readonly DiJob[];
  /** When it was seen: ISO 8601. */
  readonly observedAt: string;
  readonly usedBy: readonly Use[];
  /** Whether it has only the jobs whose names somebody used. */
  readonly partial?: boolean;
}

/** How a job that is there before and after can differ. */
type ChangeKind = Exclude<DriftKind, "moved" | "added" | "removed">;

interface DriftBase {
  /** `<regionId>/<projectId>`. */
  readonly workspace: string;
  /** The constructs that use the job, or its name, or read the whole list. */
  readonly usedBy: readonly User[];
  /** Ids of the other jobs that have, now, the name by which this one was known. */
  readonly namesakes: readonly string[];
}

/** A name that means another workspace now. */
export interface WorkspaceDrift extends DriftBase {
  readonly kind: "moved";
  readonly projectName: string;
  /** `<regionId>/<projectId>` that the name means now. */
  readonly movedTo: string;
}

/** One difference between the snapshot and what is there now. */
export type Drift = JobDrift | WorkspaceDrift;

/** One difference of a job; one that differs in several ways has several. */
export type JobDrift = DriftBase &
  (
    | { readonly kind: "added"; readonly after: DiJob }
    | { readonly kind: "removed"; readonly before: DiJob }
    | {
        readonly kind: ChangeKind;
        readonly before: DiJob;
        readonly after: DiJob;
      }
  );

/**
 * Compares a snapshot with a later listing of the same query; sorted by job id.
 *
 * Kinds of data sources, types and statuses are compared without regard to case, as the API's spelling varies.
 */
export function compareListings(
  before: SnapshotAnswer,
  after: Pick<Listing, "query" | "jobs" | "recordedNames">,
): JobDrift[] {
  const usesByName = usersByName(before.usedBy);
  const jobsByName = groupBy(after.jobs, ({ jobName }) => jobName);
  const base = (job: DiJob, names: readonly [string, ...string[]]) => {
    const namesakes = (jobsByName.get(names[0]) ?? []).map(({ diJobId }) => diJobId);
    return {
      workspace: workspaceName(after.query),
      usedBy: eachOnce([...names, "*"].flatMap((name) => usesByName.get(name) ?? [])),
      namesakes: namesakes.filter((id) => id !== job.diJobId),
    };
  };
  const pairs = pairJobs(before.jobs, after.jobs);
  // What a partial answer does not have is not known to be new, or gone.
  const wasKnown = (job: DiJob) => !before.partial || usesByName.has(job.jobName);
  const isKnown = (job: DiJob) => after.recordedNames?.includes(job.jobName) ?? true;
  const added = unpaired(after.jobs, pairs)
    .filter(wasKnown)
    .map((is): JobDrift => ({ ...base(is, [is.jobName]), kind: "added", after: is }));
  const others = pairs.flatMap(([was, is]): JobDrift[] => {
    if (is === undefined) return isKnown(was) ? [{ ...base(was, [was.jobName]), kind: "removed", before: was }] : [];
    const kinds = differences(was, is);
    return kinds.map((kind) => ({ ...base(is, [was.jobName, is.jobName]), kind, before: was, after: is }));
  });
  const idOf = (drift: JobDrift) => ("before" in drift ? drift.before : drift.after).diJobId;
  return [...added, ...others].sort((a, b) => compareIds(idOf(a), idOf(b)));
}

/**
 * Compares what names of workspaces meant when they were recorded with what they mean now, both by
 * `<regionId>/<projectName>`; a name that is not known on both sides is no difference.
 *
 * @param usedBy who uses something of a workspace, `<regionId>/<projectId>`.
 */
export function compareWorkspaces(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  usedBy: (workspace: string) => readonly User[],
): WorkspaceDrift[] {
  return [...before].flatMap(([name, was]): WorkspaceDrift[] => {
    const is = after.get(name);
    if (is === undefined || is === was) return [];
    const [regionId = "", projectName = ""] = name.split("/");
    const workspace = workspaceName({ regionId, projectId: was });
    const movedTo = workspaceName({ regionId, projectId: is });
    return [{ kind: "moved", workspace, projectName, movedTo, usedBy: eachOnce(usedBy(workspace)), namesakes: [] }];
  });
}

/**
 * Tells whether a difference fails a check.
 *
 * By default one of a job that a construct uses does, unless only the status differs;
 * with `failOn` exactly those of the named kinds do, used or not.
 */
export function driftFails(drift: Drift, failOn?: readonly DriftKind[]): boolean {
  return failOn?.includes(drift.kind) ?? (drift.kind !== "status" && drift.usedBy.length > 0);
}

type Pair = readonly [before: DiJob, after: DiJob | undefined];

/** Every job of the snapshot with its counterpart: by id, else by a name that only one job had, and has. */
function pairJobs(before: readonly DiJob[], after: readonly DiJob[]): Pair[] {
  const wereById = byId(before);
  const areById = byId(after);
  const wereByName = byUniqueName(before);
  const areByName = byUniqueName(after);
  return before.map((was) => {
    const namesake = wereByName.has(was.jobName) ? areByName.get(was.jobName) : undefined;
    // A job that was there before is itself, whatever its name is now.
    const recreated = namesake !== undefined && !wereById.has(namesake.diJobId) ? namesake : undefined;
    return [was, areById.get(was.diJobId) ?? recreated];
  });
}

function unpaired(after: readonly DiJob[], pairs: readonly Pair[]): DiJob[] {
  const paired = new Set(pairs.map(([, is]) => is?.diJobId));
  return after.filter(({ diJobId }) => !paired.has(diJobId));
}

/** The fields whose change counts, in the order of the kinds. */
const COMPARED = fieldsWith("drift").sort((a, b) => DRIFT_KINDS.indexOf(a.drift) - DRIFT_KINDS.indexOf(b.drift));

function differences(was: DiJob, is: DiJob): ChangeKind[] {
  const changes = COMPARED.filter(({ name }) => was[name].toLowerCase() !== is[name].toLowerCase());
  return [
    ...(was.diJobId === is.diJobId ? [] : ["recreated" as const]),
    ...(was.jobName === is.jobName ? [] : ["renamed" as const]),
    ...new Set(changes.map(({ drift }) => drift)),
  ];
}

function usersByName(usedBy: readonly Use[]): ReadonlyMap<string, readonly User[]> {
  const uses = usedBy.flatMap(({ app, construct, names }) => names.map((name) => ({ name, user: { app, construct } })));
  return new Map([...groupBy(uses, ({ name }) => name)].map(([name, same]) => [name, same.map(({ user }) => user)]));
}

function eachOnce(users: readonly User[]): User[] {
  return [...groupBy(users, ({ app, construct }) => JSON.stringify([app, construct])).values()]
    .map(([{ app, construct }]) => ({ app, construct }))
    .sort((a, b) => compareText(a.app, b.app) || compareText(a.construct, b.construct));
}

function byId(jobs: readonly DiJob[]): Map<string, DiJob> {
  return new Map(jobs.map((job) => [job.diJobId, job]));
}

function byUniqueName(jobs: readonly DiJob[]): Map<string, DiJob> {
  const groups = groupBy(jobs, ({ jobName }) => jobName);
  return new Map([...groups].flatMap(([name, [job, ...more]]) => (more.length === 0 ? [[name, job]] : [])));
}
