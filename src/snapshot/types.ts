import { groupBy } from "../model/group-by";
import { workspaceName } from "../model/workspace";
import { compareText } from "../text/compare";
import { jsonText } from "../text/json-text";
import { namedWorkspaces, type Snapshot } from "./snapshot";

const HEADER = "// Written together with the snapshot beside it. Do not edit.";

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
  const workspaces = [...byWorkspace, ...named].sort(([a], [b]) => compareText(a, b));
  return [
    HEADER,
    'import "cdktf-dataworks-di-jobs/recorded";',
    "",
    'declare module "cdktf-dataworks-di-jobs/recorded" {',
    "  interface RecordedJobs {",
    ...workspaces.map(([workspace, lookups]) => `    ${jsonText(workspace)}:${union(lookups)};`),
    "  }",
    "}",
    "",
  ].join("\n");
}

function union(lookups: Snapshot["lookups"]): string {
  const names = new Set(lookups.flatMap(({ jobs }) => jobs.map(({ jobName }) => jobName)));
  const types = [...names].sort(compareText).map((name) => `\n      | ${jsonText(name)}`);
  return types.length === 0 ? " never" : types.join("");
}
