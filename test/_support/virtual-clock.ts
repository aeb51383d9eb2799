import { setImmediate } from "node:timers/promises";
import type { Clock } from "../../src/client/clock";

interface Sleeper {
  readonly wakesAtMs: number;
  readonly wake: () => void;
}

/** A clock that stands still while anything can run, and then jumps to the next who waits. */
export class VirtualClock implements Clock {
  #nowMs = 0;
  #sleepers: Sleeper[] = [];

  nowMs = () => this.#nowMs;

  date = () => new Date(Date.UTC(2026, 0, 1) + this.#nowMs);

  sleep = (durationMs: number, signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      signal?.throwIfAborted();
      const wakesAtMs = this.#nowMs + durationMs;
      const abort = () => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(signal?.reason);
      };
      const wake = () => {
        signal?.removeEventListener("abort", abort);
        resolve();
      };
      const sleeper = { wakesAtMs, wake };
      this.#sleepers.push(sleeper);
      signal?.addEventListener("abort", abort);
    });

  /** Lets time pass until something has ended. */
  async until<T>(promise: Promise<T>): Promise<T> {
    let ended = false;
    const end = () => {
      ended = true;
    };
    promise.then(end, end);
    for (;;) {
      await setImmediate();
      if (ended) return promise;
      const [next, ...others] = this.#sleepers.sort((a, b) => a.wakesAtMs - b.wakesAtMs);
      if (next === undefined) throw new Error("nobody waits for time to pass, and nothing has ended");
      this.#sleepers = others;
      this.#nowMs = Math.max(this.#nowMs, next.wakesAtMs);
      next.wake();
    }
  }
}
