import { setMaxListeners } from "node:events";
import type { DataWorksError } from "../errors/error";
import type { Clock } from "./clock";

/** The moment at which a lookup must have ended, and what ends it earlier. */
export interface Deadline {
  /** On the clock's own scale. */
  readonly endsAtMs: number;
  /** Aborted when the time is up or the lookup has failed already; the reason is what people read. */
  readonly signal: AbortSignal;
}

/** Runs something that must end within `timeoutMs`, after which its signal is aborted with `timedOut()`. */
export async function withDeadline<T>(
  timeoutMs: number,
  clock: Clock,
  timedOut: () => DataWorksError,
  run: (deadline: Deadline) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  // As many calls as are under way listen, and stop listening.
  setMaxListeners(0, controller.signal);
  const timer = setTimeout(() => controller.abort(timedOut()), timeoutMs);
  try {
    return await run({ endsAtMs: clock.nowMs() + timeoutMs, signal: controller.signal });
  } finally {
    clearTimeout(timer);
  }
}

/** Runs something whose own failure ends everything it started, within the same deadline. */
export async function endingTogether<T>(deadline: Deadline, run: (deadline: Deadline) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const signal = AbortSignal.any([deadline.signal, controller.signal]);
  setMaxListeners(0, signal);
  try {
    return await run({ ...deadline, signal });
  } catch (error) {
    controller.abort(error);
    throw error;
  }
}

/** Waits for something that cannot be ended itself, no longer than until the signal is aborted; rejects with its reason. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    return promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
