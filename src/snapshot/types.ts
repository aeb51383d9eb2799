import { workspaceName } from "../model/workspace";
import { compareText } from "../text/compare";
import type { Snapshot } from "./snapshot";

/**
 * Renders `dataworks.snapshot.d.ts`: the recorded names of each workspace as types, one per line.
 *
 * They fill in {@link RecordedJobs} through the package's own entry `recorded`, so that one file
 * serves both the entry for cdktf and the one for CDK Terrain.
 */
export function renderSnapshotTypes(snapshot: Snapshot): string {
  const namesOf = new Map<string, string[]>();
  for (const { query, jobs } of snapshot.lookups) {
    const workspace = workspaceName(query);
    const names = namesOf.get(workspace) ?? [];
    namesOf.set(workspace, names.concat(jobs.map((job) => job.jobName)));
  }
  const workspaces = [...namesOf].sort(([a], [b]) => compareText(a, b));
  return [
    "// Written together with the snapshot beside it. Do not edit.",
    'import "cdktf-dataworks-di-jobs/recorded";',
    "",
    'declare module "cdktf-dataworks-di-jobs/recorded" {',
    "  interface RecordedJobs {",
    ...workspaces.map(([workspace, names]) => `    ${quoted(workspace)}:${union(names)};`),
    "  }",
    "}",
    "",
  ].join("\n");
}

function union(names: readonly string[]): string {
  const distinct = [...new Set(names)].sort(compareText);
  return distinct.length === 0 ? " never" : distinct.map((name) => `\n      | ${quoted(name)}`).join("");
}

/** A text as a TypeScript literal: as in JSON, but older compilers end a line also at two other characters. */
function quoted(text: string): string {
  return JSON.stringify(text).replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}
