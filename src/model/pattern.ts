import { invalidArgument } from "../errors/arguments";

/**
 * Compiles a pattern; one with the flag g or y loses it, because it would remember where it stopped.
 *
 * @throws DataWorksError `InvalidArgument` when it is no regular expression.
 */
export function compilePattern(name: string, pattern: unknown): RegExp {
  if (pattern instanceof RegExp) return new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ""));
  if (typeof pattern !== "string" || pattern === "")
    throw invalidArgument(name, pattern, "write a regular expression, for example ^[a-z][a-z0-9_]*$");
  try {
    return new RegExp(pattern, "u");
  } catch (error) {
    throw invalidArgument(name, pattern, error instanceof Error ? error.message : String(error));
  }
}
