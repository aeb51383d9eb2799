import { invalidArgument } from "../errors/arguments";
import { anything, type Form, type Forms, form, optional, optionsOf, text } from "../model/arguments";
import { type Duration, durationMs } from "../model/duration";
import { filterArgument, type JobFilter } from "../model/filter";
import { type Severity, severity } from "./severity";

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
  /**
   * Where to read more: an address that is shown with every finding.
   *
   * @default none
   */
  readonly help?: string | undefined;
  /**
   * Oldest status from a snapshot that still counts, such as `24h`.
   *
   * @default a status from a snapshot is `unchecked`, whatever its age
   */
  readonly statusMaxAge?: Duration | undefined;
}

/** The id of a rule, as an argument. */
export const ruleId = form<string>(
  (value) => typeof value === "string" && value.trim() !== "",
  "name the rule for its readers",
);

/** A filter that may select something: a rule about nothing judges nothing, and would look passed. */
const selection: Form<JobFilter> = (value, name) => {
  const filter = filterArgument(value, name);
  for (const [field, wanted] of Object.entries(filter))
    if (Array.isArray(wanted) && wanted.length === 0)
      throw invalidArgument(`${name}.${field}`, wanted, "name at least one, or leave it out");
  return filter;
};

const FORMS: Forms<RuleOptions> = {
  id: optional(ruleId),
  jobs: optional(selection),
  severity: optional(severity),
  help: optional(text),
  statusMaxAge: optional((value, name) => {
    durationMs(name, value as Duration);
    return value as Duration;
  }),
};

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
  const others = Object.fromEntries(argumentNames.map((name) => [name, anything]));
  const { id = kind, jobs, severity, help, statusMaxAge } = optionsOf(`rule ${kind}`, { ...others, ...FORMS })(props);
  return { id, jobs, severity, help, statusMaxAge };
}
