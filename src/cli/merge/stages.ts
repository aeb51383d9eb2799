import { spawnSync } from "node:child_process";
import { basename, dirname } from "node:path";
import type { Versions } from "../../snapshot/merge/three-way";

/** More than a snapshot may have. */
const MOST_BYTES = 100_000_000;

/** The versions that git has of a file in conflict; none of one that is in no conflict, or in no repository. */
export function stagesOf(path: string): Versions<Buffer> {
  const folder = dirname(path);
  const listed = git(folder, ["--literal-pathspecs", "ls-files", "--unmerged", "-z", "--", basename(path)]);
  // Each as "100644 <object> <stage>\t<path>".
  const entries = listed?.toString("utf8").split("\0") ?? [];
  const stage = (number: number) => {
    const object = entries.flatMap((entry) => new RegExp(`^\\d+ (\\w+) ${number}\t`).exec(entry)?.[1] ?? [])[0];
    return object === undefined ? undefined : git(folder, ["cat-file", "blob", object]);
  };
  return { base: stage(1), ours: stage(2), theirs: stage(3) };
}

/** What git says; nothing where it fails, or is not installed. */
function git(folder: string, args: readonly string[]): Buffer | undefined {
  const { status, stdout } = spawnSync("git", [...args], {
    cwd: folder,
    maxBuffer: MOST_BYTES,
    stdio: ["ignore", "pipe", "ignore"],
  });
  return status === 0 ? stdout : undefined;
}
