import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { OTHER_NODES, otherNode } from "./installation";
import { root } from "./process";
import { tablesOf } from "./tables";

const page = readFileSync(join(root, "docs/tools.md"), "utf8");

/** A way to run an app that docs/tools.md names. */
export interface Way {
  /** Release of Node.js, unless it is the one that runs the tests. */
  readonly node: string | undefined;
  /** Packages with their versions. */
  readonly packages: readonly string[];
  readonly command: string;
}

/** Every way that works. */
export const WAYS = tablesOf(page, "Node.js").map(wayOf);

/** Those that bundle the package into one file, and what comes of it in mode `live`. */
export const BUNDLED = tablesOf(page, "mode `live`").map((row) => ({ ...wayOf(row), live: row["mode `live`"]?.[0] }));

/** Release of each package manager, and what it leaves in the folder. */
export const MANAGERS = tablesOf(page, "installed by").map(({ release, as }) => ({
  release: release?.[0] ?? "",
  leaves: as?.[0] ?? "",
}));

function wayOf(row: Record<string, string[]>): Way {
  return { node: row["Node.js"]?.[0], packages: row.with ?? [], command: row.command?.[0] ?? "" };
}

/** The search path of programs in a folder, with one release of Node.js first. */
export async function pathFor(folder: string, { node }: Way): Promise<string> {
  const major = ([22, 24] as const).find((one) => OTHER_NODES[one] === node);
  if (node !== undefined && major === undefined) throw new Error(`there is no Node.js ${node} to try`);
  const first = major === undefined ? dirname(process.execPath) : dirname(await otherNode(major));
  return [first, join(folder, "node_modules/.bin"), process.env.PATH].join(":");
}
