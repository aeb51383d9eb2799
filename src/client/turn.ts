import type { PacedCall } from "./pace";

/** Permission to send one call, and the place to tell what became of it. */
export interface Turn extends Pick<PacedCall, "sent" | "answered"> {
  /**
   * The call is over.
   *
   * - `answered`: with a page, or with a refusal that stays one
   * - `failed`: in passing
   * - `throttled`: the server may have said how long to wait
   * - `givenUp`: nobody waits for its answer any more
   */
  ended(outcome: "answered" | "failed" | "throttled" | "givenUp", retryAfterMs?: number): void;
}

/** There is no turn in time. */
export interface NoTurn {
  /** How long it would take. */
  readonly waitMs: number;
  /** What is in the way. */
  readonly cause: "pace" | "throttle" | "outage";
}

/** The place of one question in the queue. */
export interface Place {
  /**
   * Waits until one more of its calls may be sent.
   *
   * Tells as soon as it is known that there is no turn before the deadline; rejects with the signal's reason when that
   * is aborted.
   */
  turn(signal: AbortSignal): Promise<Turn | NoTurn>;
  /** The question has ended. */
  leave(): void;
}
