import type { z } from "zod";
import { shown } from "../../errors/arguments";
import { suggestion } from "../../text/nearest";

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
  array: "write a list",
  string: "write a text, in quotes where it looks like something else",
  number: "write a whole number",
  int: "write a whole number",
};

/** Says an issue of the validator in the words of this library: a flaw, or one for each unknown key. */
export function flawsOf(issue: Issue): Flaw[] {
  const { path, ...found } = innermost(issue);
  if (found.code === "unrecognized_keys")
    return found.keys.map((key) => ({
      path: [...path, key],
      isKey: true,
      what: "the key is not known",
      repair: found.message,
    }));
  const isKey = found.code === "invalid_key";
  const input =
    found.code === "invalid_union" && found.discriminator ? Object(found.input)[found.discriminator] : found.input;
  switch (found.code) {
    case "invalid_type": {
      const repair = FORMS[found.expected] ?? found.message;
      return [{ path, isKey, what: input === undefined ? "it is missing" : cannotBe(input), repair }];
    }
    case "invalid_value":
      if (input === undefined)
        return [{ path, isKey, what: "it is missing", repair: `write ${found.values.join(" or ")}` }];
      return [{ path, isKey, what: cannotBe(input), repair: suggestion(String(input), found.values.map(String)) }];
    case "invalid_key":
      return [{ path, isKey, what: cannotBe(input), repair: found.issues.map(({ message }) => message).join("; ") }];
    default:
      return [{ path, isKey, what: input === undefined ? "it is missing" : cannotBe(input), repair: found.message }];
  }
}

/** The issue of the alternative that got farthest before it failed. */
function innermost(issue: Issue): Issue {
  if (issue.code !== "invalid_union") return issue;
  const inner = issue.errors.flat().map((each) => innermost({ ...each, path: [...issue.path, ...each.path] }));
  return inner.reduce<Issue>((best, each) => (each.path.length > best.path.length ? each : best), issue);
}

function cannotBe(value: unknown): string {
  return `it cannot be ${shown(value)}`;
}
