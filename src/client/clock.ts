import { setTimeout as sleep } from "node:timers/promises";

/** Time as the client sees it, so that tests need not wait. */
export interface Clock {
  /** Milliseconds since some fixed moment; never goes back. */
  nowMs(): number;
  /** The time of day. */
  date(): Date;
  /** Waits; rejects with the signal's reason as soon as it is aborted. */
  sleep(durationMs: number, signal: AbortSignal): Promise<void>;
}

/** A time of day as answers tell it: ISO 8601, UTC, whole seconds. */
export function inSeconds(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, "Z");
}

/** A timer that is set for longer, 24.8 days, ends at once. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The clock of this machine. */
export const systemClock: Clock = {
  nowMs: () => performance.now(),
  date: () => new Date(),
  sleep: async (durationMs, signal) => {
    signal.throwIfAborted();
    await sleep(durationMs, undefined, { signal }).catch(() => signal.throwIfAborted());
  },
};
