import { existsSync, realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { Environment } from "../../model/environment";

/**
 * Root of the sources that a folder belongs to: `GITHUB_WORKSPACE` where the folder is in it, else the nearest folder
 * with `.git`, else the folder itself.
 */
export function repositoryRoot(env: Environment, folder: string): string {
  const { GITHUB_WORKSPACE: workspace = "" } = env;
  // The working directory has its links resolved, so the root needs that too.
  const given = existsSync(workspace) ? realpathSync(workspace) : undefined;
  if (given !== undefined && !isAbsolute(pathFrom(given, folder))) return given;
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, ".git"))) return at;
    if (at === dirname(at)) return folder;
  }
}

/** A path as seen from the root of the sources, with slashes; one outside of it stays absolute. */
export function pathFrom(root: string, path: string): string {
  const absolute = resolve(path);
  const near = relative(root, absolute);
  // On another drive, nothing relative leads there.
  const isOutside = near === ".." || near.startsWith(`..${sep}`) || resolve(near) === near;
  return isOutside ? absolute : near.split(sep).join("/");
}
