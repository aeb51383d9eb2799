import { inconsistentListing } from "../errors/call";
import { compareIds, type DiJob } from "../model/job";
import type { Deadline } from "./deadline";
import { endingTogether } from "./deadline";
import type { Page } from "./page";
import { PAGE_SIZE } from "./versions/versions";

/** Pages asked for at a time: enough for 50 calls a second at a latency of two seconds. */
const SIDE_BY_SIDE = 100;

/** All jobs of a listing, and what was noted on the way. */
export interface Pages {
  /** Sorted by id. */
  readonly jobs: readonly DiJob[];
  /** When the first page was answered. */
  readonly observedAt: Date;
  readonly unknownValues: readonly string[];
}

/** What a listing needs. */
export interface PageSource {
  readonly where: string;
  date(): Date;
  ask(pageNumber: number, deadline: Deadline): Promise<Page>;
  /** Called with the number of pages still to come, if there are any; throws when there is no time for them. */
  expect(calls: number): void;
}

/**
 * Lists every page: the first, then the others side by side.
 *
 * Pages are numbered, so they shift when jobs come and go. A listing that does not add up is listed
 * again once. One job that goes and one that comes between two pages leave no trace but for an id
 * that is listed twice; no number of calls could tell more.
 *
 * @throws DataWorksError `InconsistentListing` when it does not add up the second time either.
 */
export async function listPages(source: PageSource, deadline: Deadline): Promise<Pages> {
  const first = await listOnce(source, deadline);
  if (typeof first !== "string") return first;
  const second = await listOnce(source, deadline);
  if (typeof second !== "string") return second;
  throw inconsistentListing(source.where, [first, second]);
}

/** All pages, or what does not add up. */
async function listOnce(source: PageSource, deadline: Deadline): Promise<Pages | string> {
  const first = await source.ask(1, deadline);
  const observedAt = source.date();
  const { totalCount } = first;
  const pageCount = Math.ceil(totalCount / PAGE_SIZE);
  const pages = [first];
  const wrong = defect(first, 1, totalCount);
  if (wrong !== undefined) return wrong;
  if (pageCount > 1) source.expect(pageCount - 1);
  try {
    await endingTogether(deadline, async (together) => {
      let next = 2;
      const askOn = async () => {
        while (next <= pageCount) {
          const pageNumber = next++;
          const page = await source.ask(pageNumber, together);
          const wrong = defect(page, pageNumber, totalCount);
          if (wrong !== undefined) throw new Defect(wrong);
          pages.push(page);
        }
      };
      await Promise.all(Array.from({ length: Math.min(SIDE_BY_SIDE, pageCount - 1) }, askOn));
    });
  } catch (error) {
    if (error instanceof Defect) return error.message;
    throw error;
  }
  const jobs = pages.flatMap((page) => page.jobs).sort((a, b) => compareIds(a.diJobId, b.diJobId));
  const twice = jobs.find((job, index) => job.diJobId === jobs[index - 1]?.diJobId);
  if (twice !== undefined) return `job ${twice.diJobId} was listed twice`;
  return { jobs, observedAt, unknownValues: [...new Set(pages.flatMap((page) => page.unknownValues))].sort() };
}

/** Ends the other pages of a listing that does not add up. */
class Defect extends Error {}

function defect(page: Page, pageNumber: number, totalCount: number): string | undefined {
  if (page.totalCount !== totalCount) return `the total changed from ${totalCount} to ${page.totalCount}`;
  const expected = Math.min(PAGE_SIZE, totalCount - PAGE_SIZE * (pageNumber - 1));
  if (page.jobs.length === expected) return undefined;
  return `page ${pageNumber} has ${page.jobs.length} of ${expected} jobs`;
}
