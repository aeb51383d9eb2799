import type { BaselineComparison, BaselineEntry } from "../../checks/baseline";
import { describeRepaired, describeResult, describeVanished } from "../../checks/describe";
import { describeDrift } from "../../checks/describe-drift";
import { type Drift, type DriftKind, isFailure } from "../../checks/drift";
import type { DriftIgnore, IgnoredDrift, IgnoreFinding } from "../../checks/drift-ignore";
import type { RuleResult } from "../../checks/result";
import type { Severity } from "../../checks/severity";
import type { UncheckedArgs } from "../../checks/verdict";
import type { DataWorksError, ErrorCode, Problem } from "../../errors/error";
import { groupBy } from "../../model/group-by";
import type { DiJob } from "../../model/job";
import type { Listing } from "../../model/listing";
import { type AskedQuery, describeQuery } from "../../model/query";
import { workspaceName } from "../../model/workspace";
import { compareText } from "../../text/compare";
import { visible } from "../../text/visible";

/** How a program ends: 0 nothing found, 1 findings or drift, 2 something could not be checked, which beats 1. */
export type ExitCode = 0 | 1 | 2;

/** The program that made a report. */
export interface Tool {
  readonly name: "dijobs";
  readonly version: string;
}

/** That a query was answered: by whom, when, and at which cost. */
export interface Evidence {
  /** `<regionId>/<projectId>`. */
  readonly workspace: string;
  /** The name that the policy gives to the workspace. */
  readonly alias?: string | undefined;
  /** The profile that answered; none for the credentials of the run, and for what the snapshot answered. */
  readonly profile?: string | undefined;
  /** The query in words, such as `cn-shanghai/1967, jobNameLike 'orders'`. */
  readonly asked: string;
  readonly source: Listing["source"];
  /** When the answer was seen: ISO 8601, UTC. */
  readonly observedAt: string;
  /** How many jobs the answer has. */
  readonly jobs: number;
  /** How many of them have which status, the most frequent first. */
  readonly statuses: readonly StatusCount[];
  readonly calls: number;
  readonly throttledCalls: number;
  /** Whether the jobs are proved to be those of one instant; a snapshot does not tell. */
  readonly verified?: boolean;
}

/** How many jobs have a status. */
export interface StatusCount {
  readonly status: string;
  readonly jobs: number;
}

/** That a query was not answered, so that nothing can be told about it. */
export interface ReportedUnanswered extends Pick<Evidence, "workspace" | "alias" | "profile" | "asked"> {
  readonly code: ErrorCode;
  /** What happened, and the repair, over a few lines. */
  readonly message: string;
  /** The same as data. */
  readonly problems: readonly Problem[];
}

/** Where something is written in a file that people keep. */
export interface SourceLine {
  /** The file as it was named, or relative to the working directory; `github` and `sarif` count from the root of the sources. */
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
}

/** What every report has. */
export interface ReportBase {
  readonly version: 1;
  readonly tool: Tool;
  /** When the command was started: ISO 8601, UTC. */
  readonly startedAt: string;
  /** The queries that were answered. */
  readonly evidence: readonly Evidence[];
  /** The queries that were not. */
  readonly unanswered: readonly ReportedUnanswered[];
  readonly exitCode: ExitCode;
}

/** A result, said in a sentence, with the place of its rule in the policy file. */
export type ReportedResult = RuleResult & {
  readonly message: string;
  /** Whether it makes the command end with something else than 0. */
  readonly fails: boolean;
  readonly place?: SourceLine | undefined;
  /** Whether a finding was known before; none where there is no baseline, and for what is no finding. */
  readonly baseline?: "new" | "known" | undefined;
};

/** A known finding that is found no longer. */
export interface RepairedFinding extends BaselineEntry {
  readonly alias?: string | undefined;
  readonly message: string;
}

