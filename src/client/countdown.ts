/** Longest time between two looks at a countdown. */
export const SLICE_MS = 250;

/**
 * Counts down the time in which this process can run.
 *
 * A process that is stopped (Ctrl-Z, a suspended laptop) neither works nor hears answers; only clocks go on. Somebody
 * looks at least every {@link SLICE_MS}: who comes far too late stood still, and has at least one more slice in which
 * what was answered meanwhile is heard.
 */
export class Countdown {
  readonly #nowMs: () => number;
  #leftMs: number;
  #seenAtMs: number;
  #isPaused = false;

  /** @param nowMs a clock that never goes back. */
  constructor(timeoutMs: number, nowMs: () => number) {
    this.#nowMs = nowMs;
    this.#leftMs = timeoutMs;
    this.#seenAtMs = nowMs();
  }

  /** Milliseconds left, below zero once they are over. */
  leftMs(): number {
    const now = this.#nowMs();
    const passedMs = now - this.#seenAtMs;
    this.#seenAtMs = now;
    if (this.#isPaused) return this.#leftMs;
    const stoodStill = passedMs > 2 * SLICE_MS;
    this.#leftMs = stoodStill ? Math.max(this.#leftMs - SLICE_MS, SLICE_MS) : this.#leftMs - passedMs;
    return this.#leftMs;
  }

  /** Stops counting, or goes on with it; `false` where it does so already. */
  pause(isPaused: boolean): boolean {
    if (isPaused === this.#isPaused) return false;
    this.leftMs();
    this.#isPaused = isPaused;
    return true;
  }

  /** How long to sleep before the next look. */
  sliceMs(): number {
    return Math.min(this.leftMs(), SLICE_MS);
  }
}
