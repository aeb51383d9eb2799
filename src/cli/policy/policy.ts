import { createHash } from "node:crypto";
import type { Acknowledgement } from "../../checks/acknowledgement";
import { bindNames, type WorkspaceIds } from "../../checks/bind-names";
import { type CheckedRuleSet, checkRuleSet } from "../../checks/checked-rule-set";
import type { DriftIgnore } from "../../checks/drift-ignore";
import type { RuleResult } from "../../checks/result";
import type { RuleSet, RuleSetWorkspace } from "../../checks/rule-set";
import * as builtInRules from "../../checks/rules";
import { together } from "../../errors/error";
import { policyInvalid, policyNotRead } from "../../errors/policy";
import { parseTypedWorkspace, workspaceName } from "../../model/workspace";
import { readNeededFile } from "../../snapshot/disk/named-file";
import { textIn } from "../../snapshot/disk/regular-file";
import { nearestNames } from "../../text/nearest";
import { flawsOf } from "./issue";
import { policySchema } from "./schema";
import { readYaml, type YamlPath, type YamlSource } from "./yaml-source";

/** The file of a policy. */
interface PolicyFile {
  /** The file as it was named. */
  readonly path: string;
  /** SHA-256 of the file's bytes, in hexadecimal digits. */
  readonly sha256: string;
  /** The line of a part of it. */
  lineAt(place: YamlPath): number;
}

/** A policy file that was read and makes sense. */
export interface Policy extends PolicyFile {
  /** What the file says. */
  readonly ruleSet: RuleSet;
  /** Its rules and acknowledgements, ready for `evaluate`. */
  readonly checked: CheckedRuleSet;
  /** As whom its workspaces are asked: profiles by `<regionId>/<projectId>`. */
  readonly profiles: ReadonlyMap<string, string>;
  /** The entry of a workspace, by its alias, or by the text that stands for it. */
  workspaceOf(text: string): RuleSetWorkspace | undefined;
  /** The line of an entry of `drift.ignore`. */
  lineOfIgnore(ignore: DriftIgnore): number | undefined;
  /** The line of the rule, or of the acknowledgement, that a result is about. */
  lineOf(result: RuleResult): number | undefined;
}

/**
 * Reads a policy file, YAML or JSON.
 *
 * @throws DataWorksError `PolicyInvalid` for a file that cannot be read or makes no sense,
 * naming line and column of everything that has a wrong form.
 */
export function readPolicy(path: string): Policy {
  return parsePolicy(path, readNeededFile(path, notRead(path)));
}

/** The same for the bytes of a file. */
export function parsePolicy(path: string, bytes: Uint8Array): Policy {
  const source = readYaml(path, textIn(bytes, notRead(path)));
  const { $schema, ...ruleSet } = validate(source);
  const checked = checkRuleSet(ruleSet, (place, words) => `${source.placeOf(place)}, ${words}`);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return policyOf({ path, sha256, lineAt: source.lineOf }, ruleSet, checked);
}

/**
 * The policy with ids where it names workspaces, and with those that it discovers; one that it names itself stays as it
 * is written.
 *
 * @param discovered by the text that stands for each.
 */
export function withWorkspaces(
  policy: Policy,
  ids: WorkspaceIds,
  discovered: ReadonlyMap<string, RuleSetWorkspace>,
): Policy {
  const own = Object.entries(policy.ruleSet.workspaces ?? {}).map(([alias, { projectName, ...workspace }]) => {
    const name = projectName === undefined ? "" : workspaceName({ ...workspace, projectName });
    const projectId = ids.get(name)?.split("/")[1];
    return [
      alias,
      projectName === undefined ? workspace : { ...workspace, projectName, ...(projectId && { projectId }) },
    ] as const;
  });
  const known = new Set(own.map(([, workspace]) => nameOf(workspace)));
  const found = [...discovered].filter(([, workspace]) => !known.has(nameOf(workspace)));
  const bound = bindNames(policy.checked, ids);
  const aliases = new Map([...found.map(([text, workspace]) => [nameOf(workspace), text] as const), ...bound.aliases]);
  const workspaces = Object.fromEntries([...own, ...found]);
  return policyOf(policy, { ...policy.ruleSet, workspaces }, { ...bound, aliases });
}

