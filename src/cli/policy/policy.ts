import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Acknowledgement } from "../../checks/acknowledgement";
import type { RuleResult } from "../../checks/result";
import { type CheckedRuleSet, checkRuleSet, type RuleSet } from "../../checks/rule-set";
import { together } from "../../errors/error";
import { policyInvalid, policyNotRead } from "../../errors/policy";
import { workspaceName } from "../../model/workspace";
import { flawsOf } from "./issue";
import { policySchema } from "./schema";
import { readYaml, type YamlSource } from "./yaml-source";

/** A policy file that was read and makes sense. */
export interface Policy {
  /** The file as it was named. */
  readonly path: string;
  /** SHA-256 of the file's bytes, in hexadecimal digits. */
  readonly sha256: string;
  /** What the file says. */
  readonly ruleSet: RuleSet;
  /** Its rules and acknowledgements, ready for `evaluate`. */
  readonly checked: CheckedRuleSet;
  /** As whom its workspaces are asked: profiles by `<regionId>/<projectId>`. */
  readonly profiles: ReadonlyMap<string, string>;
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
  return parsePolicy(path, bytesOf(path));
}

/** The same for the bytes of a file. */
export function parsePolicy(path: string, bytes: Uint8Array): Policy {
  const source = readYaml(path, textOf(path, bytes));
  const { $schema, ...ruleSet } = validate(source);
  const checked = checkRuleSet(ruleSet, (place, words) => `${source.placeOf(place)}, ${words}`);
  return {
    path,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    ruleSet,
    checked,
    profiles: profilesOf(ruleSet),
    lineOf: (result) => {
      const acknowledgement = acknowledgementOf(result);
      const place =
        acknowledgement === undefined
          ? ["rules", checked.rules.findIndex(({ id }) => id === result.ruleId)]
          : ["acknowledge", checked.acknowledgements.indexOf(acknowledgement)];
      return place.includes(-1) ? undefined : source.lineOf(place);
    },
  };
}

function profilesOf({ workspaces = {} }: RuleSet): ReadonlyMap<string, string> {
  const entries = Object.values(workspaces).map(({ regionId, projectId, profile }) => {
    return [workspaceName({ regionId, projectId: String(projectId) }), profile] as const;
  });
  return new Map(entries.flatMap(([name, profile]) => (profile === undefined ? [] : [[name, profile]])));
}

function validate(source: YamlSource): RuleSet {
  const parsed = policySchema.safeParse(source.value ?? {}, { reportInput: true });
  if (parsed.success) return parsed.data;
  const flaws = flawsOf(parsed.error.issues).map(({ path, isKey, what, repair }) => {
    const place = isKey ? source.placeOfKey(path) : source.placeOf(path);
    return policyInvalid([place, ...(path.length > 0 ? [pathWords(path)] : [])].join(", "), what, repair);
  });
  throw together(flaws) ?? parsed.error;
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

function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw policyNotRead(path, error);
  }
}

function textOf(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw policyNotRead(path, error);
  }
}