/** A workspace that was discovered before, and is seen no longer. */
export interface VanishedWorkspace {
  /** `<regionId>/<projectId>`. */
  readonly workspace: string;
  readonly message: string;
  /** Whether it makes the command end with something else than 0: it does until the baseline is written anew. */
  readonly fails: boolean;
}

/** What `check` found. */
export interface CheckReport extends ReportBase {
  readonly command: "check";
  readonly policy: {
    readonly path: string;
    /** SHA-256 of the file's bytes, in hexadecimal digits. */
    readonly sha256: string;
  };
  /** The findings that were known before; none without a baseline. */
  readonly baseline?: {
    readonly path: string;
    /** Whether the file says now what was found. */
    readonly written: boolean;
    readonly repaired: readonly RepairedFinding[];
    /** Workspaces that were discovered before, and are seen no longer. */
    readonly vanished: readonly VanishedWorkspace[];
  };
  readonly summary: CheckSummary;
  readonly results: readonly ReportedResult[];
}

/** How many results ended how; findings that count are told apart by severity. */
export interface CheckSummary {
  readonly errors: number;
  readonly warnings: number;
  /** Findings that the baseline knows, of either severity. */
  readonly known: number;
  readonly acknowledged: number;
  /** Workspaces that were not listed, and results that could not be told of others. */
  readonly unchecked: number;
  readonly passed: number;
}

/** A difference, said in a sentence, with the place of the job in the snapshot. */
export type ReportedDrift = Drift & {
  readonly alias?: string | undefined;
  readonly message: string;
  /** Whether it makes the command fail. */
  readonly fails: boolean;
  /** Who expects it, and until when. */
  readonly ignored?: Pick<DriftIgnore, "reason" | "by" | "until"> | undefined;
  /** Where the snapshot has the job; none for a job that it does not have. */
  readonly place?: SourceLine | undefined;
};

/** How the live answers differ from the snapshot (`drift`), or differed when it was recorded anew (`refresh`). */
export interface DriftReport extends ReportBase {
  readonly command: "drift" | "refresh";
  readonly snapshot: {
    readonly path: string;
    /** Whether the file was written; `drift` never does. */
    readonly written: boolean;
  };
  readonly summary: DriftSummary;
  readonly drift: readonly ReportedDrift[];
  /** What there is to say about the entries of the policy's `drift.ignore`. */
  readonly ignoreFindings: readonly ReportedIgnoreFinding[];
  /** Queries, in words, that the snapshot did not have before. */
  readonly newQueries: readonly string[];
  /** Queries, in words, that were dropped from the snapshot. */
  readonly droppedQueries: readonly string[];
}

/** What there is to say about an entry that ignores drift. */
export interface ReportedIgnoreFinding extends Pick<IgnoreFinding, "kind" | "severity" | "message"> {
  readonly workspace: string;
  readonly fails: boolean;
  readonly place?: SourceLine | undefined;
}

/** How many differences there are. */
export interface DriftSummary {
  /** Those that make the command fail. */
  readonly failing: number;
  /** Those that are only shown. */
  readonly shown: number;
  /** Those that the policy expects. */
  readonly ignored: number;
  /** Queries that could not be compared. */
  readonly unchecked: number;
}

/** What a command produces and a format renders: plain data, published as `schema/report-1.json`. */
export type Report = CheckReport | DriftReport;

/** Names of workspaces by `<regionId>/<projectId>`. */
export type Aliases = ReadonlyMap<string, string>;

/** The profile as which a workspace (`<regionId>/<projectId>`) is asked. */
export type ProfileOf = (workspace: string) => string | undefined;

/** What every report is made of. */
export interface Run {
  readonly tool: Tool;
  readonly startedAt: Date;
  readonly listings: readonly Listing[];
  readonly unanswered: readonly ReportedUnanswered[];
  /** @default none */
  readonly aliases?: Aliases | undefined;
  /** @default none */
  readonly profileOf?: ProfileOf | undefined;
}

/** Reasons for which people may let a result stay unchecked. */
export const ALLOWABLE_REASONS = ["statusTooOld", "partOfWorkspace"] as const satisfies UncheckedArgs["reason"][];

