import { invalidArgument, unknownKey } from "../errors/arguments";
import { type Duration, durationMs } from "../model/duration";
import { type JobFilter, matcher } from "../model/filter";
import { SEVERITIES, type Severity } from "./severity";

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

const OPTION_NAMES = ["id", "jobs", "severity", "help", "statusMaxAge"] as const satisfies (keyof RuleOptions)[];

/**
 * Checks the options of a rule and fills in its id.
 *
 * @throws DataWorksError `InvalidArgument` for an option that is unknown or has a wrong value.
 */
export function checkRuleOptions(
  kind: string,
  props: RuleOptions,
  argumentNames: readonly string[],
): RuleOptions & { readonly id: string } {
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
  return { id, jobs, severity, help, statusMaxAge };
}
