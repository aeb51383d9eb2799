import type { ClientOptions } from "../../client/list-jobs";
import type { Listing } from "../../model/listing";
import type { AskedQuery } from "../../model/query";
import { Connection, type Threads } from "./connection";

/**
 * Runs lookups on a worker thread and lets this thread wait for them without an event loop.
 *
 * The worker ends itself when it is idle; the next query starts a new one.
 */
export class Bridge {
  readonly #threads: Threads;
  #connection: Connection | undefined;

  constructor(threads: Threads = {}) {
    this.#threads = threads;
  }

  /**
   * Hands a query to the worker and returns at once.
   *
   * @returns what blocks this thread until the answer is there; it throws what the lookup failed with, or `WorkerFailed`.
   */
  ask(query: AskedQuery, options: ClientOptions): () => Listing {
    if (!this.#connection?.claim()) this.#connection = new Connection(this.#threads);
    return this.#connection.ask(query, options);
  }
}
