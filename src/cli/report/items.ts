import type { Acknowledgement } from "../../checks/acknowledgement";
import { describeKind } from "../../checks/describe-kind";
import type { Severity } from "../../checks/severity";
import type { ResultJob } from "../../checks/verdict";
import { inOneLine } from "../../errors/error";
import type {
  CheckReport,
  DriftReport,
  Evidence,
  RepairedFinding,
  Report,
  ReportedDrift,
  ReportedIgnoreFinding,
  ReportedResult,
  ReportedUnanswered,
  SourceLine,
  VanishedWorkspace,
} from "./report";

/**
 * One thing that a report says, alike for every command.
 *
 * `shown` is a difference that does not fail, `known` a finding that the baseline has, and `repaired` one that is none
 * any more.
 */
export interface ReportItem {
  readonly outcome: "fail" | "unchecked" | "shown" | "known" | "acknowledged" | "repaired" | "pass";
  /** Whether it makes the command end with something else than 0. */
  readonly fails: boolean;
  /** How much it matters, if it fails. */
  readonly severity: Severity;
  /** Id of the rule, or kind of the difference: what people read and link to. */
  readonly id: string;
  /** Kind of the result, or of the difference. */
  readonly kind: string;
  /** What the kind asks for, or is, in a few words. */
  readonly about: string;
  readonly workspace: string;
  readonly alias?: string | undefined;
  /** As whom the workspace was asked, where that is no matter of the run. */
  readonly profile?: string | undefined;
  readonly job?: ResultJob | undefined;
  readonly message: string;
  readonly help?: string | undefined;
  readonly place?: SourceLine | undefined;
  readonly acknowledgement?: Acknowledgement | undefined;
  /** How it stands to the baseline, where there is one. */
  readonly baseline?: "new" | "known" | "repaired" | undefined;
}

/** What a report says, the gravest first, otherwise in the report's own order. */
export function itemsOf(report: Report): ReportItem[] {
  const items = report.command === "check" ? checkItems(report) : driftItems(report);
  const asked = [...report.evidence, ...report.unanswered];
  const profiles = new Map(asked.map(({ workspace, profile }) => [workspace, profile]));
  const withProfiles = items.map((item) => ({ ...item, profile: profiles.get(item.workspace) }));
  return withProfiles.sort((a, b) => rank(a) - rank(b));
}

/** The name by which people know the workspace of an entry, or of a query. */
export function workspaceLabel({ alias, workspace }: Pick<Evidence, "alias" | "workspace">): string {
  return alias ?? workspace;
}

/** The counts of a report in words, such as `2 errors, 12 passed`; nothing that is zero, unless all is. */
export function summaryWords(report: Report): string {
  const counts = report.command === "check" ? checkCounts(report) : driftCounts(report);
  const words = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return words.length > 0 ? words.join(", ") : report.command === "check" ? "nothing was checked" : "nothing differs";
}

/** What the exit code of a report means. */
export function verdict(report: Report): string {
  const { command, exitCode } = report;
  if (exitCode === 2) return "not everything could be checked";
  if (command === "refresh") return report.snapshot.written ? "recorded" : "the snapshot stays as it is";
  return exitCode === 1 ? (command === "check" ? "findings" : "drift") : "nothing to do";
}

/** The file whose lines the entries name. */
export function subjectFile(report: Report): string {
  return report.command === "check" ? report.policy.path : report.snapshot.path;
}

function checkCounts({ summary }: CheckReport): [number, string][] {
  const { errors, warnings, unchecked, known, acknowledged, passed } = summary;
  return [
    [errors, errors === 1 ? "error" : "errors"],
    [warnings, warnings === 1 ? "warning" : "warnings"],
    [unchecked, "not checked"],
    [known, "known"],
    [acknowledged, "acknowledged"],
    [passed, "passed"],
  ];
}

function driftCounts(report: DriftReport): [number, string][] {
  const { command, summary, ignoreFindings, newQueries, droppedQueries } = report;
  const { failing, shown, ignored, unchecked } = summary;
  const differences = (count: number) => (count === 1 ? "difference" : "differences");
  return [
    [failing, `${differences(failing)} that ${failing === 1 ? "fails" : "fail"}`],
    [
      shown,
      command === "drift" ? `${differences(shown)} that ${shown === 1 ? "does" : "do"} not fail` : differences(shown),
    ],
    [ignored, `expected ${differences(ignored)}`],
    [ignoreFindings.length, `${ignoreFindings.length === 1 ? "finding" : "findings"} about drift.ignore`],
    [newQueries.length, newQueries.length === 1 ? "new query" : "new queries"],
    [droppedQueries.length, droppedQueries.length === 1 ? "dropped query" : "dropped queries"],
    [unchecked, "not checked"],
  ];
}

