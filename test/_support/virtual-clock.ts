import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../src/client/clock";

interface Sleeper {
  readonly wakesAtMs: number;
  readonly wake: () => void;
}

/** A clock that stands still while anything can run, and then jumps to the next who waits. */
export class VirtualClock implements Clock {
  #nowMs = 0;
  readonly #sleepers = new Set<Sleeper>();

  nowMs = () => this.#nowMs;

  date = () => new Date(Date.UTC(2026, 0, 1) + this.#nowMs);

  sleep = (durationMs: number, signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      signal?.throwIfAborted();
      const abort = () => {
        this.#sleepers.delete(sleeper);
        reject(signal?.reason);
      };
      const wake = () => {
        signal?.removeEventListener("abort", abort);
        resolve();
      };
      const sleeper = { wakesAtMs: this.#nowMs + durationMs, wake };
      this.#sleepers.add(sleeper);
      signal?.addEventListener("abort", abort);
    });

  /** Lets time pass until something has ended. */
  async until<T>(promise: Promise<T>): Promise<T> {
    let ended = false;
    const end = () => {
      ended = true;
    };
    promise.then(end, end);
    // What is read from a file or loaded comes before any time passes.
    await setImmediate();
    for (;;) {
      await everyoneRuns();
      if (ended) return promise;
      const next = this.#nextSleeper();
      if (next === undefined) throw new Error("nobody waits for time to pass, and nothing has ended");
      this.#sleepers.delete(next);
      this.#nowMs = Math.max(this.#nowMs, next.wakesAtMs);
      next.wake();
    }
  }

  /** Who wakes first; of several, who fell asleep first. */
  #nextSleeper(): Sleeper | undefined {
    let next: Sleeper | undefined;
    for (const sleeper of this.#sleepers) if (next === undefined || sleeper.wakesAtMs < next.wakesAtMs) next = sleeper;
    return next;
  }
}

/** Resolves when no promise is left that could go on: that is when Node.js comes to its ticks, long before timers. */
function everyoneRuns(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}
