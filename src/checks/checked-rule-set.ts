import { allOf, forAll } from "../errors/error";
import { atPlace, policyInvalid } from "../errors/policy";
import { compilePattern } from "../model/pattern";
import { canonicalQuery } from "../model/query";
import { canonicalRegionId, isNamedWorkspace, parseTypedWorkspace, workspaceName } from "../model/workspace";
import { suggestion } from "../text/nearest";
import { checkAcknowledgement, dayIn } from "./acknowledge";
import type { Acknowledgement } from "./acknowledgement";
import { ruleFrom } from "./definition";
import { checkIgnore, type DriftIgnore } from "./drift-ignore";
import type { Evaluation } from "./evaluation";
import type { RuleSet, RuleSetDiscovery, RuleSetWorkspace } from "./rule-set";

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
  const ids = ruleSet.rules.map(({ id }) => id);
  const [rules, acknowledgements, driftIgnores] = allOf(
    () => forAll(ruleSet.rules.entries(), ruleAt),
    () => forAll(acknowledge.entries(), acknowledgementAt),
    () => forAll((ruleSet.drift?.ignore ?? []).entries(), ignoreAt),
    () => forAll([ruleSet.discover ?? []].flat().entries(), checkDiscovery),
  );
  const aliases = new Map([...names].map(([alias, name]) => [name, alias]));
  return { rules, acknowledgements, timeZone, aliases, longestAcknowledgementDays, driftIgnores };

  function ruleAt([index, entry]: [number, RuleSet["rules"][number]]) {
    const words = `rules[${index}] '${entry.id}'`;
    const place = placeOf(["rules", index], words);
    const twin = ids.indexOf(entry.id);
    if (twin !== index)
      throw policyInvalid(place, `rules[${twin}] has the same id`, "give every rule an id of its own");
    const [rule, workspaces] = allOf(
      () => ("check" in entry ? entry : ruleFrom(entry, place)),
      () =>
        entry.workspaces &&
        forAll(entry.workspaces.entries(), ([at, name]) =>
          workspaceNamed(name, names, placeOf(["rules", index, "workspaces", at], `${words}.workspaces`)),
        ),
    );
    return { ...rule, about: "workspace" as const, workspaces };
  }

  function acknowledgementAt([index, entry]: [number, Acknowledgement]) {
    const words = `acknowledge[${index}] '${entry.id}'`;
    const place = placeOf(["acknowledge", index], words);
    if (!ids.includes(entry.id))
      throw policyInvalid(place, `no rule has the id '${entry.id}'`, suggestion(entry.id, ids));
    const at = placeOf(["acknowledge", index, "workspace"], `${words}.workspace`);
    const workspace = entry.workspace && workspaceNamed(entry.workspace, names, at);
    return atPlace(place, () => checkAcknowledgement({ ...entry, workspace }));
  }

  function ignoreAt([index, entry]: [number, DriftIgnore]) {
    const words = `drift.ignore[${index}]`;
    const at = placeOf(["drift", "ignore", index, "workspace"], `${words}.workspace`);
    const workspace = entry.workspace && workspaceNamed(entry.workspace, names, at);
    return atPlace(placeOf(["drift", "ignore", index], words), () => checkIgnore({ ...entry, workspace }));
  }

  function checkDiscovery([index, { regionId, names: pattern }]: [number, RuleSetDiscovery]) {
    const place = Array.isArray(ruleSet.discover) ? ["discover", index] : ["discover"];
    atPlace(placeOf(place, place.join(" ")), () => {
      canonicalRegionId(regionId);
      if (pattern !== undefined) compilePattern("names", pattern);
    });
  }
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
  if (!isNamedWorkspace(name))
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
