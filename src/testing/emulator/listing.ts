import type { DiJob } from "../../model/job";
import { type FilterName, QUERY_FILTER_ROWS } from "../../model/query";
import { ANY_REGION } from "../emulated-job";

/** Which jobs a call selects. */
export interface JobSelection extends Readonly<Partial<Record<FilterName, string | undefined>>> {
  readonly projectId: string;
  /** `undefined` where the host name tells no region. */
  readonly regionId?: string | undefined;
}

/** Which part of what is selected a call wants. */
export interface PageRequest {
  /** From 1. */
  readonly pageNumber: number;
  readonly pageSize: number;
  /** How many items stand before it. @default those of the pages before it */
  readonly start?: number;
}

/** One page of jobs or of workspaces, before it is put into a version's words. */
export interface ItemPage<Item> extends Omit<PageRequest, "start"> {
  readonly totalCount: number;
  readonly items: readonly Item[];
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
      isSameRegion(regionId, job.regionId) &&
      filters.every(({ field, wanted, loosely }) => {
        const text = job[field].toLowerCase();
        return loosely ? text.includes(wanted) : text === wanted;
      }),
  );
}

/** Tells whether two regions are one; any region is every one. */
export function isSameRegion(one = ANY_REGION, other = ANY_REGION): boolean {
  return one === other || [one, other].includes(ANY_REGION);
}

/** Cuts a page out of what is selected; past the end it is empty. */
export function pageOf<Item>(selected: readonly Item[], page: PageRequest): ItemPage<Item> {
  const { pageNumber, pageSize, start = (pageNumber - 1) * pageSize } = page;
  return { totalCount: selected.length, pageNumber, pageSize, items: selected.slice(start, start + pageSize) };
}
