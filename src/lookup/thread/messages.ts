import type { ClientOptions } from "../../client/list-jobs";
import type { ErrorData } from "../../errors/error";
import type { DiJob } from "../../model/job";
import type { Listing } from "../../model/listing";
import type { AskedQuery } from "../../model/query";

/** What the main thread sends the worker. */
export interface QueryMessage {
  readonly id: number;
  readonly query: AskedQuery;
  readonly options: ClientOptions;
}

/** What the worker sends back: jobs in portions, then the rest of the listing; or a failure. */
export type AnswerMessage =
  | { readonly id: number; readonly jobs: readonly DiJob[] }
  | { readonly id: number; readonly rest: Omit<Listing, "jobs"> }
  | { readonly id: number; readonly error: ErrorData };

/** What the supervisor says when the worker cannot go on. */
export interface Trouble {
  readonly reason: string;
}

/** Places in the shared integers that both sides watch. */
export const SIGNAL = {
  /** Counts messages; the main thread sleeps on it. */
  messages: 0,
  /** Queries not answered yet; {@link CLOSED} once the worker has decided to end, or has ended. */
  pending: 1,
  /** Counts on as long as a query waits for others of its account; that is not its time. */
  waiting: 2,
  /** How many integers are shared. */
  size: 3,
} as const;

/** The shared integers of a worker that is about to have its first query. */
export function openSignal(): Int32Array {
  const signal = new Int32Array(new SharedArrayBuffer(SIGNAL.size * Int32Array.BYTES_PER_ELEMENT));
  Atomics.store(signal, SIGNAL.pending, 1);
  return signal;
}

/** Far below zero, so that a query counted too late cannot bring it back to zero. */
export const CLOSED = -1_000_000;

/** Wakes the main thread. */
export function ring(signal: Int32Array): void {
  Atomics.add(signal, SIGNAL.messages, 1);
  Atomics.notify(signal, SIGNAL.messages);
}
