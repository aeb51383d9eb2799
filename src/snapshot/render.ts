import { groupBy } from "../model/group-by";
import { type DiJob, JOB_TEXTS } from "../model/job";
import { queryEntries } from "../model/query";
import { jsonText } from "../text/json-text";
import { canonicalSnapshot, type Snapshot, type SnapshotLookup } from "./snapshot";

/**
 * Renders a snapshot as the text of its file: the same text for equal content.
 *
 * One job and one construct path per line, sorted, so that two branches seldom touch the same line.
 */
export function renderSnapshot(snapshot: Snapshot): string {
  const { workspaces, lookups } = canonicalSnapshot(snapshot);
  const ids = [...workspaces].map(([name, projectId]) => `${jsonText(name)}: ${jsonText(projectId)}`);
  const fields = [
    '"version": 2',
    `"workspaces": ${block("{", ids, "}", "  ")}`,
    `"lookups": ${block("[", lookups.map(renderLookup), "]", "  ")}`,
  ];
  return `${block("{", fields, "}", "")}\n`;
}

function renderLookup({ query, observedAt, partial, usedBy, jobs }: SnapshotLookup): string {
  const fields = [
    `"query": ${jsonText(Object.fromEntries(queryEntries(query)), 0)}`,
    `"observedAt": ${jsonText(observedAt)}`,
    ...(partial ? ['"partial": true'] : []),
    `"usedBy": ${block("{", renderUses(usedBy), "}", "      ")}`,
    `"jobs": ${block("[", jobs.map(renderJob), "]", "      ")}`,
  ];
  return block("{", fields, "}", "    ");
}

/** From a list, because an object keeps keys that look like numbers first. */
function renderUses(usedBy: SnapshotLookup["usedBy"]): string[] {
  return [...groupBy(usedBy, ({ app }) => app)].map(([app, uses]) => {
    const constructs = uses.map(({ construct, names }) => `${jsonText(construct)}: ${jsonText(names, 0)}`);
    return `${jsonText(app)}: ${block("{", constructs, "}", "        ")}`;
  });
}

/** What the API tells, in the order of the table; where the job is and its import id follow from the query. */
function renderJob(job: DiJob): string {
  const recorded: { -readonly [F in keyof DiJob]?: string | undefined } = { diJobId: job.diJobId };
  for (const { name } of JOB_TEXTS) recorded[name] = job[name];
  return jsonText(recorded, 0);
}

function block(opening: string, lines: readonly string[], closing: string, indent: string): string {
  if (lines.length === 0) return opening + closing;
  return `${opening}\n${lines.map((line) => `${indent}  ${line}`).join(",\n")}\n${indent}${closing}`;
}
