import type { z } from "zod";
import { shown } from "../../errors/arguments";
import { didYouMean, nearestNames, suggestion } from "../../text/nearest";

/** What is wrong in a policy file, in words. */
export interface Flaw {
  readonly path: readonly PropertyKey[];
  /** Whether the last key of the path is wrong itself, and not its value. */
  readonly isKey: boolean;
  readonly what: string;
  readonly repair: string;
}

type Issue = z.core.$ZodIssue;

const FORMS: Readonly<Record<string, string>> = {
  object: "write keys with their values",
  record: "write keys with their values",
  array: "write a list",
  string: "write a text, in quotes where it looks like something else",
  number: "write a whole number",
  int: "write a whole number",
};

/**
 * Says issues of the validator in the words of this library: a flaw each, or one for each unknown key.
 *
 * A key that is missing because it was mistyped is one flaw, not two.
 */
export function flawsOf(issues: readonly Issue[]): Flaw[] {
  const flaws = issues.flatMap(flawsOfOne);
  const mistyped = flaws.flatMap(({ path, meant }) =>
    meant === undefined ? [] : [keyOf([...path.slice(0, -1), meant])],
  );
  return flaws.filter(({ path, what }) => what !== MISSING || !mistyped.includes(keyOf(path)));
}

const MISSING = "it is missing";

function flawsOfOne(issue: Issue): (Flaw & { readonly meant?: string | undefined })[] {
  const { path, ...found } = innermost(issue);
  if (found.code === "unrecognized_keys")
    return found.keys.map((key) => unknownKey(path, key, found.message.split(" ")));
  const mistyped = found.code === "invalid_union" && mistypedKey(found.input, found.discriminator);
  if (mistyped) return [unknownKey(path.slice(0, -1), mistyped, [found.discriminator ?? ""])];
  const isKey = found.code === "invalid_key";
  const input =
    found.code === "invalid_union" && found.discriminator ? Object(found.input)[found.discriminator] : found.input;
  switch (found.code) {
    case "invalid_type": {
      const isOurs = !found.message.startsWith("Invalid input");
      const repair = isOurs ? found.message : (FORMS[found.expected] ?? found.message);
      return [{ path, isKey, what: input === undefined ? MISSING : cannotBe(input), repair }];
    }
    case "invalid_value":
      if (input === undefined) return [{ path, isKey, what: MISSING, repair: `write ${found.values.join(" or ")}` }];
      return [{ path, isKey, what: cannotBe(input), repair: suggestion(String(input), found.values.map(String)) }];
    case "invalid_key":
      return [{ path, isKey, what: cannotBe(input), repair: found.issues.map(({ message }) => message).join("; ") }];
    default: {
      const repair = didYouMean(String(input), wordsOf(found)) ?? found.message;
      return [{ path, isKey, what: input === undefined ? MISSING : cannotBe(input), repair }];
    }
  }
}

/** A key that none of the known ones is, with the one that was meant; `with.pattern` is a key of another place. */
function unknownKey(path: readonly PropertyKey[], key: string, known: readonly string[]) {
  const outer = known.filter((name) => !name.includes("."));
  const [meant] = nearestNames(key, outer, 1);
  const place = known.find((name) => name.split(".")[1] === key)?.split(".")[0];
  const repair = place === undefined ? suggestion(key, outer) : `write it below ${place}: ${place}: { ${key}: … }`;
  return { path: [...path, key], isKey: true, what: "the key is not known", repair, meant: place ?? meant };
}

/** The key by which the one that tells alternatives apart was mistyped. */
function mistypedKey(input: unknown, discriminator: string | undefined): string | undefined {
  if (discriminator === undefined || Object.hasOwn(Object(input), discriminator)) return undefined;
  return nearestNames(discriminator, Object.keys(Object(input)), 1)[0];
}

/** The words that an alternative of a union would be: a text is one, or stands in a list. */
function wordsOf(issue: Omit<Issue, "path">): string[] {
  if (issue.code !== "invalid_union" || !("errors" in issue)) return [];
  const inner = (issue.errors as Issue[][]).flat();
  return inner.flatMap((each) =>
    each.code === "invalid_value" && each.path.length === 0 ? each.values.map(String) : [],
  );
}

function keyOf(path: readonly PropertyKey[]): string {
  return JSON.stringify(path.map(String));
}

/** The issue of the alternative that got farthest before it failed. */
function innermost(issue: Issue): Issue {
  if (issue.code !== "invalid_union") return issue;
  const inner = issue.errors.flat().map((each) => innermost({ ...each, path: [...issue.path, ...each.path] }));
  return inner.reduce<Issue>((best, each) => (depthOf(each) > depthOf(best) ? each : best), issue);
}

/** How far an alternative got: a key that it does not know is inside, and more telling than one that it lacks. */
function depthOf({ path, code }: Issue): number {
  return path.length + (code === "unrecognized_keys" ? 1.5 : 0);
}

function cannotBe(value: unknown): string {
  return `it cannot be ${shown(value)}`;
}
