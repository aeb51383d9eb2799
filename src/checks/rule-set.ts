import { atPlace, policyInvalid } from "../errors/policy";
import { compilePattern } from "../model/pattern";
import { canonicalQuery, type QueryProps } from "../model/query";
import { canonicalRegionId, parseTypedWorkspace, workspaceName } from "../model/workspace";
import { suggestion } from "../text/nearest";
import { checkAcknowledgement, dayIn } from "./acknowledge";
import type { Acknowledgement } from "./acknowledgement";
import { bindNames, idsOf } from "./bind-names";
import { type RuleDefinition, ruleFrom } from "./definition";
import { checkIgnore, type DriftIgnore } from "./drift-ignore";
import { evaluate } from "./evaluate";
import type { Evaluation } from "./evaluation";
import type { RuleResult } from "./result";
import type { Rule } from "./rule";

/** A workspace as a rule set names it: by exactly one of `projectId` and `projectName`. */
export interface RuleSetWorkspace extends Pick<QueryProps, "projectId" | "projectName" | "apiVersion"> {
  /** Region of the workspace, such as `cn-shanghai`. */
  readonly regionId: string;
  /**
   * Profile of the Alibaba Cloud CLI or SDK files as which `dijobs` asks the workspace; in a stack the props of
   * `DiJobs` say that.
   *
   * @default the credentials of the run
   */
  readonly profile?: string | undefined;
  /**
   * Words by which `dijobs --label` selects the workspace among others.
   *
   * @default none
   */
  readonly labels?: readonly string[] | undefined;
}

/** All workspaces that an account sees in a region, for `dijobs`: new ones are checked without anyone naming them. */
export interface RuleSetDiscovery extends Pick<RuleSetWorkspace, "regionId" | "profile" | "labels" | "apiVersion"> {
  /**
   * A pattern for the names that people type, matched in linear time; `^` and `$` anchor it.
   *
   * @default every name
   */
  readonly names?: string | undefined;
}

/**
 * One set of rules for many workspaces: what a policy file holds, and what can be written in TypeScript.
 *
 * In TypeScript a rule made by {@link rules} may stand among the definitions.
 *
 * @example
 * const policy: RuleSet = {
 *   version: 1,
 *   rules: [{ id: "naming", rule: "jobName", with: { pattern: "^[a-z_]+$" }, severity: "warning" }],
 * };
 */
export interface RuleSet {
  /**
   * Where an editor finds the schema of a policy file; nothing else reads it.
   *
   * @default none
   */
  readonly $schema?: string | undefined;
  /** Version of the format. */
  readonly version: 1;
  /**
   * Time zone in which every `until` day ends.
   *
   * @default "UTC"
   */
  readonly timeZone?: string | undefined;
  /**
   * The workspaces by the aliases that people use for them.
   *
   * @default none
   */
  readonly workspaces?: Readonly<Record<string, RuleSetWorkspace>> | undefined;
  /**
   * Workspaces that stand for themselves, by what an account sees; only `dijobs` reads it: in a stack every `DiJobs` is
   * judged anyway.
   *
   * @default none
   */
  readonly discover?: RuleSetDiscovery | readonly RuleSetDiscovery[] | undefined;
  /**
   * The greatest number of days from today to the last day of an acknowledgement; one that lasts longer accepts nothing, and
   * is itself a finding that says the latest day.
   *
   * @default no limit
   */
  readonly longestAcknowledgementDays?: number | undefined;
  /**
   * Differences from the snapshot that `dijobs drift` expects until a day.
   *
   * @default none
   */
  readonly drift?:
    | {
        /** What is expected; none of it fails. */
        readonly ignore: readonly DriftIgnore[];
      }
    | undefined;
  /** The rules, as data or made by a function. */
  readonly rules: readonly (RuleDefinition | Rule)[];
  /**
   * Findings that are known and accepted until a day.
   *
   * @default none
   */
  readonly acknowledge?: readonly Acknowledgement[] | undefined;
}

/** Where in a rule set something is: keys and indexes, from the outside in. */
export type RuleSetPath = readonly (string | number)[];

/** A rule set that was checked: what {@link evaluate} needs of it. */
export type CheckedRuleSet = {
  readonly [K in "rules" | "acknowledgements" | "timeZone" | "aliases"]: NonNullable<Evaluation[K]>;
} & Pick<Evaluation, "longestAcknowledgementDays"> & {
    /** Differences that are expected, by ids or names of workspaces. */
    readonly driftIgnores: readonly DriftIgnore[];
  };

/**
 * Judges listings by a rule set.
 *
 * @throws DataWorksError `PolicyInvalid` when the rule set makes no sense.
 */
export function evaluateRuleSet(
  ruleSet: RuleSet,
  run: Pick<Evaluation, "listings" | "unanswered" | "now">,
): RuleResult[] {
  return evaluate({ ...bindNames(checkRuleSet(ruleSet), idsOf(run.listings)), ...run });
}

/**
 * Makes the rules of a rule set, and checks that it fits together.
 *
 * @throws DataWorksError `PolicyInvalid`, naming the place, for an unknown rule or alias, an id given twice,
 * arguments that make no rule, and an acknowledgement that can match nothing.
 *
 * @param placeOf Says a place in an error: by default in words such as `rules[0] 'naming'`, which it is given.
 */
