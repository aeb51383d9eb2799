import { groupBy } from "../../model/group-by";
import { several, shownJob } from "../../text/words";
import { type ReportItem, workspaceLabel } from "./item";

/** Things of one kind: what is said of all of them, once. */
export interface Fold {
  readonly items: readonly [ReportItem, ...ReportItem[]];
  /** What is said of each job, without the job; of things without a job, the whole message. */
  readonly said: string;
  /** Ids of the rules, or kinds of the differences. */
  readonly ids: readonly string[];
}

/**
 * Folds what is said alike: of several jobs by one rule, or by several rules of one workspace.
 *
 * @param within parts those that are not to be folded together.
 */
export function foldItems(items: readonly ReportItem[], within: (item: ReportItem) => string): Fold[] {
  const groups = groupBy(items, (item) => {
    const { outcome, severity, id, job } = item;
    const weight = outcome === "unchecked" ? "" : severity;
    return JSON.stringify([outcome, weight, within(item), saidOf(item), job === undefined ? "" : id]);
  });
  return [...groups.values()].map((group) => ({
    items: group,
    said: saidOf(group[0]),
    ids: [...new Set(group.map(({ id }) => id))],
  }));
}

/** So many rows of one kind are still read one by one. */
const MOST_ALIKE = 3;

/** How many jobs a row names. */
const MOST_NAMED = 10;

/** A row of a report for people: one thing, or several of one kind. */
export interface Row {
  readonly item: ReportItem;
  readonly ids: readonly string[];
  readonly message: string;
}

/** What a report says, a row each; what is said of more than a few jobs of a workspace is one row. */
export function rowsOf(items: readonly ReportItem[]): Row[] {
  return foldItems(items, workspaceLabel).flatMap(({ items, ids, said }): Row[] => {
    const jobs = items.flatMap(({ job }) => (job === undefined ? [] : shownJob(job)));
    if (jobs.length === 0) return [{ item: items[0], ids, message: said }];
    const isFolded = items.length > MOST_ALIKE && said !== items[0].message;
    if (!isFolded) return items.map((item) => ({ item, ids: [item.id], message: item.message }));
    return [{ item: items[0], ids, message: `each of ${items.length} jobs ${said}: ${several(jobs, MOST_NAMED)}` }];
  });
}

function saidOf({ job, message }: ReportItem): string {
  const subject = job === undefined ? "" : `${shownJob(job)} `;
  return message.startsWith(subject) ? message.slice(subject.length) : message;
}
