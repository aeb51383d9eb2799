import { compilePattern } from "../model/pattern";
import { UNKNOWN_APP, type Use } from "../model/use";
import { askedPart, type Snapshot } from "./snapshot";

/** Takes the stacks out of a snapshot that an app no longer has: nobody uses jobs there any more. */
export function forgetStacks(current: Snapshot, app: string, globs: readonly string[]): Snapshot {
  const isGone = isForgotten(app, globs);
  const lookups = current.lookups.map((lookup) => {
    return askedPart({ ...lookup, usedBy: lookup.usedBy.filter((use) => !isGone(use)) });
  });
  return { ...current, lookups };
}

/**
 * Makes the function that tells whether a construct stands in a stack of an app whose path one of some globs matches:
 * `*` is any text and `?` any character but a slash.
 */
export function isForgotten(app: string, globs: readonly string[]): (use: Use) => boolean {
  const patterns = globs.map(compileGlob);
  return (use) =>
    (use.app === app || use.app === UNKNOWN_APP) && patterns.some((pattern) => pattern.test(use.construct));
}

function compileGlob(glob: string) {
  const source = glob.replace(/[\\^$.*+?()[\]{}|]/g, (char) => WILD[char] ?? `\\${char}`);
  return compilePattern("forget", `^${source}(?:/|$)`);
}

const WILD: Readonly<Record<string, string>> = { "*": "[^/]*", "?": "[^/]" };