export function checkRuleSet(
  ruleSet: RuleSet,
  placeOf: (path: RuleSetPath, words: string) => string = (_, words) => words,
): CheckedRuleSet {
  const { version, timeZone = "UTC", acknowledge = [], longestAcknowledgementDays } = ruleSet;
  if (version !== 1)
    throw policyInvalid(placeOf(["version"], "version"), `'${version}' is not known`, "this release reads version 1");
  atPlace(placeOf(["timeZone"], "timeZone"), () => dayIn(timeZone, new Date(0)));
  const names = workspaceNames(ruleSet, placeOf);
  for (const [index, { regionId, names: pattern }] of [ruleSet.discover ?? []].flat().entries()) {
    const place = Array.isArray(ruleSet.discover) ? ["discover", index] : ["discover"];
    atPlace(placeOf(place, place.join(" ")), () => {
      canonicalRegionId(regionId);
      if (pattern !== undefined) compilePattern("names", pattern);
    });
  }
  const rules = ruleSet.rules.map((entry, index) => {
    const words = `rules[${index}] '${entry.id}'`;
    const place = placeOf(["rules", index], words);
    const twin = ruleSet.rules.findIndex((other) => other.id === entry.id);
    if (twin !== index)
      throw policyInvalid(place, `rules[${twin}] has the same id`, "give every rule an id of its own");
    const rule = "check" in entry ? entry : ruleFrom(entry, place);
    const workspaces = entry.workspaces?.map((name, at) =>
      workspaceNamed(name, names, placeOf(["rules", index, "workspaces", at], `${words}.workspaces`)),
    );
    return { ...rule, about: "workspace" as const, workspaces };
  });
  const acknowledgements = acknowledge.map((entry, index) => {
    const words = `acknowledge[${index}] '${entry.id}'`;
    const place = placeOf(["acknowledge", index], words);
    const ids = rules.map(({ id }) => id);
    if (!ids.includes(entry.id))
      throw policyInvalid(place, `no rule has the id '${entry.id}'`, suggestion(entry.id, ids));
    const at = placeOf(["acknowledge", index, "workspace"], `${words}.workspace`);
    const workspace = entry.workspace && workspaceNamed(entry.workspace, names, at);
    return atPlace(place, () => checkAcknowledgement({ ...entry, workspace }));
  });
  const driftIgnores = (ruleSet.drift?.ignore ?? []).map((entry, index) => {
    const words = `drift.ignore[${index}]`;
    const at = placeOf(["drift", "ignore", index, "workspace"], `${words}.workspace`);
    const workspace = entry.workspace && workspaceNamed(entry.workspace, names, at);
    return atPlace(placeOf(["drift", "ignore", index], words), () => checkIgnore({ ...entry, workspace }));
  });
  const aliases = new Map([...names].map(([alias, name]) => [name, alias]));
  return { rules, acknowledgements, timeZone, aliases, longestAcknowledgementDays, driftIgnores };
}

/** The rules of a rule set that are meant for a workspace (`<regionId>/<projectId>`). */
export function rulesOf(ruleSet: RuleSet, workspace: string): Rule[] {
  return checkRuleSet(ruleSet).rules.filter((rule) => rule.workspaces?.includes(workspace) ?? true);
}

/** The workspaces of a rule set: `<regionId>/<projectId>` by alias. */
function workspaceNames(
  { workspaces = {} }: RuleSet,
  placeOf: (path: RuleSetPath, words: string) => string,
): Map<string, string> {
  const names = new Map<string, string>();
  for (const [alias, workspace] of Object.entries(workspaces)) {
    const place = placeOf(["workspaces", alias], `workspaces.${alias}`);
    const name = atPlace(place, () => workspaceName(canonicalQuery(workspace)));
    if (alias.includes("/"))
      throw policyInvalid(place, "an alias cannot have a slash", "it would read as <regionId>/<projectId>");
    for (const [other, otherName] of names)
      if (otherName === name) throw twice(place, name, workspace, other, workspaces[other]);
    names.set(alias, name);
  }
  return names;
}

/** Two entries for one workspace, or for one name in two accounts, of which nobody could say which is meant. */
function twice(
  place: string,
  name: string,
  { profile }: RuleSetWorkspace,
  other: string,
  { profile: otherProfile }: Partial<RuleSetWorkspace> = {},
) {
  if (profile === otherProfile) return policyInvalid(place, `'${other}' is ${name} too`, "keep one alias for it");
  if (/\/[0-9]+$/.test(name))
    return policyInvalid(
      place,
      `'${other}' is ${name} too, with another profile`,
      "keep the one whose profile is a member",
    );
  const accounts = [otherProfile, profile].map((each) =>
    each === undefined ? "that of the run" : `that of '${each}'`,
  );
  return policyInvalid(
    place,
    `'${other}' is ${name} too, in another account: ${accounts.join(" and ")}`,
    "write the projectId of one of the two, so that the name means the other",
  );
}

/** The workspace that people mean by an alias or by `<regionId>/<projectId>`. */
function workspaceNamed(text: string, names: ReadonlyMap<string, string>, place: string): string {
  const name = names.get(text);
  if (name !== undefined) return name;
  if (!text.includes("/"))
    throw policyInvalid(place, `there is no workspace '${text}'`, suggestion(text, [...names.keys()]));
  return atPlace(place, () => workspaceName(parseTypedWorkspace(text)));
}
