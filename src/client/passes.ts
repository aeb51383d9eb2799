import { inconsistentListing } from "../errors/lookup";
import { listingTooLong } from "../errors/time";
import { compareIds } from "../model/job";
import { defectOf, doubledItem, missingItems } from "./defect";
import { KnownPages } from "./known-pages";
import type { Listed } from "./listed";
import { type AskedPage, askPage, pages, type Reading } from "./pages";
import { progressOf, type Session } from "./session";
import { PAGE_SIZE } from "./versions/versions";

/** Passes over a list that changes during each of them, before it is given up. */
const MOST_PASSES = 6;

/** All that is listed, at one instant. */
export interface ListState<Item> {
  /** Sorted by id; no id twice. */
  readonly items: readonly Item[];
  readonly observedAt: Date;
  /** Whether it is proved that the list was so at an instant. */
  readonly verified: boolean;
  readonly unknownValues: readonly string[];
}

/**
 * Reads a list that may change all the while, as it was at one instant.
 *
 * A page that is not full ends the list, so it counts the jobs that are there when it is read. A job that was read
 * before that instant and is read again after it was there at the instant. When these are as many as were counted,
 * they are all there were, whatever came and went before and after (docs/decisions/listing.md). So a pass reads the
 * end by itself, and then, side by side, the pages in front of it again.
 *
 * @throws DataWorksError `InconsistentListing` when no pass adds up, `LookupTimedOut` when there is no time for one.
 */
export async function readList<Item extends object>(asked: Session<Item>): Promise<ListState<Item>> {
  const { listed } = asked;
  const once = asked.options.listing === "once";
  const session = { ...asked, known: once ? undefined : new KnownPages(listed) };
  const first = await askPage(session, 1);
  const size = ownSize(first);
  const isWhole = first.items.length < size && first.totalCount <= first.items.length;
  if (isWhole && doubledItem(listed, [first]) === undefined) return stateOf(listed, [first], first, true);

  // As far as the first page tells; its total may be anything.
  const fullPages = first.items.length < size ? 0 : Math.floor(Math.max(first.totalCount, size) / size);
  refuseWithoutTime(session, first.totalCount === size ? 1 : (once ? 1 : 2) * fullPages);
  let front = untilShort([first, ...(await readPages(session, 2, fullPages, size))], size);
  const seen = new Map<string, Item>();
  for (const defects: string[] = []; ; ) {
    const last = await readToEnd(session, front, size);
    const [only] = front;
    const isOnePage = front.length === 1 && last.items.length === 0;
    if (isOnePage && only?.totalCount === size && last.totalCount === size && !doubledItem(listed, front))
      return stateOf(listed, front, only, true);

    let list = [...front, last];
    let defect = missingItems(listed, list, size);
    if (defect === undefined && !once) {
      for (const item of list.flatMap(({ items }) => items)) seen.set(listed.idOf(item), item);
      list = [...(await readPages(session, 1, front.length, size)), last];
    }
    defect ??= defectOf(listed, list, size, once ? undefined : seen);
    if (defect === undefined) return stateOf(listed, list, last, !once || list.length === 1);

    const again = defect === defects.at(-1);
    if (defects.push(defect) === MOST_PASSES || again || !hasTime(session, front.length + 1))
      throw inconsistentListing(listed, defects);
    front = untilShort(once ? await readPages(session, 1, front.length, size) : list.slice(0, -1), size);
  }
}

/** The size of the server's pages, which may be smaller than what it was asked for. */
function ownSize({ items, totalCount, pageSize }: AskedPage<unknown>): number {
  const count = items.length;
  // Where nothing is said, a page of a round number may be one that was cut, such as to the ten of the documented default.
  const told = pageSize ?? (count > 0 && count % 10 === 0 ? count : PAGE_SIZE);
  return count > 0 && count < totalCount ? Math.min(told, count) : told;
}

/** Reads pages side by side. */
async function readPages<Item extends object>(
  session: Reading<Item>,
  first: number,
  last: number,
  size: number,
): Promise<AskedPage<Item>[]> {
  const read: AskedPage<Item>[] = [];
  for await (const page of pages(session, first, last, size)) read.push(page);
  return read;
}

/** Reads the page behind full ones; as long as it is full too, it joins them, and the next one is read. */
async function readToEnd<Item extends object>(
  session: Reading<Item>,
  front: AskedPage<Item>[],
  size: number,
): Promise<AskedPage<Item>> {
  const { idOf } = session.listed;
  const firstId = (of?: AskedPage<Item>) => of?.items[0] && idOf(of.items[0]);
  for (;;) {
    const page = await askPage(session, front.length + 1, size);
    // A server that answers with the same page for ever has no end.
    if (page.items.length < size || firstId(page) === firstId(front.at(-1))) return page;
    front.push(page);
  }
}

/** The full pages with which a list begins. */
function untilShort<Item>(list: readonly AskedPage<Item>[], size: number): AskedPage<Item>[] {
  const short = list.findIndex(({ items }) => items.length < size);
  return list.slice(0, short < 0 ? list.length : short);
}

function hasTime({ deadline, queue }: Session, calls: number): boolean {
  return queue.pace.minimumMs(calls) <= deadline.leftMs();
}

function refuseWithoutTime(session: Session, calls: number): void {
  session.tally.expectedCalls = session.tally.calls + calls;
  if (!hasTime(session, calls)) throw listingTooLong(session.listed.where, progressOf(session));
}

function stateOf<Item extends object>(
  { idOf }: Listed<Item>,
  list: readonly AskedPage<Item>[],
  { askedAt }: AskedPage<Item>,
  verified: boolean,
): ListState<Item> {
  return {
    items: list.flatMap(({ items }) => items).sort((a, b) => compareIds(idOf(a), idOf(b))),
    observedAt: askedAt,
    verified,
    unknownValues: [...new Set(list.flatMap(({ unknownValues }) => unknownValues))].sort(),
  };
}
