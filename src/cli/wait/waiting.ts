import type { Clock } from "../../client/clock";
import type { DataWorksError, ErrorCode } from "../../errors/error";
import type { DiJob } from "../../model/job";

/** A job to wait for, by its whole name or by its id. */
export type Target = { readonly jobName: string } | { readonly diJobId: string };

/** What one look at a target showed; neither, when it is not there. */
export interface Sight {
  readonly job?: DiJob;
  /** Why nothing was seen. */
  readonly error?: DataWorksError;
}

/** How a wait ended. */
export type WaitEnding = "reached" | "timedOut" | "failed" | "notSeen";

/** What to wait for, and how patiently. */
export interface WaitProps {
  readonly targets: readonly Target[];
  /** Statuses of which each job must have one, without regard to case. */
  readonly until: readonly string[];
  /** How long they must have it, as far as samples tell. */
  readonly forMs: number;
  /** From one sample to the next. */
  readonly everyMs: number;
  /** Time from the start in which neither a failed nor a missing job ends the wait. */
  readonly graceMs: number;
  /** Statuses that end the wait. */
  readonly failOn: readonly string[];
  /** Whether a job that is not there ends the wait. */
  readonly missing: "wait" | "fail";
  /** From the start to the last look. */
  readonly timeoutMs: number;
}

/** What is known of one target in the end. */
export interface WaitedJob {
  readonly target: Target;
  readonly outcome: WaitEnding;
  /** As it was seen last. */
  readonly job?: DiJob | undefined;
  /** Why it was not seen the last time. */
  readonly error?: DataWorksError | undefined;
  /** How long it has had a wanted status, from the first sample that showed it to the last one. */
  readonly heldMs: number;
}

/** How a wait ended, and after how much. */
export interface Waited {
  readonly outcome: WaitEnding;
  readonly jobs: readonly WaitedJob[];
  readonly samples: number;
  readonly elapsedMs: number;
}

/** Failures that may be over at the next look. */
const TRANSIENT: readonly ErrorCode[] = [
  "ServiceUnavailable",
  "Throttled",
  "LookupTimedOut",
  "UnexpectedResponse",
  "InconsistentListing",
];

/** A look at the very end is given at least so long, or it would always fail. */
const SHORTEST_LOOK_MS = 5_000;

/**
 * Waits until all jobs have a wanted status at the same time, one has failed, or the time is up.
 *
 * Sampled: what happens between two looks is not seen.
 *
 * @param poll looks at every target once, within the given time, in milliseconds.
 * @param tell is told what each look showed.
 */
export async function waitForJobs(
  props: WaitProps,
  poll: (timeoutMs: number) => Promise<readonly Sight[]>,
  clock: Clock,
  tell: (waited: Waited) => void,
): Promise<Waited> {
  const { targets, everyMs, timeoutMs } = props;
  const startMs = clock.nowMs();
  const elapsed = () => clock.nowMs() - startMs;
  const since = new Map<Target, number>();
  for (let samples = 1; ; samples++) {
    const sights = await poll(Math.max(timeoutMs - elapsed(), SHORTEST_LOOK_MS));
    const elapsedMs = elapsed();
    const jobs = targets.map((target, index) => judge(target, sights[index] ?? {}, elapsedMs, since, props));
    const waited = { outcome: together(jobs), jobs, samples, elapsedMs };
    const ended = waited.outcome === "reached" || waited.outcome === "failed" || sights.some(isFinal);
    if (ended || elapsedMs >= timeoutMs) return waited;
    tell(waited);
    await clock.sleep(Math.min(everyMs, timeoutMs - elapsedMs), new AbortController().signal);
  }
}

function judge(
  target: Target,
  { job, error }: Sight,
  elapsedMs: number,
  since: Map<Target, number>,
  props: WaitProps,
): WaitedJob {
  const { until, failOn, forMs, graceMs, missing } = props;
  // A look that showed nothing says nothing about how long a status has been held.
  if (error !== undefined) return { target, outcome: "notSeen", error, heldMs: 0 };
  const wanted = job !== undefined && includes(until, job.jobStatus);
  if (!wanted) since.delete(target);
  else if (!since.has(target)) since.set(target, elapsedMs);
  const heldMs = wanted ? elapsedMs - (since.get(target) ?? elapsedMs) : 0;
  if (wanted) return { target, outcome: heldMs >= forMs ? "reached" : "timedOut", job, heldMs };
  const bad = job === undefined ? missing === "fail" : includes(failOn, job.jobStatus);
  return { target, outcome: bad && elapsedMs >= graceMs ? "failed" : "timedOut", job, heldMs };
}

/** One failed job ends the wait; one that was not seen leaves it open, whatever the others are. */
function together(jobs: readonly WaitedJob[]): WaitEnding {
  const order: readonly WaitEnding[] = ["failed", "notSeen", "timedOut"];
  return order.find((outcome) => jobs.some((job) => job.outcome === outcome)) ?? "reached";
}

/** Tells whether looking again would show the same failure. */
function isFinal({ error }: Sight): boolean {
  return error !== undefined && !TRANSIENT.includes(error.code);
}

function includes(statuses: readonly string[], status: string): boolean {
  return statuses.some((each) => each.toLowerCase() === status.toLowerCase());
}
