import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "../process";

/** Every file of the source, by its path from the root. */
export function sourcePaths(): readonly string[] {
  return readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `src/${name}`)
    .sort();
}

/** Those that differ from where this branch began; on the main branch itself, from the commit before. */
export function changedPaths(): readonly string[] {
  const head = git("rev-parse", "HEAD");
  const main =
    git("rev-parse", "--verify", "--quiet", "origin/main") ?? git("rev-parse", "--verify", "--quiet", "main");
  const start = main === undefined ? undefined : git("merge-base", "HEAD", main);
  const base = start === undefined || start === head ? git("rev-parse", "--verify", "--quiet", "HEAD~1") : start;
  const changed = base === undefined ? [] : (git("diff", "--name-only", base) ?? "").split("\n");
  return sourcePaths().filter((path) => changed.includes(path));
}

function git(...args: readonly string[]): string | undefined {
  try {
    return execFileSync("git", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return undefined;
  }
}
