import type { Clock } from "../../client/clock";
import type { DataWorksError, ErrorCode } from "../../errors/error";
import type { DiJob } from "../../model/job";

/** A job to wait for: by its whole name in a workspace, or by its id in whichever of the workspaces has it. */
export type Target =
  | { readonly workspace: string; readonly jobName: string }
  | { readonly workspace?: string; readonly diJobId: string };

/** What one look at a target showed; neither a job nor an error, when it is not there. */
export interface Sight {
  readonly job?: DiJob;
  /** Why nothing was seen. */
  readonly error?: DataWorksError;
  /** Whether calls failed before one was answered: meanwhile nothing was seen. */
  readonly isBroken?: boolean;
}

/** How a wait ended: for a job, or for all of them. */
export type WaitEnding = "reached" | "timedOut" | "failed" | "notSeen" | "interrupted";

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
  /** From the start to the end. */
  readonly timeoutMs: number;
}

/** What is known of one target. */
export interface WaitedJob {
  readonly target: Target;
  readonly outcome: WaitEnding;
  /** As it was seen last. */
  readonly job?: DiJob | undefined;
  /** Whether the last look showed that it is not there. */
  readonly isMissing?: boolean;
  /** Why it was not seen the last time. */
  readonly error?: DataWorksError | undefined;
  /** When it was first seen in a wanted status, which it has had since. */
  readonly sinceMs?: number | undefined;
  /** How long that is, up to the last sample. */
  readonly heldMs: number;
  /** What of that was lost at the last look, because for a while the job was not seen. */
  readonly lostMs: number;
  /** How often that has happened. */
  readonly restarts: number;
}

/** How a wait stands, and after how much. */
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

/** The last look begins so long before the end, and a quarter more than the slowest one took: it must be answered in time. */
const LAST_LOOK_MS = 500;

/** Longest time in which nothing is told. */
const TELL_EVERY_MS = 60_000;

/**
 * Waits until all jobs have a wanted status at the same time, one has failed, or the time is up.
 *
 * Sampled: what happens between two looks is not seen. Where looks fail, or come much too late, what was held until then
 * is held no longer.
 *
 * @param poll looks at every target once, until the time is up at most.
 * @param tell is told what each look showed, and every minute how the wait stands.
 */
export async function waitForJobs(
  props: WaitProps,
  poll: () => Promise<readonly Sight[]>,
  clock: Clock,
  tell: (waited: Waited) => void,
): Promise<Waited> {
  const { targets, everyMs, timeoutMs } = props;
  const startMs = clock.nowMs();
  const elapsed = () => clock.nowMs() - startMs;
  let known: readonly WaitedJob[] = targets.map((target) => ({ target, ...UNSEEN }));
  let isLate = false;
  let slowestMs = 0;
  for (let samples = 1; ; samples++) {
    const beganMs = elapsed();
    const sights = await poll();
    const elapsedMs = elapsed();
    slowestMs = Math.max(slowestMs, elapsedMs - beganMs);
    known = known.map((before, index) => {
      const sight = sights[index] ?? {};
      return judge(before, isLate ? { ...sight, isBroken: true } : sight, elapsedMs, props);
    });
    const waited = { outcome: together(known), jobs: known, samples, elapsedMs };
    const ended = waited.outcome === "reached" || waited.outcome === "failed" || sights.some(isFinal);
    const lastMs = timeoutMs - Math.min(LAST_LOOK_MS, timeoutMs / 4) - slowestMs * 1.25;
    if (ended || elapsedMs >= lastMs) return waited;
    tell(waited);
    const dueMs = Math.min(elapsedMs + everyMs, lastMs);
    for (let restMs = dueMs - elapsed(); restMs > 0; restMs = dueMs - elapsed()) {
      await clock.sleep(Math.min(restMs, TELL_EVERY_MS), new AbortController().signal);
      if (elapsed() < dueMs) tell({ ...waited, jobs: known.map(withoutLoss), elapsedMs: elapsed() });
    }
    // The process stood still, and a look was left out.
    isLate = elapsed() - dueMs > everyMs;
  }
}

/** How a wait stands that is ended from outside: nobody knows what would have become of what was not reached. */
export function interrupted(waited: Waited): Waited {
  const jobs = waited.jobs.map((job) =>
    job.outcome === "reached" ? job : { ...job, outcome: "interrupted" as const },
  );
  return { ...waited, outcome: "interrupted", jobs };
}

/** How a wait stands before its first look. */
export function unseen(targets: readonly Target[]): Waited {
  const jobs = targets.map((target) => ({ target, ...UNSEEN }));
  return { outcome: "timedOut", jobs, samples: 0, elapsedMs: 0 };
}

const UNSEEN = { outcome: "timedOut", heldMs: 0, lostMs: 0, restarts: 0 } as const;

function withoutLoss(job: WaitedJob): WaitedJob {
  return { ...job, lostMs: 0 };
}

function judge(
  { target, sinceMs: before, restarts: restartsBefore, job: seen }: WaitedJob,
  { job, error, isBroken = false }: Sight,
  elapsedMs: number,
  { until, failOn, forMs, graceMs, missing }: WaitProps,
): WaitedJob {
  const wanted = job !== undefined && includes(until, job.jobStatus);
  // What was not seen is not counted as seen.
  const isLost = before !== undefined && (error !== undefined || (isBroken && wanted));
  const restarts = restartsBefore + (isLost ? 1 : 0);
  const lost = { lostMs: isLost ? elapsedMs - before : 0, restarts };
  if (error !== undefined) return { target, outcome: "notSeen", job: seen, error, heldMs: 0, ...lost };
  if (wanted) {
    const sinceMs = isBroken ? elapsedMs : (before ?? elapsedMs);
    const heldMs = elapsedMs - sinceMs;
    return { target, outcome: heldMs >= forMs ? "reached" : "timedOut", job, sinceMs, heldMs, ...lost };
  }
  const bad = job === undefined ? missing === "fail" : includes(failOn, job.jobStatus);
  return {
    target,
    outcome: bad && elapsedMs >= graceMs ? "failed" : "timedOut",
    job,
    isMissing: job === undefined,
    heldMs: 0,
    ...lost,
  };
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