const ORDER = ["error", "unchecked", "warning", "shown", "repaired", "known", "acknowledged", "pass"];

function rank({ outcome, severity }: ReportItem): number {
  return ORDER.indexOf(outcome === "fail" ? severity : outcome);
}

/** The results, and the workspaces that were not listed, each once. */
function checkItems({ unanswered, results, baseline }: CheckReport): ReportItem[] {
  const { repaired = [], vanished = [] } = baseline ?? {};
  return [
    ...unanswered.map(itemOfUnanswered),
    ...results.map(itemOfResult),
    ...repaired.map(itemOfRepaired),
    ...vanished.map(itemOfVanished),
  ];
}

function itemOfVanished({ workspace, message, fails }: VanishedWorkspace): ReportItem {
  const outcome = fails ? "fail" : "shown";
  const about = "a discovered workspace that is seen no longer";
  const id = "workspaceVanished";
  return { outcome, fails, severity: "error", id, kind: id, about, workspace, message, baseline: "new" };
}

function itemOfRepaired({ ruleId, kind, workspace, alias, message }: RepairedFinding): ReportItem {
  return {
    outcome: "repaired",
    fails: false,
    severity: "error",
    id: ruleId,
    kind,
    about: describeKind(kind),
    workspace,
    alias,
    message,
    baseline: "repaired",
  };
}

function itemOfUnanswered({ code, asked, problems, message: _message, ...where }: ReportedUnanswered): ReportItem {
  return {
    ...where,
    outcome: "unchecked",
    fails: true,
    severity: "error",
    id: code,
    kind: code,
    about: "a query that was not answered",
    message: `${asked}: ${inOneLine(problems)}`,
  };
}

function itemOfResult(result: ReportedResult): ReportItem {
  const { fails, severity, kind, workspace, alias, job, message, help, place, baseline } = result;
  const outcome = baseline === "known" ? "known" : result.outcome;
  const acknowledgement = result.outcome === "acknowledged" ? result.acknowledgement : undefined;
  const id = result.ruleId;
  const about = describeKind(kind);
  return {
    outcome,
    fails,
    severity,
    id,
    kind,
    about,
    workspace,
    alias,
    job,
    message,
    help,
    place,
    acknowledgement,
    baseline,
  };
}

function driftItems(report: DriftReport): ReportItem[] {
  const { drift, ignoreFindings, evidence, unanswered, newQueries } = report;
  const differing = new Set(drift.map(({ workspace }) => workspace));
  const unchanged = evidence.filter(({ workspace, asked }) => !differing.has(workspace) && !newQueries.includes(asked));
  return [
    ...unanswered.map(itemOfUnanswered),
    ...ignoreFindings.map(itemOfIgnoreFinding),
    ...drift.map(itemOfDrift),
    ...unchanged.map(({ workspace, alias, asked, jobs }): ReportItem => {
      const message = `${asked}: ${jobs} ${jobs === 1 ? "job" : "jobs"}, as the snapshot has them`;
      const about = "an answer that is as the snapshot has it";
      return {
        outcome: "pass",
        fails: false,
        severity: "error",
        id: "unchanged",
        kind: "unchanged",
        about,
        workspace,
        alias,
        message,
      };
    }),
  ];
}

function itemOfIgnoreFinding({ kind, severity, workspace, message, fails, place }: ReportedIgnoreFinding): ReportItem {
  const about = "an entry of drift.ignore that is over, about to be, too long, or matches nothing";
  return { outcome: "fail", fails, severity, id: kind, kind, about, workspace, message, place };
}

function itemOfDrift(drift: ReportedDrift): ReportItem {
  const { kind, workspace, alias, message, place, fails, ignored } = drift;
  const of = drift.kind === "moved" ? undefined : "after" in drift ? drift.after : drift.before;
  const outcome = fails ? "fail" : ignored === undefined ? "shown" : "acknowledged";
  const about = describeKind(kind);
  return {
    outcome,
    fails,
    severity: "error",
    id: kind,
    kind,
    about,
    workspace,
    alias,
    job: of && { diJobId: of.diJobId, jobName: of.jobName },
    message: ignored === undefined ? message : `${message} (${ignored.reason}; ${ignored.by}, until ${ignored.until})`,
    acknowledgement: ignored && { id: kind, ...ignored },
    place,
  };
}
