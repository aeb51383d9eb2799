import type { Clock } from "./clock";

/** A second as the server counts it, and a margin, because when a call arrived is an estimate. */
const WINDOW_MS = 1_015;
/** Timers are no more exact than this, and the margin bears it: so calls go in groups, not one a timer. */
const TOLERANCE_MS = 3;
const LONGEST_HOLD_MS = 8_000;
/** A second throttle within this time is no accident. */
const SOON_MS = 10_000;

/** A pace that was lowered is raised by half after so long without a throttle; after four times as long where that was too much. */
const FIRST_CALM_MS = 5_000;
const LONGEST_CALM_MS = 320_000;

/** One call that is sent, and the place to tell what became of it. */
export interface PacedCall {
  /** The call has left this machine. */
  sent(): void;
  /** Its answer begins. */
  answered(): void;
  /** The server took the call. */
  accepted(): void;
  /** The server throttled the call, and may have said how long to wait. */
  throttled(retryAfterMs?: number): void;
}

interface Sending {
  readonly admittedAtMs: number;
  sentAtMs: number;
  answeredAtMs?: number;
  throttled: boolean;
}

/**
 * Keeps the calls of one account to one region within its quota: never more than so many in any second.
 *
 * After a throttle everyone waits. When it was no accident, the pace becomes what got through in
 * the second before it, and comes back step by step: whoever used the quota may have ended.
 */
export class Pace {
  readonly #clock: Clock;
  #limit: number;
  /** The quota. */
  #highest: number;
  #calls: Sending[] = [];
  #fastestMs = Number.POSITIVE_INFINITY;
  #throttledAtMs = Number.NEGATIVE_INFINITY;
  #heldUntilMs = Number.NEGATIVE_INFINITY;
  #throttlesInARow = 0;
  #throttledAgain = false;
  #hasLearned = true;
  #calmSinceMs = Number.NEGATIVE_INFINITY;
  #calmMs = FIRST_CALM_MS;
  #isTried = false;

  constructor(callsPerSecond: number, clock: Clock) {
    this.#limit = callsPerSecond;
    this.#highest = callsPerSecond;
    this.#clock = clock;
  }

  /** Calls in any second, at present. */
  get limit(): number {
    return this.#limit;
  }

  /** How long the fastest call took, from when it had left. */
  get fastestMs(): number {
    return this.#fastestMs;
  }

  /** Lowers the pace if need be: of several users of a quota, the most careful one counts. */
  atMost(callsPerSecond: number): this {
    this.#highest = Math.min(this.#highest, callsPerSecond);
    this.#limit = Math.min(this.#limit, callsPerSecond);
    return this;
  }

  /** Whether everyone waits, because a call was throttled. */
  get isHeld(): boolean {
    return this.#heldUntilMs > this.#clock.nowMs() + TOLERANCE_MS;
  }

  /** How long to wait before the next call may be sent. */
  waitMs(): number {
    const now = this.#clock.nowMs();
    if (this.isHeld) return this.#heldUntilMs - now;
    this.#learn();
    this.#recover(now);
    const freeInMs = this.#freeAtMs(now) - now;
    return freeInMs <= TOLERANCE_MS ? 0 : freeInMs;
  }

  /** Counts a call that is sent now. */
  send(): PacedCall {
    const now = this.#clock.nowMs();
    const call: Sending = { admittedAtMs: now, sentAtMs: now, throttled: false };
    this.#calls.push(call);
    return {
      sent: () => {
        call.sentAtMs = this.#clock.nowMs();
      },
      answered: () => {
        call.answeredAtMs = this.#clock.nowMs();
        this.#fastestMs = Math.min(this.#fastestMs, call.answeredAtMs - call.sentAtMs);
      },
      accepted: () => {
        if (call.admittedAtMs > this.#throttledAtMs) this.#throttlesInARow = 0;
      },
      throttled: (retryAfterMs) => this.#hold(call, retryAfterMs),
    };
  }

  /** Shortest time until the last of so many more calls may be sent. */
  minimumMs(calls: number): number {
    const now = this.#clock.nowMs();
    const heldMs = Math.max(0, this.#heldUntilMs - now);
    if (calls === 0 || this.#limit === Number.POSITIVE_INFINITY) return heldMs;
    const recent = this.#calls.filter((call) => this.#arrivedAtMs(call) > now - WINDOW_MS).length;
    return heldMs + Math.floor((recent + calls - 1) / this.#limit) * WINDOW_MS;
  }

  #freeAtMs(now: number): number {
    this.#calls = this.#calls.filter((call) => this.#arrivedAtMs(call) > now - WINDOW_MS);
    const inTheWay = this.#calls.length - this.#limit;
    if (inTheWay < 0) return now;
    const arrivedAtMs = this.#calls.map((call) => this.#arrivedAtMs(call)).sort((a, b) => a - b);
    return (arrivedAtMs[inTheWay] ?? now) + WINDOW_MS;
  }

  /**
   * When the server counted a call, as far as this side can tell: as long before its answer as the
   * fastest call took in all. A call that was long under way, on a new connection, arrived late.
   */
  #arrivedAtMs({ sentAtMs, answeredAtMs }: Sending): number {
    return answeredAtMs === undefined ? sentAtMs : Math.max(sentAtMs, answeredAtMs - this.#fastestMs);
  }

  #hold(call: Sending, retryAfterMs: number | undefined): void {
    call.throttled = true;
    const now = this.#clock.nowMs();
    this.#calmSinceMs = now;
    // Calls that were under way together are throttled together: that is one throttle.
    if (call.admittedAtMs > this.#throttledAtMs) {
      this.#throttledAgain = now - this.#throttledAtMs < SOON_MS;
      this.#throttledAtMs = now;
      this.#throttlesInARow += 1;
      this.#hasLearned = false;
    }
    const holdMs = retryAfterMs ?? Math.min(WINDOW_MS * 2 ** (this.#throttlesInARow - 1), LONGEST_HOLD_MS);
    this.#heldUntilMs = Math.max(this.#heldUntilMs, now + holdMs);
  }

  /** Once everyone has waited, all answers are in: what got through before the throttle is the pace. */
  #learn(): void {
    if (this.#hasLearned) return;
    this.#hasLearned = true;
    const before = this.#calls.filter(
      (call) => this.#arrivedAtMs(call) > this.#throttledAtMs - WINDOW_MS && call.admittedAtMs <= this.#throttledAtMs,
    );
    const throttled = before.filter((call) => call.throttled).length;
    // A single one may be the fault of somebody else who uses the quota, or of a busy system.
    if (throttled < 2 && !this.#throttledAgain) return;
    this.#limit = Math.min(this.#limit, Math.max(1, before.length - throttled));
    if (this.#isTried) this.#calmMs = Math.min(4 * this.#calmMs, LONGEST_CALM_MS);
    this.#isTried = false;
  }

  #recover(now: number): void {
    if (this.#throttlesInARow > 0) this.#calmSinceMs = now;
    if (this.#limit >= this.#highest || now - this.#calmSinceMs < this.#calmMs) return;
    this.#limit = Math.min(Math.ceil(1.5 * this.#limit), this.#highest);
    this.#calmSinceMs = now;
    this.#isTried = true;
  }
}
