import { groupBy } from "../../model/group-by";
import { shownJob } from "../../text/words";
import type { ReportItem } from "./items";

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

function saidOf({ job, message }: ReportItem): string {
  const subject = job === undefined ? "" : `${shownJob(job)} `;
  return message.startsWith(subject) ? message.slice(subject.length) : message;
}
