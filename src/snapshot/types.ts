import { groupBy } from "../model/group-by";
import { workspaceName } from "../model/workspace";
import { compareText } from "../text/compare";
import { jsonText } from "../text/json-text";
import { namedWorkspaces, type Snapshot } from "./snapshot";

const HEADER = "// Written together with the snapshot beside it. Do not edit.";

/** Where the types of a snapshot stand: `dataworks.snapshot.d.ts` beside `dataworks.snapshot.json`. */
export function typesPathOf(snapshotPath: string): string {
  return `${snapshotPath.replace(/\.json$/, "")}.d.ts`;
}

/** Tells whether a file of types was rendered here, whatever was put around its lines since. */
export function isSnapshotTypes(text: string): boolean {
  return text.split(/\r?\n/).includes(HEADER);
}

/**
 * Renders `dataworks.snapshot.d.ts`: the recorded names of each workspace as types, one per line.
 *
 * They fill in {@link RecordedJobs} through the package's own entry `recorded`, so that one file
 * serves both the entry for cdktf and the one for CDK Terrain.
 */
export function renderSnapshotTypes(snapshot: Snapshot): string {
  const byWorkspace = groupBy(snapshot.lookups, ({ query }) => workspaceName(query));
  const named = namedWorkspaces(snapshot).flatMap(([name, workspace]) => {
    const lookups = byWorkspace.get(workspace);
    return lookups === undefined ? [] : [[name, lookups] as const];
  });
  return renderTypes(new Map([...byWorkspace, ...named].map(([workspace, lookups]) => [workspace, namesIn(lookups)])));
}

/** Renders the names of each workspace. */
export function renderTypes(names: ReadonlyMap<string, readonly string[]>): string {
  const workspaces = [...names].sort(([a], [b]) => compareText(a, b));
  return [
    HEADER,
    'import "cdktf-dataworks-di-jobs/recorded";',
    "",
    'declare module "cdktf-dataworks-di-jobs/recorded" {',
    "  interface RecordedJobs {",
    ...workspaces.map(([workspace, names]) => `    ${jsonText(workspace)}:${union(names)};`),
    "  }",
    "}",
    "",
  ].join("\n");
}

/** Reads the names of each workspace out of a file that was rendered here; nothing where something else stands in it. */
export function readSnapshotTypes(text: string): Map<string, readonly string[]> | undefined {
  const names = new Map<string, string[]>();
  let last: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, workspace, name] = /^ {4}(".*"):(?: never;)?$|^ {6}\| (".*?");?$/.exec(line) ?? [];
    if (name !== undefined) last.push(JSON.parse(name));
    if (workspace === undefined) continue;
    last = [];
    names.set(JSON.parse(workspace), last);
  }
  return isSnapshotTypes(text) ? names : undefined;
}

function namesIn(lookups: Snapshot["lookups"]): string[] {
  const names = new Set(lookups.flatMap(({ jobs }) => jobs.map(({ jobName }) => jobName)));
  return [...names].sort(compareText);
}

function union(names: readonly string[]): string {
  return names.length === 0 ? " never" : names.map((name) => `\n      | ${jsonText(name)}`).join("");
}
