import { existsSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { shellWord } from "../../text/shell-word";
import { gitText } from "./git";

/** How git is to call `dijobs merge` as its driver: it does so at the top of the repository. */
const COMMAND = "npx --no-install dijobs merge %O %A %B";

/** What git merges a file by: nothing of one that is in no repository. */
export interface Driver {
  /** As git is to call it, also where only the folder of an app has the package. */
  readonly command: string;
  /** Whether it is that of `dijobs`, and what git calls; then perhaps not what it finds. */
  readonly set?: string;
}

/** By which driver git merges a file, and by which it should. */
export function driverOf(path: string): Driver | undefined {
  const folder = dirname(path);
  const attribute = gitText(folder, ["check-attr", "-z", "merge", "--", basename(path)]);
  const top = gitText(folder, ["rev-parse", "--show-toplevel"]);
  if (attribute === undefined || top === undefined) return undefined;
  const command = commandFrom(top, folder);
  const set = attribute.split("\0")[2] === "dijobs" ? gitText(folder, ["config", "merge.dijobs.driver"]) : undefined;
  return { command, ...(set && { set }) };
}

/** Whether git finds what it is to call, where it calls the package that may stand elsewhere. */
export function isFound({ command, set }: Driver): boolean {
  return set !== COMMAND || command === COMMAND;
}

function commandFrom(top: string, folder: string): string {
  const has = (each: string) => existsSync(join(each, "node_modules/.bin/dijobs"));
  let installed = folder;
  while (!has(installed) && installed !== top && dirname(installed) !== installed) installed = dirname(installed);
  if (installed === top || !has(installed)) return COMMAND;
  const prefix = shellWord(relative(top, installed).split(sep).join("/"));
  return COMMAND.replace("dijobs", `--prefix ${prefix} dijobs`);
}
