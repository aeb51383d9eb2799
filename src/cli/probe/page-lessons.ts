import type { Page } from "../../client/page";
import { PAGE_SIZE } from "../../client/versions/versions";
import type { DiJob } from "../../model/job";
import { counted } from "../../text/words";
import { type Interview, pageIn } from "./interview";
import { confirmed, failureOf, type Learnt, open, refuted } from "./lesson";

/** What TotalCount counts. */
export function learnTotalCount({ small }: Interview, { items, totalCount }: Page<DiJob>): Learnt {
  if (totalCount > items.length) return confirmed("more than the page has", { totalCount: "list" });
  if (items.length <= 2) return open(`${counted(items.length, "job")} on the first page are too few`);
  const two = pageIn(small);
  if (two === undefined) return open(failureOf(small));
  if (two.totalCount > two.items.length) return confirmed("more than a page of two has", { totalCount: "list" });
  if (two.totalCount === two.items.length) return refuted("the jobs of the page", { totalCount: "page" });
  return refuted("fewer jobs than the page has");
}

/** The most jobs that a page has, where that is known to be fewer than were asked for. */
function cutTo({ second }: Interview, { items, totalCount, pageSize }: Page<DiJob>): number | undefined {
  const seen = items.length;
  if (seen > 0 && seen < PAGE_SIZE && (totalCount > seen || (pageIn(second)?.items.length ?? 0) > 0)) return seen;
  return pageSize !== undefined && pageSize < PAGE_SIZE && seen <= pageSize ? pageSize : undefined;
}

/** Whether pages are as large as they are asked to be. */
export function learnPageSize(of: Interview, page: Page<DiJob>): Learnt {
  const seen = page.items.length;
  if (seen > PAGE_SIZE) return refuted(`a page of ${PAGE_SIZE} has ${seen} jobs`);
  if (seen === PAGE_SIZE) return confirmed("100 jobs on a page", { pageSizeMost: PAGE_SIZE });
  const cut = cutTo(of, page);
  if (cut !== undefined) return refuted(`a page of 100 is cut to ${cut}`, { pageSizeMost: cut });
  return open(`${counted(seen, "job")} on the first page are too few`);
}

/** What an answer says of its own size. */
export function learnPageSizeEcho(of: Interview, page: Page<DiJob>): Learnt {
  const { pageSize } = page;
  if (pageSize === undefined) return refuted("it is left out", { pageSizeEcho: "missing" });
  const two = pageIn(of.small)?.pageSize;
  const cut = cutTo(of, page);
  if (two !== undefined && two !== 2 && two !== cut) return refuted(`${two} where 2 were asked for`);
  const beyond = pageIn(of.beyond);
  const sizeBeyond = beyond?.pageSize;
  if (cut !== undefined)
    return pageSize === cut
      ? confirmed("the size to which the page was cut", { pageSizeEcho: "own" })
      : refuted("the size that was asked for", { pageSizeEcho: "asked" });
  if (beyond !== undefined && sizeBeyond === PAGE_SIZE)
    return confirmed("100 where 200 were asked for", { pageSizeEcho: "own" });
  if (sizeBeyond !== 2 * PAGE_SIZE) return open("no page was cut");
  const traits = { pageSizeEcho: "asked" } as const;
  return beyond?.items.length === PAGE_SIZE && page.totalCount > PAGE_SIZE
    ? refuted("200 where 200 were asked for, and fewer came", traits)
    : { ...open("200 where 200 were asked for, and there are too few jobs to tell whether it is so"), traits };
}

/** What becomes of a call for more jobs than a page may have. */
export function learnPageSizeBeyond({ beyond }: Interview): Learnt {
  if (beyond === undefined) return open(failureOf(beyond));
  const page = pageIn(beyond);
  if (page === undefined)
    return "failed" in beyond.page && beyond.page.failed === "rejected"
      ? confirmed(failureOf(beyond), { pageSizeBeyond: "refused" })
      : open(failureOf(beyond));
  if (page.items.length > PAGE_SIZE) return refuted(`a page of ${page.items.length} came`);
  return refuted("answered, with 100 jobs at most", { pageSizeBeyond: "cut" });
}
