import { describeDuration, describeLimit } from "../../model/duration";
import { workspaceName } from "../../model/workspace";
import { visible } from "../../text/visible";
import { either, quoted, shownJob } from "../../text/words";
import type { Evidence } from "../report/report";
import type { Target, Waited, WaitedJob, WaitProps } from "./waiting";

/** A workspace of a wait, as people know it. */
export type WaitedWorkspace = Pick<Evidence, "workspace" | "alias" | "profile">;

/** How a wait ended, or was interrupted: what its formats render. */
export interface WaitReport extends Waited {
  /** When the command was started: ISO 8601, UTC. */
  readonly startedAt: string;
  readonly calls: number;
  readonly workspaces: readonly WaitedWorkspace[];
  /** What was asked for; the time as it was given, all of the run included. */
  readonly wanted: Pick<WaitProps, "until" | "forMs" | "everyMs" | "timeoutMs">;
}

/** The workspace of a waited job, where it is known: an id that was not found may be in any. */
export function workspaceOf(
  { target, job }: WaitedJob,
  workspaces: readonly WaitedWorkspace[],
): WaitedWorkspace | undefined {
  const name = job === undefined ? target.workspace : workspaceName(job);
  return (
    workspaces.find(({ workspace }) => workspace === name) ?? (workspaces.length === 1 ? workspaces[0] : undefined)
  );
}

/** A job as it was seen last; of several workspaces with its own. */
export function stateOf(job: WaitedJob, workspaces: readonly WaitedWorkspace[]): string {
  return `${nameOf(job, workspaces)} ${seenAs(job)}`;
}

/** A job by its name; of several workspaces with its own. */
export function nameOf(waited: WaitedJob, workspaces: readonly WaitedWorkspace[]): string {
  const where = workspaceOf(waited, workspaces);
  const name = waited.job === undefined ? shownTarget(waited.target) : shownJob(waited.job);
  return workspaces.length < 2 || where === undefined ? name : `${visible(where.alias ?? where.workspace)} ${name}`;
}

/** What was wanted, in words. */
export function wantedWords({ until, forMs }: Pick<WaitProps, "until" | "forMs">): string {
  return `${either(until.map(visible))}${forMs > 0 ? ` for ${describeLimit(forMs)}` : ""}`;
}

function seenAs({ job, error, heldMs, isMissing }: WaitedJob): string {
  if (error !== undefined) {
    const before = job === undefined ? "" : `, and was ${quoted(job.jobStatus)} before`;
    return `could not be seen (${error.code})${before}`;
  }
  if (job !== undefined) return `is ${quoted(job.jobStatus)}${heldMs > 0 ? `, for ${describeDuration(heldMs)}` : ""}`;
  return isMissing ? "is not there" : "was not seen";
}

function shownTarget(target: Target): string {
  return "jobName" in target ? quoted(target.jobName) : `the job ${target.diJobId}`;
}
