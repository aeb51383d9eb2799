import { JobStatus } from "../../../model/documented-values";
import type { StatusCount } from "../report";
import { type Content, type Markup, markup } from "./markup";

/** Width of a chart in its own units. */
const WIDTH = 1000;

/** In the order in which bars have them, so that bars can be compared. */
const ORDER: readonly string[] = [
  JobStatus.Running,
  JobStatus.Finished,
  JobStatus.Initialized,
  JobStatus.Stopping,
  JobStatus.Stopped,
  JobStatus.Failed,
];

/** How many jobs have which status: a bar whose parts are as long as they are many, said in words as its name. */
export function statusBar(statuses: readonly StatusCount[], height: number): Markup {
  const total = statuses.reduce((sum, { jobs }) => sum + jobs, 0);
  if (total === 0) return markup`<span class="muted">no jobs</span>`;
  let at = 0;
  const parts = inOrder(statuses).map(({ status, jobs }) => {
    const width = (jobs / total) * WIDTH;
    const part = markup`<rect class="${classOf(status)}" x="${at.toFixed(1)}" width="${width.toFixed(1)}" height="${height}"/>`;
    at += width;
    return part;
  });
  const name = inOrder(statuses)
    .map(({ status, jobs }) => `${jobs} ${status}`)
    .join(", ");
  return markup`<svg class="bar" role="img" aria-label="${name}" viewBox="0 0 ${WIDTH} ${height}" preserveAspectRatio="none">${parts}</svg>`;
}

/** What the colours of bars mean, with the numbers. */
export function statusLegend(statuses: readonly StatusCount[]): Content {
  const total = statuses.reduce((sum, { jobs }) => sum + jobs, 0);
  const lines = inOrder(statuses).map(({ status, jobs }) => {
    const share = ((jobs / total) * 100).toFixed(1);
    const sign = markup`<svg class="sign" aria-hidden="true" viewBox="0 0 10 10"><rect class="${classOf(status)}" width="10" height="10" rx="2"/></svg>`;
    return markup`<li>${sign} ${status} <b class="n">${grouped(jobs)}</b> <span class="muted n">${share} %</span></li>`;
  });
  return markup`<ul class="legend">${lines}</ul>`;
}

/** A number with its thousands apart. */
export function grouped(value: number): string {
  return value.toLocaleString("en-US");
}

function inOrder(statuses: readonly StatusCount[]): StatusCount[] {
  return [...statuses].sort((a, b) => rankOf(a) - rankOf(b));
}

function rankOf({ status }: StatusCount): number {
  const at = ORDER.findIndex((each) => each.toLowerCase() === status.toLowerCase());
  return at === -1 ? ORDER.length : at;
}

function classOf(status: string): string {
  return `s-${ORDER[rankOf({ status, jobs: 0 })]?.toLowerCase() ?? "other"}`;
}
