import { existsSync } from "node:fs";
import { join } from "node:path";
import { MessageChannel, type ResourceLimits, Worker } from "node:worker_threads";
import { Countdown } from "../../client/countdown";
import type { ClientOptions } from "../../client/list-jobs";
import { DataWorksError } from "../../errors/error";
import { workerFailed } from "../../errors/lookup";
import type { Listing } from "../../model/listing";
import type { AskedQuery } from "../../model/query";
import { reasonOf } from "../../text/reason";
import { arrivingAnswer } from "./arriving-answer";
import { inheritedOptions } from "./inherited-options";
import { type AnswerMessage, openSignal, type QueryMessage, SIGNAL, type Trouble } from "./messages";
import { PolledPort } from "./polled-port";

/** How much longer than a lookup may take this thread waits for it: a worker starts, and says that its time is up. */
const GRACE_MS = 5_000;

/** What the threads run, and how much memory the worker may have. */
export interface Threads {
  readonly supervisorFile?: string;
  readonly workerFile?: string;
  readonly resourceLimits?: ResourceLimits;
}

/**
 * The connection to one worker, from its start to its end.
 *
 * While this thread waits it gets no events, so a small supervisor thread starts the worker, watches it, and tells why
 * it failed; that the supervisor itself has ended shows at its port.
 */
export class Connection {
  readonly #signal = openSignal();
  readonly #worker: PolledPort;
  readonly #supervisor: PolledPort;
  readonly #end: () => void;
  readonly #arriving = new Map<number, ReturnType<typeof arrivingAnswer>>();
  readonly #answers = new Map<number, Listing | DataWorksError | undefined>();
  #failure: DataWorksError | undefined;
  #lastId = 0;

  constructor(threads: Threads) {
    const {
      supervisorFile = join(__dirname, "supervisor.js"),
      workerFile = join(__dirname, "worker.js"),
      resourceLimits = {},
    } = threads;
    const { port1: worker, port2: replies } = new MessageChannel();
    const { port1: supervisor, port2: troubles } = new MessageChannel();
    this.#worker = new PolledPort(worker);
    this.#supervisor = new PolledPort(supervisor);
    const thread = new Worker(supervisorFile, {
      workerData: { workerFile, resourceLimits, replies, troubles, signal: this.#signal },
      transferList: [replies, troubles],
      ...inheritedOptions(),
    });
    // Without a listener the event would end the process.
    thread.on("error", (error: unknown) => this.#fail(reasonOf(error)));
    thread.unref();
    this.#end = () => void thread.terminate();
    // That it has ended would be seen, but not why.
    if (!existsSync(supervisorFile)) this.#fail(`there is no file '${supervisorFile}'`);
  }

  /** Counts one more query, unless the worker has ended, or has decided to. */
  claim(): boolean {
    this.#receive({ isSilent: true });
    return this.#failure === undefined && Atomics.add(this.#signal, SIGNAL.pending, 1) >= 0;
  }

  /** Sends a query that was counted; the result waits for its answer. */
  ask(query: AskedQuery, options: ClientOptions): () => Listing {
    this.#lastId += 1;
    const id = this.#lastId;
    this.#arriving.set(id, arrivingAnswer());
    this.#worker.post({ id, query, options } satisfies QueryMessage);
    return () => this.#wait(id, options.timeoutMs);
  }

  #wait(id: number, timeoutMs: number): Listing {
    const countdown = () => new Countdown(timeoutMs + GRACE_MS, () => performance.now());
    let left = countdown();
    let waited = Atomics.load(this.#signal, SIGNAL.waiting);
    for (let isSilent = false; ; ) {
      const seen = Atomics.load(this.#signal, SIGNAL.messages);
      this.#receive({ isSilent });
      const answer = this.#answers.get(id) ?? this.#failure;
      if (DataWorksError.is(answer)) throw answer;
      if (answer !== undefined) return answer;
      if (waited !== Atomics.load(this.#signal, SIGNAL.waiting)) {
        // It waits for others: its own time is still to come.
        waited = Atomics.load(this.#signal, SIGNAL.waiting);
        left = countdown();
      }
      const sliceMs = left.sliceMs();
      if (sliceMs <= 0) this.#fail("it did not answer before the deadline");
      else isSilent = Atomics.wait(this.#signal, SIGNAL.messages, seen, sliceMs) === "timed-out";
    }
  }

  /** Takes in everything that has arrived; an answer counts also when its worker has failed since. */
  #receive({ isSilent }: { readonly isSilent: boolean }): void {
    for (const { reason } of this.#supervisor.received() as Trouble[]) this.#fail(reason);
    if (isSilent && this.#supervisor.isAbandoned()) this.#fail("the thread that watches it has ended");
    for (const reply of this.#worker.received() as AnswerMessage[])
      this.#answers.set(reply.id, this.#arriving.get(reply.id)?.(reply));
  }

  #fail(reason: string): void {
    this.#failure ??= workerFailed(reason);
    this.#end();
  }
}
