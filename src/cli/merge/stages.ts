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

/** Whether git merges a file by the driver `dijobs`; nothing of one that is in no repository. */
export function hasDriver(path: string): boolean | undefined {
  const attribute = git(dirname(path), ["check-attr", "-z", "merge", "--", basename(path)]);
  if (attribute === undefined) return undefined;
  const [, , value] = attribute.toString("utf8").split("\0");
  return value === "dijobs" && git(dirname(path), ["config", "merge.dijobs.driver"]) !== undefined;
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
