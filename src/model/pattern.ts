import { invalidArgument } from "../errors/arguments";
import { toRe2Syntax } from "./re2-syntax";

/** Tells whether a text has something, such as a `RegExp` does. */
export interface Pattern {
  /** The pattern as it was written. */
  readonly source: string;
  /** Tells whether a text, or a part of it, matches; asked twice, it answers the same. */
  test(text: string): boolean;
}

class LinearPattern implements Pattern {
  readonly #compiled: Pick<RegExp, "test">;

  constructor(
    readonly source: string,
    compiled: Pick<RegExp, "test">,
  ) {
    this.#compiled = compiled;
  }

  test(text: string): boolean {
    return this.#compiled.test(text);
  }
}

/** Tells whether a value is a pattern, of JavaScript's or one that takes linear time. */
export function isPattern(value: unknown): value is Pattern {
  return value instanceof RegExp || value instanceof LinearPattern;
}

/**
 * Compiles a pattern: a text takes linear time to match, whatever is written; a `RegExp` stays one, without the flags g
 * and y, because it would remember where it stopped.
 *
 * @throws DataWorksError `InvalidArgument` when it is no regular expression, or cannot be matched in linear time.
 */
export function compilePattern(name: string, pattern: unknown): Pattern {
  if (pattern instanceof RegExp) return new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ""));
  if (typeof pattern !== "string" || pattern === "")
    throw invalidArgument(name, pattern, "write a regular expression, for example ^[a-z][a-z0-9_]*$");
  try {
    new RegExp(pattern, "u");
  } catch (error) {
    throw invalidArgument(name, pattern, error instanceof Error ? error.message : String(error));
  }
  const syntax = toRe2Syntax(pattern);
  if ("lacks" in syntax) throw notLinear(name, pattern, `has no ${syntax.lacks}`);
  // Loaded here: most runs have no pattern.
  const { RE2JS }: typeof import("re2js") = require("re2js");
  try {
    return new LinearPattern(pattern, RE2JS.compile(syntax.re2));
  } catch {
    throw notLinear(name, pattern, "repeats and nests nothing more than 1000 times");
  }
}

function notLinear(name: string, pattern: string, limit: string) {
  return invalidArgument(
    name,
    pattern,
    `a pattern takes linear time, and so ${limit}: write it otherwise, or write the rule in TypeScript with a RegExp`,
  );
}
