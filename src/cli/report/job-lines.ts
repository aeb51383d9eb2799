import type { Drift } from "../../checks/drift";

/** A key with the text that follows it, a text of its own, or the beginning or end of an object. */
const PARTS = /"(\w+)"\s*:\s*(?:"([^"\\]*)")?|"(?:[^"\\]|\\.)*"|[{}]/gs;

/**
 * Makes the function that finds the line, counted from 1, on which a snapshot has a job, however people have laid it
 * out.
 *
 * @param text of a file that was read as a snapshot, and so is one.
 */
export function jobLines(text: string): (workspace: string, diJobId: string) => number | undefined {
  const lines = new Map<string, number>();
  let depth = 0;
  let line = 1;
  let at = 0;
  // The query may stand behind the jobs.
  let query: Record<string, string> = {};
  let jobs: [diJobId: string, line: number][] = [];
  for (const { 0: part, 1: key, 2: value, index } of text.matchAll(PARTS)) {
    if (key === "diJobId" && value !== undefined) {
      line += linesIn(text.slice(at, index));
      at = index;
      jobs.push([value, line]);
    } else if ((key === "regionId" || key === "projectId") && value !== undefined) query[key] = value;
    else if (part === "{") depth += 1;
    else if (part === "}" && --depth === 1) {
      for (const [diJobId, found] of jobs) {
        const job = keyOf(`${query.regionId}/${query.projectId}`, diJobId);
        if (!lines.has(job)) lines.set(job, found);
      }
      query = {};
      jobs = [];
    }
  }
  return (workspace, diJobId) => lines.get(keyOf(workspace, diJobId));
}

/** The same for the job as which a difference knows it, before or after. */
export function driftLines(text: string, which: "before" | "after"): (drift: Drift) => number | undefined {
  const lineOf = jobLines(text);
  return (drift) => {
    const job: { readonly diJobId: string } | undefined = { before: undefined, after: undefined, ...drift }[which];
    return job && lineOf(drift.workspace, job.diJobId);
  };
}

function keyOf(workspace: string, diJobId: string): string {
  return `${workspace} ${diJobId}`;
}

function linesIn(text: string): number {
  return text.split("\n").length - 1;
}
