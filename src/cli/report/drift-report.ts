import { describeDrift } from "../../checks/describe-drift";
import { type Drift, type DriftKind, driftFails } from "../../checks/drift";
import type { DriftIgnore, IgnoredDrift } from "../../checks/drift-ignore";
import { visible } from "../../text/visible";
import { evidenceOfRun, type Run } from "./evidence";
import type { DriftReport, ReportedDrift } from "./report";
import { lineIn } from "./source-line";

/** What {@link driftReport} is made of. */
export interface DriftRun extends Run, Pick<DriftReport, "command" | "snapshot"> {
  readonly drift: readonly Drift[];
  /** @default nothing is ignored */
  readonly ignore?:
    | (IgnoredDrift & { readonly path: string; lineOf(ignore: DriftIgnore): number | undefined })
    | undefined;
  /** Finds a job's line in the snapshot. */
  readonly lineOfJob: (drift: Drift) => number | undefined;
  /**
   * Kinds of difference that fail, used or not.
   *
   * @default every kind but `status`, of jobs that constructs use
   */
  readonly failOn?: readonly DriftKind[] | undefined;
  readonly newQueries?: readonly string[] | undefined;
  readonly droppedQueries?: readonly string[] | undefined;
}

/** Makes the report of `drift` or `refresh`. */
export function driftReport(run: DriftRun): DriftReport {
  const { command, snapshot, unanswered, aliases, ignore, failOn, newQueries = [], droppedQueries = [] } = run;
  const drift = run.drift.map((each) => ({
    ...each,
    alias: aliases?.get(each.workspace),
    message: describeDrift(each),
    // Recording a difference is what a refresh is for.
    fails: command === "drift" && !ignore?.ignored.has(each) && driftFails(each, failOn),
    ignored: acceptedBy(ignore?.ignored.get(each)),
    place: lineIn(snapshot.path, run.lineOfJob(each)),
  }));
  const ignoreFindings = (ignore?.findings ?? []).map(({ ignore: entry, kind, severity, message }) => {
    const place = ignore && lineIn(ignore.path, ignore.lineOf(entry));
    const where = place === undefined ? "" : ` (${visible(place.path)}:${place.line})`;
    const workspace = entry.workspace ?? "*";
    return { kind, severity, workspace, message: message + where, fails: severity === "error", place };
  });
  const failing = drift.filter(({ fails }) => fails).length;
  const ignored = drift.filter((each) => each.ignored !== undefined).length;
  return {
    version: 1,
    ...evidenceOfRun(run),
    command,
    snapshot,
    exitCode: unanswered.length > 0 ? 2 : failing > 0 || ignoreFindings.some(({ fails }) => fails) ? 1 : 0,
    summary: { failing, shown: drift.length - failing - ignored, ignored, unchecked: unanswered.length },
    drift,
    ignoreFindings,
    newQueries,
    droppedQueries,
  };
}

function acceptedBy(ignore: DriftIgnore | undefined): ReportedDrift["ignored"] {
  return ignore && { reason: ignore.reason, by: ignore.by, until: ignore.until };
}
