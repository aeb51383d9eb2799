import type { Listed } from "./listed";
import type { Page } from "./page";

/** Why the server has more items than its pages show, if it says so. */
export function missingItems<Item extends object>(
  { noun }: Listed<Item>,
  list: readonly Page<Item>[],
  size: number,
): string | undefined {
  const last = list.at(-1);
  const counted = size * (list.length - 1) + (last?.items.length ?? 0);
  if (last === undefined || last.totalCount <= counted) return undefined;
  return `the pages have ${counted} ${noun}s, and the total is ${last.totalCount}`;
}

/**
 * Why pages are not the whole of one list, if they are not.
 *
 * @param list all pages, in order; the last one was read when every item of `seen` had been read already.
 * @param seen by id; left out where the pages were read once.
 */
export function defectOf<Item extends object>(
  listed: Listed<Item>,
  list: readonly Page<Item>[],
  size: number,
  seen: ReadonlyMap<string, Item> | undefined,
): string | undefined {
  const short = list.findIndex(({ items }) => items.length < size);
  if (short < 0) return `page ${list.length} has the ${listed.noun}s of the page before it`;
  if (short < list.length - 1) return `page ${short + 1} has ${list[short]?.items.length} of ${size} ${listed.noun}s`;
  return (
    doubledItem(listed, list) ??
    (seen === undefined ? changedTotal(list) : changedItem(listed, list.slice(0, -1), seen))
  );
}

/** Why pages are no list: an item stands there twice. */
export function doubledItem<Item extends object>(
  { noun, idOf }: Listed<Item>,
  list: readonly Page<Item>[],
): string | undefined {
  const ids = new Set<string>();
  for (const id of list.flatMap(({ items }) => items.map(idOf))) {
    if (ids.has(id)) return `${noun} ${id} was listed twice`;
    ids.add(id);
  }
  return undefined;
}

/** A total that is not that of the first page, nor the number of items on its own one. */
function changedTotal(list: readonly Page<unknown>[]): string | undefined {
  const before = list[0]?.totalCount;
  const changed = list.find(({ totalCount, items }) => totalCount !== before && totalCount !== items.length);
  return changed && `the total changed from ${before} to ${changed.totalCount}`;
}

function changedItem<Item extends object>(
  listed: Listed<Item>,
  list: readonly Page<Item>[],
  seen: ReadonlyMap<string, Item>,
): string | undefined {
  const { noun, idOf, volatile } = listed;
  for (const item of list.flatMap(({ items }) => items)) {
    const known = seen.get(idOf(item));
    if (known === undefined) return `${noun} ${idOf(item)} came while the pages were read`;
    const field = changedField(known, item, volatile);
    if (field !== undefined) return `the ${field} of ${noun} ${idOf(item)} changed while the pages were read`;
  }
  return undefined;
}

/** A field in which two readings of an item differ, other than one that changes by itself. */
function changedField<Item extends object>(before: Item, after: Item, volatile?: string): string | undefined {
  if (before === after) return undefined;
  const fields = Object.keys({ ...before, ...after }) as (keyof Item & string)[];
  return fields.find((field) => field !== volatile && before[field] !== after[field]);
}