/** What {@link checkReport} is made of. */
export interface CheckRun extends Run {
  readonly policy: CheckReport["policy"];
  readonly results: readonly RuleResult[];
  /** Finds the line of the policy file that a result is about. */
  readonly lineOf: (result: RuleResult) => number | undefined;
  /** @default no finding is known */
  readonly baseline?:
    | (Omit<BaselineComparison, "next"> & {
        readonly path: string;
        readonly written: boolean;
        readonly vanished: ReadonlyMap<string, string>;
      })
    | undefined;
  readonly failOn: Severity;
  /**
   * Reasons for which a result may stay unchecked (and is reported so) without exit code 2.
   *
   * @default none
   */
  readonly allowUnchecked?: readonly (typeof ALLOWABLE_REASONS)[number][] | undefined;
}

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

/** Makes the report of `check`. */
export function checkReport(run: CheckRun): CheckReport {
  const { results, lineOf, baseline, aliases } = run;
  const { path, sha256 } = run.policy;
  const isNew = isCounted(run);
  // That a workspace was not listed is said once, of the question, and not of each rule.
  const told = results.filter((result) => result.outcome !== "unchecked" || result.args.reason !== "notListed");
  return {
    version: 1,
    ...evidenceOfRun(run),
    command: "check",
    policy: { path, sha256 },
    ...(baseline && {
      baseline: {
        path: baseline.path,
        written: baseline.written,
        repaired: baseline.repaired.map((entry) => {
          return { ...entry, alias: aliases?.get(entry.workspace), message: describeRepaired(entry) };
        }),
        vanished: [...baseline.vanished].map(([workspace, name]) => ({
          workspace,
          message: describeVanished(name),
          fails: !baseline.written,
        })),
      },
    }),
    exitCode: checkExitCode(run),
    summary: {
      errors: count(results, (result) => isNew(result) && result.severity === "error") + vanishedOf(run),
      warnings: count(results, (result) => isNew(result) && result.severity === "warning"),
      known: count(results, (result) => result.outcome === "fail" && !isNew(result)),
      acknowledged: count(results, ({ outcome }) => outcome === "acknowledged"),
      unchecked: count(told, ({ outcome }) => outcome === "unchecked") + run.unanswered.length,
      passed: count(results, ({ outcome }) => outcome === "pass"),
    },
    results: told.map((result) => ({
      ...result,
      message: describeResult(result) + lineWords(path, result, lineOf(result)),
      fails: resultFails(result, run),
      place: lineIn(path, lineOf(result)),
      ...(baseline && result.outcome === "fail" && { baseline: isNew(result) ? "new" : "known" }),
    })),
  };
}

