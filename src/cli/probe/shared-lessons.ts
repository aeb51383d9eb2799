import { DataWorksError } from "../../errors/error";
import type { SentCall } from "./caller";
import { changesOf } from "./calm";
import { type Interview, pageIn } from "./interview";
import { confirmed, type Learnt, open, refuted } from "./lesson";

/** Whether a throttled call is told when to come back. */
export function learnRetryAfter(calls: readonly SentCall[]): Learnt {
  const pages = calls.flatMap(({ brought }) =>
    DataWorksError.is(brought) || !brought.throttled ? [] : [brought.page],
  );
  if (pages.length === 0) return open("no call was throttled");
  return pages.some((page) => "failed" in page && page.retryAfterMs !== undefined)
    ? confirmed("it is there")
    : refuted("it is left out");
}

/** Whether the versions list the same jobs. */
export function learnVersions(interviews: readonly Interview[]): Learnt {
  const [old, recent] = interviews.map(({ whole }) => pageIn(whole));
  if (old === undefined || recent === undefined) return open("one of them is not available");
  if (interviews.some((of) => changesOf(of) !== undefined)) return open("jobs came or went meanwhile");
  const ids = [old, recent].map(({ items }) => new Set(items.map(({ diJobId }) => diJobId)));
  const missing = (one = new Set<string>(), other = new Set<string>()) =>
    [...one].filter((id) => !other.has(id)).length;
  const [onlyOld, onlyRecent] = [missing(ids[0], ids[1]), missing(ids[1], ids[0])];
  const sameTotal = old.totalCount === recent.totalCount;
  if (old.items.length === 0 && recent.items.length === 0) return open("there are no jobs");
  if (onlyOld + onlyRecent === 0 && sameTotal) return confirmed("the same on the first page, and the same total");
  const isAll = [old, recent].every(({ items, totalCount }) => items.length < 100 && items.length >= totalCount);
  if (!isAll && sameTotal) return open("the first pages differ, the totals do not: the order may be another");
  return refuted(
    `of the first pages ${onlyOld} in 2020-05-18 only, ${onlyRecent} in 2024-05-18 only; totals ${old.totalCount} and ${recent.totalCount}`,
  );
}
