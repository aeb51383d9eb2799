import { type ListedJob, ListServer, listedJobs } from "./list-server";
import type { VirtualClock } from "./virtual-clock";

/** Where a job that comes takes its place. */
export const ORDERS = ["oldest first", "newest first", "shuffled"] as const;

/** A list that changes all the while. */
export interface Churn {
  readonly seed: number;
  /** Jobs at the beginning. */
  readonly count: number;
  readonly order: (typeof ORDERS)[number];
  /** How likely the list is to change before a call, and to change once more. */
  readonly rate: number;
  readonly pageCap: number;
  /** Whether `TotalCount` counts the jobs of the list, or those of the page. */
  readonly totals: "list" | "page";
  readonly echoes: "numbers" | "texts" | "none";
}

/** A server of such a list: calls overtake one another, and no id or name is ever used again. */
export function churningServer(churn: Churn, clock: VirtualClock): ListServer {
  const random = randomNumbers(churn.seed);
  const echo = {
    numbers: (PageNumber: number, PageSize: number) => ({ PageNumber, PageSize }),
    texts: (number: number, size: number) => ({ PageNumber: `${number}`, PageSize: `${size}` }),
    none: () => ({}),
  };
  let last = churn.count;
  const change = (jobs: readonly ListedJob[]): ListedJob[] => {
    last += 1;
    const what = Math.floor(random() * 4);
    const at = Math.floor(random() * jobs.length);
    if (what === 3) return jobs.map((job, place) => (place === at ? { ...job, name: `renamed_${last}` } : job));
    const left = what === 0 ? [...jobs] : jobs.filter((_, place) => place !== at);
    const places = {
      "oldest first": left.length,
      "newest first": 0,
      shuffled: Math.floor(random() * (left.length + 1)),
    };
    if (what !== 1) left.splice(places[churn.order], 0, { id: last, name: `job_${last}` });
    return left;
  };
  return new ListServer(clock, listedJobs(churn.count), {
    between: (server) => {
      while (random() < churn.rate) server.become(change(server.jobs));
    },
    wayMs: () => 1 + random() * 50,
    pageCap: churn.pageCap,
    total: (list, page) => (churn.totals === "list" ? list : page),
    echo: echo[churn.echoes],
    // Weather: another one at every reading.
    status: () => (random() < 0.5 ? "Running" : "Stopping"),
  });
}

/** What is wrong with jobs that were listed, if they were those of no instant, or of none at that time. */
export function wrongListing(
  jobs: readonly { readonly diJobId: string; readonly jobName: string }[],
  observedAt: Date,
  { states }: Pick<ListServer, "states">,
): string | undefined {
  const text = (listed: readonly string[]) => [...listed].sort().join();
  const found = text(jobs.map(({ diJobId, jobName }) => `${diJobId} ${jobName}`));
  const alike = states.map((state) => text(state.jobs.map(({ id, name }) => `${id} ${name}`)) === found);
  if (!alike.includes(true)) return "the state of no instant";
  const fromMs = observedAt.getTime() - Date.UTC(2026, 0, 1);
  // From the asking to the answer.
  const during = states.some(
    (state, index) => alike[index] && state.fromMs <= fromMs + 102 && (states[index + 1]?.fromMs ?? Infinity) >= fromMs,
  );
  return during ? undefined : "not the state of the time that it tells";
}

/** Numbers from 0 to below 1, always the same ones for a seed (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
