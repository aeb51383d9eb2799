import { invalidArgument } from "../errors/arguments";
import { type Form, type Forms, isRecord, oneOf, oneOrMore, optional, optionsOf } from "../model/arguments";
import { type OneOrMore, sameText } from "../model/filter";
import { compilePattern } from "../model/pattern";
import { visible } from "../text/visible";
import { counted, either, quoted } from "../text/words";
import { ACKNOWLEDGEMENT_FORMS, dayAfter, dayIn, daysBetween, EXPIRING_DAYS } from "./acknowledge";
import type { Acknowledgement } from "./acknowledgement";
import { DRIFT_KINDS, type Drift, type DriftKind } from "./drift";
import type { Evaluation } from "./evaluation";
import type { Severity } from "./severity";

/** Somebody's word that differences from the snapshot are expected until a day: those of a kind, of a job, or both. */
export interface DriftIgnore extends Pick<Acknowledgement, "workspace" | "reason" | "by" | "until"> {
  /**
   * Kinds of difference that are meant.
   *
   * @default every kind
   */
  readonly kind?: OneOrMore<DriftKind> | undefined;
  /**
   * The jobs that are meant: one by its id or whole name, or those whose name matches a pattern, before or after.
   *
   * @default every job
   */
  readonly job?: Acknowledgement["job"] | { readonly pattern: string } | undefined;
}

/** What there is to say about an entry itself. */
export interface IgnoreFinding {
  readonly kind: "ignoreExpired" | "ignoreExpiring" | "ignoreTooLong" | "ignoreUnused";
  readonly severity: Severity;
  readonly ignore: DriftIgnore;
  /** What happened, and the repair. */
  readonly message: string;
}

/** Which differences are expected, and what there is to say about the entries. */
export interface IgnoredDrift {
  readonly ignored: ReadonlyMap<Drift, DriftIgnore>;
  readonly findings: readonly IgnoreFinding[];
}

const { workspace, reason, by, until } = ACKNOWLEDGEMENT_FORMS;

const jobs: Form<DriftIgnore["job"]> = (value, name) => {
  const isPattern = isRecord(value) && "pattern" in value;
  if (!isPattern) return ACKNOWLEDGEMENT_FORMS.job(value, name);
  return { pattern: compilePattern(name, value.pattern).source };
};

const FORMS: Forms<DriftIgnore> = {
  kind: optional(oneOrMore(oneOf(DRIFT_KINDS))),
  job: jobs,
  workspace,
  reason,
  by,
  until,
};

const readIgnore = optionsOf("an entry of drift.ignore", FORMS);

/**
 * Checks an entry that people wrote.
 *
 * @throws DataWorksError `InvalidArgument`, also for one that means every difference there is.
 */
export function checkIgnore(value: unknown): DriftIgnore {
  const ignore = readIgnore(value);
  if (ignore.kind === undefined && ignore.job === undefined)
    throw invalidArgument(
      "kind",
      undefined,
      "name kinds, a job, or both: an entry for everything would hide all drift",
    );
  return ignore;
}

/**
 * Finds the differences that are expected; an entry that has expired, lasts too long or matches nothing is itself a
 * finding, as it is with acknowledgements.
 *
 * @param sawAll tells whether all of a workspace, or of every one, was compared.
 */
export function ignoreDrift(
  drift: readonly Drift[],
  ignores: readonly DriftIgnore[],
  { now, timeZone = "UTC", longestAcknowledgementDays: longest = Number.POSITIVE_INFINITY }: IgnoreTime,
  sawAll: (workspace: string | undefined) => boolean,
): IgnoredDrift {
  const today = dayIn(timeZone, now);
  const ignored = new Map<Drift, DriftIgnore>();
  const findings = ignores.flatMap((ignore): IgnoreFinding[] => {
    const daysLeft = daysBetween(today, ignore.until);
    const concerned = drift.filter(concernedBy(ignore));
    const say = (kind: IgnoreFinding["kind"], message: string): IgnoreFinding[] => {
      const severity = kind === "ignoreExpiring" ? "warning" : "error";
      return [{ kind, severity, ignore, message: `${theEntry(ignore)} ${message}` }];
    };
    if (daysLeft > longest)
      return say(
        "ignoreTooLong",
        `lasts until ${ignore.until}, and counts for nothing: the latest day allowed is ${dayAfter(today, longest)}`,
      );
    if (daysLeft < 0) {
      if (concerned.length === 0 && !sawAll(ignore.workspace)) return [];
      const repair = concerned.length > 0 ? "record the difference, or ignore it anew" : "delete it";
      return say("ignoreExpired", `ended on ${ignore.until}: ${repair}`);
    }
    if (concerned.length === 0)
      return sawAll(ignore.workspace) ? say("ignoreUnused", "matches no difference: delete it, or correct it") : [];
    for (const each of concerned) if (!ignored.has(each)) ignored.set(each, ignore);
    if (daysLeft > EXPIRING_DAYS) return [];
    const when = daysLeft === 0 ? "today" : `in ${counted(daysLeft, "day")}, on ${ignore.until}`;
    return say("ignoreExpiring", `ends ${when}: record the difference, or ignore it anew`);
  });
  return { ignored, findings };
}

type IgnoreTime = Pick<Evaluation, "now" | "timeZone" | "longestAcknowledgementDays">;

function concernedBy({ kind, workspace, job }: DriftIgnore): (drift: Drift) => boolean {
  const kinds = kind === undefined ? undefined : [kind].flat();
  const pattern = job !== undefined && "pattern" in job ? compilePattern("pattern", job.pattern) : undefined;
  return (drift) => {
    if (kinds?.includes(drift.kind) === false || (workspace !== undefined && workspace !== drift.workspace))
      return false;
    const sides = [...("before" in drift ? [drift.before] : []), ...("after" in drift ? [drift.after] : [])];
    return sides.some(({ diJobId, jobName }) => {
      if (job === undefined) return true;
      if (pattern !== undefined) return pattern.test(jobName);
      return "diJobId" in job ? job.diJobId === diJobId : "jobName" in job && sameText(jobName, job.jobName);
    });
  };
}

function theEntry({ by, kind, job, workspace }: DriftIgnore): string {
  const kinds = kind === undefined ? "" : ` for ${either([kind].flat())}`;
  const place = workspace === undefined ? "" : ` in ${visible(workspace)}`;
  return `the entry of drift.ignore by ${visible(by)}${kinds}${job === undefined ? "" : ` of ${shownSelection(job)}`}${place}`;
}

function shownSelection(job: NonNullable<DriftIgnore["job"]>): string {
  if ("pattern" in job) return `jobs that match ${visible(job.pattern)}`;
  return "diJobId" in job ? `the job ${job.diJobId}` : quoted(job.jobName);
}
