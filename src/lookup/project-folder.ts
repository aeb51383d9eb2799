import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, parse, relative, sep } from "node:path";
import { followLinks } from "../snapshot/disk/regular-file";
import { SNAPSHOT_FILE_NAME } from "../snapshot/snapshot";

/** The nearest folder, upwards from the given path, that has a `cdktf.json`. */
export function projectFolder(from: string): string | undefined {
  if (existsSync(join(from, "cdktf.json"))) return from;
  const parent = dirname(from);
  return parent === from ? undefined : projectFolder(parent);
}

/** The snapshot stands beside `cdktf.json`, unless told otherwise. */
export function defaultSnapshotPath(): string {
  return join(ownFolder(), SNAPSHOT_FILE_NAME);
}

/**
 * What a snapshot calls an app: `DIJOBS_APP`, else its folder as seen from the file, on every machine the same.
 *
 * @param folder of the app, by default the one that this process stands in.
 */
export function appName(
  { app, snapshotPath }: { readonly app?: string; readonly snapshotPath: string },
  folder = ownFolder(),
): string {
  if (app !== undefined) return app;
  const to = realPath(folder);
  const path = relative(folderOf(snapshotPath), to);
  // A way by the root, or from another drive, is one of this machine only.
  const byRoot = path.replace(/^(\.\.[/\\])+/, "") === relative(parse(to).root, to);
  // File systems differ in how they compose the characters of a name.
  return ((byRoot || isAbsolute(path) ? basename(to) : path.split(sep).join("/")) || ".").normalize();
}

/**
 * In a repository of several apps the script says which of them runs, wherever it was started; of one that is an ES module
 * only the arguments of the process tell.
 */
function ownFolder(): string {
  const [, started] = process.argv;
  const folder = scriptFolder(require.main?.filename) ?? scriptFolder(started);
  return folder ?? projectFolder(process.cwd()) ?? process.cwd();
}

const PACKAGE = dirname(dirname(__dirname));

/**
 * The folder with the `cdktf.json` of a script, or of a folder that is run, behind its links; none of one that is installed, or
 * belongs to this package, as the command line does.
 */
export function scriptFolder(started: string | undefined): string | undefined {
  if (started === undefined) return undefined;
  const script = realPath(started);
  if (script.split(sep).includes("node_modules")) return undefined;
  const isOurs = !relative(PACKAGE, script).startsWith("..");
  return isOurs ? undefined : projectFolder(script);
}

/** The folder of a file, behind the links of both; one that does not exist yet is where it is said to be. */
function folderOf(path: string): string {
  return existsSync(dirname(path)) ? realPath(dirname(followLinks(path))) : dirname(path);
}

function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}
