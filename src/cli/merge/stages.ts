import { basename, dirname, join } from "node:path";
import type { Versions } from "../../snapshot/merge/three-way";
import { SNAPSHOT_FILE_NAME } from "../../snapshot/snapshot";
import { git, gitText } from "./git";

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

/** The snapshots of a repository that are in conflict, by their usual name, wherever they stand in it. */
export function snapshotsInConflict(folder: string): string[] {
  const top = gitText(folder, ["rev-parse", "--show-toplevel"]);
  if (top === undefined) return [];
  const listed = gitText(top, ["ls-files", "--unmerged", "-z", "--", `:(glob)**/${SNAPSHOT_FILE_NAME}`]) ?? "";
  return [...new Set(listed.split("\0").flatMap((entry) => /\t(.*)$/s.exec(entry)?.[1] ?? []))].map((path) =>
    join(top, path),
  );
}
