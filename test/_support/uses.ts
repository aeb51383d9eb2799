import type { Use } from "../../src/model/use";

/** What constructs of an app use, by their paths. */
export function uses(names: Readonly<Record<string, readonly string[]>>, app = "."): Use[] {
  return Object.entries(names).map(([construct, names]) => ({ app, construct, names }));
}
