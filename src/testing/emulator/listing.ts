import { type FilterName, QUERY_FILTER_ROWS } from "../../model/query";
import { ASSUMED_TRAITS, type ServiceTraits } from "../../model/service-traits";
import { ANY_REGION, type HeldJob } from "../emulated-job";
import { nameFilter } from "./name-filter";

/** Which jobs a call selects. */
export interface CallSelection extends Readonly<Partial<Record<FilterName, string | undefined>>> {
  readonly projectId: string;
  /** `undefined` where the host name tells no region. */
  readonly regionId?: string | undefined;
}

/** Which part of what is selected a call wants. */
export interface PageRequest {
  /** From 1. */
  readonly pageNumber: number;
  readonly pageSize: number;
  /** The size that was asked for. @default that of the page */
  readonly askedSize?: number;
  /** How many items stand before it. @default those of the pages before it */
  readonly start?: number;
}

/** One page of jobs or of workspaces, before it is put into a version's words. */
export interface ItemPage<Item> extends Pick<PageRequest, "pageNumber"> {
  readonly totalCount: number;
  /** What the answer says is the size of its pages; `undefined` where it says nothing. */
  readonly pageSize: number | undefined;
  readonly items: readonly Item[];
}

/** Selects jobs the way a service does that has these traits; texts, apart from the name, are compared without regard to case. */
export function selectJobs(
  jobs: Iterable<HeldJob>,
  selection: CallSelection,
  traits: ServiceTraits = ASSUMED_TRAITS,
): HeldJob[] {
  const filters = QUERY_FILTER_ROWS.flatMap(({ name, field, loosely = false, everything }) => {
    const text = selection[name];
    if (text === undefined || text === everything) return [];
    if (loosely && field !== undefined) {
      const matches = nameFilter(text, traits);
      return [(job: HeldJob) => matches(job[field])];
    }
    const of = field ?? (name === "specType" ? name : undefined);
    return of === undefined ? [] : [(job: HeldJob) => job[of].toLowerCase() === text.toLowerCase()];
  });
  const { projectId, regionId = ANY_REGION } = selection;
  return [...jobs].filter(
    (job) =>
      job.projectId === projectId && isSameRegion(regionId, job.regionId) && filters.every((selects) => selects(job)),
  );
}

/** Tells whether two regions are one; any region is every one. */
export function isSameRegion(one = ANY_REGION, other = ANY_REGION): boolean {
  return one === other || [one, other].includes(ANY_REGION);
}

/** Cuts a page out of what is selected, as a service does that has these traits; past the end it is empty. */
export function pageOf<Item>(
  selected: readonly Item[],
  page: PageRequest,
  { pageSizeEcho, totalCount }: ServiceTraits = ASSUMED_TRAITS,
): ItemPage<Item> {
  const { pageNumber, pageSize, askedSize = pageSize, start = (pageNumber - 1) * pageSize } = page;
  const items = selected.slice(start, start + pageSize);
  return {
    totalCount: totalCount === "list" ? selected.length : items.length,
    pageNumber,
    pageSize: { own: pageSize, asked: askedSize, missing: undefined }[pageSizeEcho],
    items,
  };
}
