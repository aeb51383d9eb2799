import type { Clock } from "./clock";

/** Retries that may follow one another before anything is answered: as many as calls of a second, by the larger quota. */
const MOST_RETRIES = 50;
/** Retries of an account that has not answered yet. */
const FIRST_RETRIES = 10;
/** A retry comes back in this time, or with an answer: a quota that nothing refilled would never end an outage. */
const REFILL_MS = 1_000;

/** Questions that may be without any answer at the same time until one has been answered; calls, where nothing is. */
const FEW = 10;
/** Nothing is answered any more, if nothing was for so long, and for so many times what an answer takes. */
const SILENT_MS = 1_000;
const SILENT_TIMES = 4;
/** So many questions that failed in a row are no accident: the next ones are asked one by one, each once. */
const FAILING = 10;
/** After so many the others are not asked, for a while. */
const DOWN = 13;
/** One that took most of its time has waited for others, too. */
const LONG = 7;
const FIRST_HOLD_MS = 1_000;
const LONGEST_HOLD_MS = 8_000;

/**
 * How an account in a region does, as all its questions saw it: what an outage may cost.
 *
 * Each question that fails by itself would send every call that it may. Together they would be hundreds, at a service
 * that fails because it has too much to do.
 */
export class Health {
  readonly #clock: Clock;
  #retries = FIRST_RETRIES;
  #refilledAtMs: number;
  #answeredAtMs: number | undefined;
  #failedCallsInARow = 0;
  #failedInARow = 0;
  #failedAtMs = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#refilledAtMs = clock.nowMs();
  }

  /** Whether so many questions have failed in a row that it is no accident. */
  get isFailing(): boolean {
    return this.#failedInARow >= FAILING;
  }

  /** Whether nobody is asked for now. */
  get isDown(): boolean {
    return this.#failedInARow >= DOWN && this.holdMs() > 0;
  }

  /** How many questions without an answer may be under way. */
  get mostUnanswered(): number {
    if (this.#answeredAtMs !== undefined && this.#failedInARow === 0) return Number.POSITIVE_INFINITY;
    return Math.max(1, FEW - this.#failedInARow);
  }

  /** How many calls may be under way, where the fastest one took so long. */
  mostUnderWay(fastestMs: number): number {
    if (this.isFailing) return 1;
    const silentMs = Math.max(SILENT_MS, SILENT_TIMES * fastestMs);
    const isSilent = this.#answeredAtMs !== undefined && this.#clock.nowMs() - this.#answeredAtMs > silentMs;
    return isSilent || this.#failedCallsInARow >= FEW ? FEW : Number.POSITIVE_INFINITY;
  }

  /** How long to wait before the next question may begin. */
  holdMs(): number {
    if (!this.isFailing) return 0;
    const holdMs = Math.min(FIRST_HOLD_MS * 2 ** (this.#failedInARow - FAILING), LONGEST_HOLD_MS);
    return Math.max(0, this.#failedAtMs + holdMs - this.#clock.nowMs());
  }

  /** Takes one retry out of the quota that all calls share, if there is one. */
  takeRetry(): boolean {
    const now = this.#clock.nowMs();
    const refill = Math.floor((now - this.#refilledAtMs) / REFILL_MS);
    this.#refilledAtMs += refill * REFILL_MS;
    this.#retries = Math.min(MOST_RETRIES, this.#retries + refill);
    if (this.isFailing || this.#retries < 1) return false;
    this.#retries -= 1;
    return true;
  }

  /** A call was answered: with a page, or with a refusal. */
  answered(): void {
    this.#answeredAtMs = this.#clock.nowMs();
    this.#failedCallsInARow = 0;
    this.#failedInARow = 0;
    this.#retries = Math.min(MOST_RETRIES, this.#retries + 1);
  }

  /** A call has failed in passing. */
  callFailed(): void {
    this.#failedCallsInARow += 1;
  }

  /** A question has ended whose last call was not answered, at once or after most of its time. */
  failed(after: "at once" | "long"): void {
    this.#failedInARow += after === "long" ? LONG : 1;
    this.#failedAtMs = this.#clock.nowMs();
  }
}