/** Makes the report of `drift` or `refresh`. */
export function driftReport(run: DriftRun): DriftReport {
  const { command, snapshot, unanswered, aliases, ignore, failOn, newQueries = [], droppedQueries = [] } = run;
  const drift = run.drift.map((each) => ({
    ...each,
    alias: aliases?.get(each.workspace),
    message: describeDrift(each),
    // Recording a difference is what a refresh is for.
    fails: command === "drift" && !ignore?.ignored.has(each) && isFailure(each, failOn),
    ignored: acceptedBy(ignore?.ignored.get(each)),
    place: lineIn(snapshot.path, run.lineOfJob(each)),
  }));
  const ignoreFindings = (ignore?.findings ?? []).map(({ ignore: entry, kind, severity, message }) => {
    const place = ignore && lineIn(ignore.path, ignore.lineOf(entry));
    const where = place === undefined ? "" : ` (${visible(place.path)}:${place.line})`;
    const workspace = entry.workspace ?? "*";
    return { kind, severity, workspace, message: message + where, fails: severity === "error", place };
  });
  const failing = count(drift, ({ fails }) => fails);
  const ignored = count(drift, (each) => each.ignored !== undefined);
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

/** How `check` ends. */
export function checkExitCode(
  run: Pick<CheckRun, "results" | "unanswered" | "failOn" | "allowUnchecked" | "baseline">,
): ExitCode {
  const failing = run.results.filter((result) => resultFails(result, run));
  if (run.unanswered.length > 0 || failing.some(({ outcome }) => outcome === "unchecked")) return 2;
  return failing.length + vanishedOf(run) > 0 ? 1 : 0;
}

/** How many workspaces vanished, of which the baseline does not say so yet. */
function vanishedOf({ baseline }: Pick<CheckRun, "baseline">): number {
  return baseline === undefined || baseline.written ? 0 : baseline.vanished.size;
}

function resultFails(result: RuleResult, run: Pick<CheckRun, "failOn" | "allowUnchecked" | "baseline">): boolean {
  const { failOn, allowUnchecked = [] } = run;
  if (result.outcome === "unchecked") return !allowUnchecked.some((reason) => reason === result.args.reason);
  return isCounted(run)(result) && (result.severity === "error" || failOn === "warning");
}

/** Makes the function that tells a finding that counts from what is no finding, accepted, or known. */
function isCounted({ baseline }: Pick<CheckRun, "baseline">): (result: RuleResult) => boolean {
  const isKnown = (result: RuleResult) =>
    baseline !== undefined && (baseline.known.has(result) || (baseline.written && baseline.taken.has(result)));
  return (result) => result.outcome === "fail" && !isKnown(result);
}

/** What a listing proves. */
function evidenceOf(listing: Listing, { aliases, profileOf }: Pick<Run, "aliases" | "profileOf">): Evidence {
  const { query, jobs, source, observedAt, verified, calls, throttledCalls } = listing;
  const proof = verified === undefined ? {} : { verified };
  const subject = subjectOf(query, aliases);
  const profile = source === "live" ? profileOf?.(subject.workspace) : undefined;
  return {
    ...subject,
    profile,
    source,
    observedAt,
    ...proof,
    jobs: jobs.length,
    statuses: statusesOf(jobs),
    calls,
    throttledCalls,
  };
}

function statusesOf(jobs: readonly DiJob[]): StatusCount[] {
  const counts = [...groupBy(jobs, ({ jobStatus }) => jobStatus)].map(([status, { length }]) => ({
    status,
    jobs: length,
  }));
  return counts.sort((a, b) => b.jobs - a.jobs || compareText(a.status, b.status));
}

/** That a query was not answered, and why. */
export function unansweredBy(query: AskedQuery, error: DataWorksError, aliases?: Aliases): ReportedUnanswered {
  return { ...subjectOf(query, aliases), code: error.code, message: error.message, problems: error.problems };
}

function subjectOf(query: AskedQuery, aliases: Aliases | undefined): Pick<Evidence, "workspace" | "alias" | "asked"> {
  const workspace = workspaceName(query);
  return { workspace, alias: aliases?.get(workspace), asked: describeQuery(query) };
}

/** What a run proves: by whom and when it was made, and what became of its questions. */
export function evidenceOfRun(run: Run): Omit<ReportBase, "version" | "exitCode"> {
  const { tool, startedAt, listings, unanswered } = run;
  return {
    tool,
    startedAt: startedAt.toISOString(),
    evidence: listings.map((listing) => evidenceOf(listing, run)),
    unanswered,
  };
}

/** What is found about an acknowledgement is repaired in its line, which not every format has a place for. */
function lineWords(path: string, result: RuleResult, line: number | undefined): string {
  const isAboutPolicy = result.outcome === "fail" && "acknowledgement" in result.args;
  return isAboutPolicy && line !== undefined ? ` (${visible(path)}:${line})` : "";
}

function lineIn(path: string, line: number | undefined): SourceLine | undefined {
  return line === undefined ? undefined : { path, line };
}

function count<T>(items: readonly T[], test: (item: T) => boolean): number {
  return items.filter(test).length;
}
