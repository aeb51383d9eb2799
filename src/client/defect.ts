import type { DiJob } from "../model/job";
import type { Page } from "./page";

/** Why the server has more jobs than its pages show, if it says so. */
export function missingJobs(list: readonly Page[], size: number): string | undefined {
  const last = list.at(-1);
  const counted = size * (list.length - 1) + (last?.jobs.length ?? 0);
  if (last === undefined || last.totalCount <= counted) return undefined;
  return `the pages have ${counted} jobs, and the total is ${last.totalCount}`;
}

/**
 * Why pages are not the whole of one list, if they are not.
 *
 * @param list all pages, in order; the last one was read when every job of `seen` had been read already.
 * @param seen by id; left out where the pages were read once.
 */
export function defectOf(
  list: readonly Page[],
  size: number,
  seen: ReadonlyMap<string, DiJob> | undefined,
): string | undefined {
  const short = list.findIndex(({ jobs }) => jobs.length < size);
  if (short < 0) return `page ${list.length} has the jobs of the page before it`;
  if (short < list.length - 1) return `page ${short + 1} has ${list[short]?.jobs.length} of ${size} jobs`;
  return doubledJob(list) ?? (seen === undefined ? changedTotal(list) : changedJob(list.slice(0, -1), seen));
}

function doubledJob(list: readonly Page[]): string | undefined {
  const ids = new Set<string>();
  for (const { diJobId } of list.flatMap(({ jobs }) => jobs)) {
    if (ids.has(diJobId)) return `job ${diJobId} was listed twice`;
    ids.add(diJobId);
  }
  return undefined;
}

/** A total that is not that of the first page, nor the number of jobs on its own one. */
function changedTotal(list: readonly Page[]): string | undefined {
  const before = list[0]?.totalCount;
  const changed = list.find(({ totalCount, jobs }) => totalCount !== before && totalCount !== jobs.length);
  return changed && `the total changed from ${before} to ${changed.totalCount}`;
}

function changedJob(list: readonly Page[], seen: ReadonlyMap<string, DiJob>): string | undefined {
  for (const job of list.flatMap(({ jobs }) => jobs)) {
    const known = seen.get(job.diJobId);
    if (known === undefined) return `job ${job.diJobId} came while the pages were read`;
    const field = changedField(known, job);
    if (field !== undefined) return `the ${field} of job ${job.diJobId} changed while the pages were read`;
  }
  return undefined;
}

/** A field in which two readings of a job differ; a status changes by itself, and is nobody's doing. */
function changedField(before: DiJob, after: DiJob): string | undefined {
  const fields = Object.keys({ ...before, ...after }) as (keyof DiJob)[];
  return fields.find((field) => field !== "jobStatus" && before[field] !== after[field]);
}
