import { type DiJob, JOB_TEXTS } from "../model/job";
import { queryEntries } from "../model/query";
import { compareText } from "../text/compare";
import { jsonText } from "../text/json-text";
import { canonicalSnapshot, type Snapshot, type SnapshotLookup } from "./snapshot";

/**
 * Renders a snapshot as the text of its file: the same text for equal content.
 *
 * One job and one construct path per line, sorted, so that two branches seldom touch the same line.
 */
export function renderSnapshot(snapshot: Snapshot): string {
  const lookups = canonicalSnapshot(snapshot).lookups.map(renderLookup);
  return `{\n  "version": 1,\n  "lookups": ${block("[", lookups, "]", "  ")}\n}\n`;
}

function renderLookup({ query, observedAt, usedBy, jobs }: SnapshotLookup): string {
  // Sorted here, because an object keeps keys that look like numbers first.
  const users = Object.entries(usedBy)
    .sort(([a], [b]) => compareText(a, b))
    .map(([path, names]) => `${jsonText(path)}: ${jsonText(names, 0)}`);
  const fields = [
    `"query": ${jsonText(Object.fromEntries(queryEntries(query)), 0)}`,
    `"observedAt": ${jsonText(observedAt)}`,
    `"usedBy": ${block("{", users, "}", "      ")}`,
    `"jobs": ${block("[", jobs.map(renderJob), "]", "      ")}`,
  ];
  return block("{", fields, "}", "    ");
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
