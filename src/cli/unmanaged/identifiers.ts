import type { DiJob } from "../../model/job";

/**
 * A name for each job under which it can be written into a configuration: letters, digits, `_` and `-`.
 *
 * It is the job's own name where that is one, and nothing else has it; its id is added where not.
 *
 * @param taken names that the configuration has already.
 */
export function identifiersOf(jobs: readonly DiJob[], taken: Iterable<string>): Map<DiJob, string> {
  const used = new Set([...taken].map((name) => name.toLowerCase()));
  const identifiers = new Map<DiJob, string>();
  for (const job of jobs) {
    const base = job.jobName
      .replace(/[^A-Za-z0-9_-]+/g, "_")
      .replace(/^[_-]+|[_-]+$/g, "")
      .slice(0, 64);
    const begun = /^[A-Za-z]/.test(base) ? base : `job${base && `_${base}`}`;
    const { diJobId, projectId, regionId } = job;
    const withId = `${begun}_${diJobId}`;
    const free = [
      ...(begun === job.jobName ? [begun] : []),
      withId,
      `${withId}_${projectId}`,
      `${withId}_${projectId}_${regionId}`,
    ];
    const identifier = free.find((each) => !used.has(each.toLowerCase())) ?? withId;
    used.add(identifier.toLowerCase());
    identifiers.set(job, identifier);
  }
  return identifiers;
}