/** The names of workspaces that a policy uses, as `<regionId>/<projectName>`, each once. */
export function namesIn({ checked }: Pick<Policy, "checked">): string[] {
  const { aliases, rules, acknowledgements, driftIgnores } = checked;
  const used = [
    ...aliases.keys(),
    ...rules.flatMap(({ workspaces = [] }) => workspaces),
    ...[...acknowledgements, ...driftIgnores].flatMap(({ workspace }) => workspace ?? []),
  ];
  return [...new Set(used)].filter((name) => "projectName" in parseTypedWorkspace(name));
}

function policyOf(file: PolicyFile, ruleSet: RuleSet, checked: CheckedRuleSet): Policy {
  const { path, sha256, lineAt } = file;
  const workspaces = Object.entries(ruleSet.workspaces ?? {});
  const profiles = workspaces.flatMap(([, workspace]) => {
    return workspace.profile === undefined ? [] : [[nameOf(workspace), workspace.profile] as const];
  });
  return {
    path,
    sha256,
    lineAt,
    ruleSet,
    checked,
    profiles: new Map(profiles),
    workspaceOf: (text) => workspaces.find(([alias, workspace]) => alias === text || nameOf(workspace) === text)?.[1],
    lineOfIgnore: (ignore) => {
      const index = checked.driftIgnores.indexOf(ignore);
      return index < 0 ? undefined : lineAt(["drift", "ignore", index]);
    },
    lineOf: (result) => {
      const acknowledgement = acknowledgementOf(result);
      const place =
        acknowledgement === undefined
          ? ["rules", checked.rules.findIndex(({ id }) => id === result.ruleId)]
          : ["acknowledge", checked.acknowledgements.indexOf(acknowledgement)];
      return place.includes(-1) ? undefined : lineAt(place);
    },
  };
}

/** The workspace by its id, where that is known, else by its name. */
function nameOf({ regionId, projectId, projectName = "" }: RuleSetWorkspace): string {
  return workspaceName(projectId === undefined ? { regionId, projectName } : { regionId, projectId: `${projectId}` });
}

function validate(source: YamlSource): RuleSet {
  const parse = (value: unknown) => policySchema.safeParse(value, { reportInput: true });
  const parsed = parse(source.value ?? {});
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  // What else is wrong in a rule shows when it is known which one was meant.
  const known = new Set(issues.map(({ path }) => pathWords(path)));
  const hidden = parse(withRulesMeant(source.value)).error?.issues.filter(({ path }) => !known.has(pathWords(path)));
  const flaws = flawsOf([...issues, ...(hidden ?? [])]).map(({ path, isKey, what, repair }) => {
    const place = isKey ? source.placeOfKey(path) : source.placeOf(path);
    return policyInvalid([place, ...(path.length > 0 ? [pathWords(path)] : [])].join(", "), what, repair);
  });
  throw together(flaws) ?? parsed.error;
}

/** The same with the rules that were meant where they are mistyped. */
function withRulesMeant(value: unknown): unknown {
  const { rules } = Object(value);
  if (!Array.isArray(rules)) return value;
  const meant = rules.map((entry) => {
    const { rule } = Object(entry);
    const [name] = typeof rule === "string" ? nearestNames(rule, Object.keys(builtInRules), 1) : [];
    return name === undefined ? entry : { ...entry, rule: name };
  });
  return { ...Object(value), rules: meant };
}

/** A path as people write it: `rules[0].with.names`. */
function pathWords(path: readonly PropertyKey[]): string {
  return path
    .map((key, at) => (typeof key === "number" ? `[${key}]` : `${at === 0 ? "" : "."}${String(key)}`))
    .join("");
}

function acknowledgementOf(result: RuleResult): Acknowledgement | undefined {
  return result.outcome === "fail" && "acknowledgement" in result.args ? result.args.acknowledgement : undefined;
}

function notRead(path: string) {
  return (flaw: string, cause?: unknown) => policyNotRead(path, flaw, cause);
}
