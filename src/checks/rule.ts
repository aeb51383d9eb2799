import { invalidArgument, unknownKey, unresolvedToken } from "../errors/arguments";
import { type Duration, durationMs } from "../model/duration";
import { type JobFilter, matcher, type OneOrMore } from "../model/filter";
import type { DiJob } from "../model/job";
import type { Listing } from "../model/listing";
import { isToken } from "../text/token";
import { type Finding, type PassArgs, type ResultKind, SEVERITIES, type Severity, type UncheckedArgs } from "./result";

/** What every rule accepts besides its own arguments. */
export interface RuleOptions {
  /**
   * What people read, acknowledge and link to.
   *
   * @default the name of the rule, such as `jobStatus`
   */
  readonly id?: string | undefined;
  /**
   * The jobs that the rule is about, in the words of `where`.
   *
   * A whole name or id that no job of its workspaces has is itself a finding, `jobMissing`.
   *
   * @default every job
   */
  readonly jobs?: JobFilter | undefined;
  /**
   * How much a finding matters.
   *
   * @default "error"
   */
  readonly severity?: Severity | undefined;
  /** Where to read more: an address that is shown with every finding. */
  readonly help?: string | undefined;
  /**
   * Oldest status from a snapshot that still counts, such as `24h`.
   *
   * @default a status from a snapshot is `unchecked`, whatever its age
   */
  readonly statusMaxAge?: Duration | undefined;
}

/** What a rule may ask besides the listing. */
export interface CheckContext {
  /** The present. */
  readonly now: Date;
  /** Whether the statuses of this listing may be judged: live, or young enough for the rule. */
  readonly statusIsCurrent: boolean;
  /** Whether the rule is about the whole workspace, and the query asked for some of its jobs. */
  readonly partOfWorkspace: boolean;
}

/** What a rule says, before it is given a severity and a workspace. */
export type Verdict =
  | { readonly outcome: "pass"; readonly job?: DiJob; readonly args: PassArgs }
  | ({ readonly outcome: "fail"; readonly job?: DiJob } & Finding)
  | { readonly outcome: "unchecked"; readonly job?: DiJob; readonly args: UncheckedArgs };

/** A pure function of a listing to verdicts, with its id and options; made by {@link rules}. */
export interface Rule extends RuleOptions {
  readonly id: string;
  /** Which rule it is, whatever its id. */
  readonly kind: ResultKind;
  /**
   * Names (`<regionId>/<projectId>`) of the workspaces that the rule is meant for.
   *
   * @default every workspace
   */
  readonly workspaces?: readonly string[] | undefined;
  /**
   * Whether the rule is about what a query answers, or about the whole workspace.
   *
   * @default "answer"
   */
  readonly about?: "answer" | "workspace" | undefined;
  /** Judges a listing that holds only the jobs the rule selects. */
  check(listing: Listing, context: CheckContext): readonly Verdict[];
}

const OPTION_NAMES = ["id", "jobs", "severity", "help", "statusMaxAge"] as const satisfies (keyof RuleOptions)[];

/**
 * Checks the options of a rule and fills in its id.
 *
 * @throws DataWorksError `InvalidArgument` for an option that is unknown or has a wrong value.
 */
export function ruleOptions<K extends ResultKind>(
  kind: K,
  props: RuleOptions,
  argumentNames: readonly string[],
): RuleOptions & { readonly id: string; readonly kind: K } {
  if (typeof props !== "object" || props === null)
    throw invalidArgument(`the arguments of ${kind}`, props, "pass an object");
  const known = [...argumentNames, ...OPTION_NAMES];
  for (const name of Object.keys(props)) if (!known.includes(name)) throw unknownKey(`rule ${kind}`, name, known);
  const { id = kind, jobs, severity, help, statusMaxAge } = props;
  if (typeof id !== "string" || id.trim() === "") throw invalidArgument("id", id, "name the rule for its readers");
  if (severity !== undefined && !SEVERITIES.includes(severity))
    throw invalidArgument("severity", severity, `use one of ${SEVERITIES.join(", ")}`);
  if (help !== undefined && typeof help !== "string") throw invalidArgument("help", help, "write an address");
  if (statusMaxAge !== undefined) durationMs("statusMaxAge", statusMaxAge);
  if (jobs !== undefined) matcher(jobs);
  return { id, kind, jobs, severity, help, statusMaxAge };
}

/**
 * One text or several, checked.
 *
 * @throws DataWorksError `InvalidArgument` for anything else, an empty list or text included,
 * `UnresolvedToken` for a value that only Terraform will know.
 */
export function texts(name: string, value: OneOrMore<string>): readonly string[] {
  const values = typeof value === "string" ? [value] : value;
  if (isToken(values)) throw unresolvedToken(name);
  if (!Array.isArray(values) || values.length === 0)
    throw invalidArgument(name, value, "name at least one value, as a text or a list of texts");
  for (const one of values)
    if (typeof one !== "string" || one === "") throw invalidArgument(name, one, "write every value as a text");
  return values;
}

/** Makes the test whether a text is one of the given, without regard to case. */
export function oneOf(allowed: readonly string[]): (value: string) => boolean {
  const known = new Set(allowed.map((value) => value.toLowerCase()));
  return (value) => known.has(value.toLowerCase());
}

/** The verdict on a job: passed with the value that was looked at, or failed with a finding. */
export function judge(job: DiJob, passes: boolean, value: string, finding: () => Finding): Verdict {
  return passes ? { outcome: "pass", job, args: { jobs: 1, value } } : { outcome: "fail", job, ...finding() };
}
