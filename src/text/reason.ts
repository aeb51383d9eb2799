import { inspect } from "node:util";

/** What a caught value says; anything can be thrown. */
export function reasonOf(cause: unknown): string {
  if (cause instanceof Error) return cause.message || cause.name;
  return typeof cause === "string" ? cause : `${inspect(cause)} was thrown`;
}
