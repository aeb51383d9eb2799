import { atPlace, policyInvalid } from "../errors/policy";
import type { JobFilter, JobSelection, OneOrMore } from "../model/filter";
import { compilePattern } from "../model/pattern";
import { suggestion } from "../text/nearest";
import type { Rule } from "./rule";
import type { RuleOptions } from "./rule-options";
import * as builtInRules from "./rules";
import type { Severity } from "./severity";

/** A filter as data: a pattern is written `{ pattern: "^orders_" }`, a plain text is a whole name. */
export interface RuleSetFilter extends Omit<JobFilter, "jobName"> {
  /**
   * Whole names, case-sensitive, or patterns.
   *
   * @default every name
   */
  readonly jobName?: OneOrMore<string | RegExp | { readonly pattern: string }> | undefined;
}

/** Name of a built-in rule. */
export type BuiltInRule = keyof typeof builtInRules;

/** The arguments of a built-in rule, without what every rule accepts. */
export type ArgumentsOf<K extends BuiltInRule> = Omit<
  Parameters<(typeof builtInRules)[K]["rule"]>[0],
  Exclude<keyof RuleOptions, "statusMaxAge">
>;

/** What every rule of a set may say about itself. */
export interface RuleDefinitionBase {
  /** What people read, acknowledge and link to; no two rules of a set share one. */
  readonly id: string;
  /**
   * Aliases, or `<regionId>/<projectId>`, of the workspaces that the rule is meant for.
   *
   * @default every workspace
   */
  readonly workspaces?: readonly string[] | undefined;
  /**
   * The jobs that the rule is about, in the words of `where`.
   *
   * @default every job
   */
  readonly jobs?: RuleSetFilter | undefined;
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
}

/** A built-in rule as data: `with` holds its arguments. */
export type RuleDefinition = {
  [K in BuiltInRule]: RuleDefinitionBase & { readonly rule: K } & (Record<never, never> extends ArgumentsOf<K>
      ? { readonly with?: ArgumentsOf<K> | undefined }
      : { readonly with: ArgumentsOf<K> });
}[BuiltInRule];

/** A kind of rule that checks its arguments itself, so that those of a file may be passed as they came. */
interface Kind {
  rule(props: Omit<RuleOptions, "jobs"> & Pick<Rule, "jobs">): Rule;
}

const kinds: Readonly<Record<string, Kind>> = { ...builtInRules };

/**
 * Makes the rule that a definition describes.
 *
 * @throws DataWorksError `PolicyInvalid` for an unknown rule, or arguments that make none.
 */
export function ruleFrom(definition: RuleDefinition, place: string): Rule {
  const { id, rule, jobs, severity, help } = definition;
  const kind = Object.hasOwn(kinds, rule) ? kinds[rule] : undefined;
  if (kind === undefined)
    throw policyInvalid(place, `there is no rule '${rule}'`, suggestion(rule, Object.keys(kinds)));
  return atPlace(place, () => kind.rule({ ...definition.with, id, jobs: jobs && filterFrom(jobs), severity, help }));
}

function filterFrom(filter: RuleSetFilter): JobSelection {
  const { jobName, ...others } = filter;
  if (jobName === undefined) return others;
  const names = [jobName].flat().map((name) => {
    return typeof name === "string" || name instanceof RegExp ? name : compilePattern("pattern", name.pattern);
  });
  return { ...others, jobName: names };
}
