import type { DiJob } from "../../model/job";
import { type FilterName, QUERY_FILTER_ROWS } from "../../model/query";
import { ANY_REGION } from "../emulated-job";

/** Which jobs a call selects. */
export interface JobSelection extends Readonly<Partial<Record<FilterName, string | undefined>>> {
  readonly projectId: string;
  /** `undefined` where the host name tells no region. */
  readonly regionId?: string | undefined;
}

/** Which part of the selected jobs a call wants. */
export interface PageRequest {
  /** From 1. */
  readonly pageNumber: number;
  readonly pageSize: number;
  /** How many jobs stand before it. @default those of the pages before it */
  readonly start?: number;
}

/** One page of jobs, before it is put into a version's words. */
export interface JobPage extends Omit<PageRequest, "start"> {
  readonly totalCount: number;
  readonly jobs: readonly DiJob[];
}

/** Selects jobs the way the server does; texts are compared without regard to case. */
export function selectJobs(jobs: Iterable<DiJob>, selection: JobSelection): DiJob[] {
  const filters = QUERY_FILTER_ROWS.flatMap(({ name, field, loosely = false }) => {
    const wanted = selection[name]?.toLowerCase();
    return field === undefined || wanted === undefined ? [] : [{ field, wanted, loosely }];
  });
  const { projectId, regionId = ANY_REGION } = selection;
  return [...jobs].filter(
    (job) =>
      job.projectId === projectId &&
      (regionId === job.regionId || [regionId, job.regionId].includes(ANY_REGION)) &&
      filters.every(({ field, wanted, loosely }) => {
        const text = job[field].toLowerCase();
        return loosely ? text.includes(wanted) : text === wanted;
      }),
  );
}

/** Cuts a page out of the selected jobs; past the end it is empty. */
export function pageOf(selected: readonly DiJob[], page: PageRequest): JobPage {
  const { pageNumber, pageSize, start = (pageNumber - 1) * pageSize } = page;
  return { totalCount: selected.length, pageNumber, pageSize, jobs: selected.slice(start, start + pageSize) };
}
