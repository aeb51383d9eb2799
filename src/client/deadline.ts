import { setMaxListeners } from "node:events";
import type { Clock } from "./clock";
import { Countdown } from "./countdown";

/** The moment at which a lookup must have ended, and what ends it earlier. */
export interface Deadline {
  /** Milliseconds left; time in which this process was stopped, or waited for others, does not count. */
  leftMs(): number;
  /** Whether it is the time of the whole run that is over first. */
  isOfRun(): boolean;
  /** Tells that it waits for others, or no longer. */
  pause(isPaused: boolean): void;
  /** Aborted when the time is up or the lookup has failed already; the reason is what people read. */
  readonly signal: AbortSignal;
}

/** The moment at which all lookups of a run must have ended. */
export interface RunDeadline extends Pick<Deadline, "leftMs" | "signal"> {
  /** From the start of the run. */
  readonly timeoutMs: number;
}

/**
 * Runs something that must end within `timeoutMs`, after which its signal is aborted with `timedOut()`.
 *
 * @param within ends it, too: its time runs on while others are waited for.
 * @param onPause is told when its time stops to run, and when it goes on.
 */
export async function withDeadline<T>(
  timeoutMs: number,
  clock: Clock,
  timedOut: () => Error,
  run: (deadline: Deadline) => Promise<T>,
  {
    within,
    onPause,
  }: {
    readonly within?: RunDeadline | undefined;
    readonly onPause?: ((isPaused: boolean) => void) | undefined;
  } = {},
): Promise<T> {
  const controller = new AbortController();
  // As many calls as are under way listen, and stop listening.
  setMaxListeners(0, controller.signal);
  const countdown = new Countdown(timeoutMs, clock.nowMs);
  const ended = new AbortController();
  void untilZero(countdown, clock, ended.signal).then(
    () => controller.abort(timedOut()),
    () => {}, // Ended before.
  );
  const abort = () => controller.abort(timedOut());
  within?.signal.addEventListener("abort", abort);
  if (within?.signal.aborted) abort();
  const runLeftMs = () => within?.leftMs() ?? Number.POSITIVE_INFINITY;
  try {
    return await run({
      leftMs: () => Math.min(countdown.leftMs(), runLeftMs()),
      isOfRun: () => runLeftMs() <= countdown.leftMs(),
      pause: (isPaused) => {
        if (countdown.pause(isPaused)) onPause?.(isPaused);
      },
      signal: controller.signal,
    });
  } finally {
    within?.signal.removeEventListener("abort", abort);
    ended.abort();
  }
}

async function untilZero(countdown: Countdown, clock: Clock, signal: AbortSignal): Promise<void> {
  for (let sliceMs = countdown.sliceMs(); sliceMs > 0; sliceMs = countdown.sliceMs())
    await clock.sleep(sliceMs, signal);
}

/** Waits for something that cannot be ended itself, no longer than until a signal, if any, is aborted; rejects with its reason. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    return promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
