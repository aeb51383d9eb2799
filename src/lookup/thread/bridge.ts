import { existsSync } from "node:fs";
import { join } from "node:path";
import {
  MessageChannel,
  type MessagePort,
  type ResourceLimits,
  receiveMessageOnPort,
  Worker,
} from "node:worker_threads";
import type { ClientOptions } from "../../client/list-jobs";
import { DataWorksError } from "../../errors/error";
import { workerFailed } from "../../errors/lookup";
import type { DiJob } from "../../model/job";
import type { Listing } from "../../model/listing";
import type { DiJobsQuery } from "../../model/query";
import { type Question, type Reply, SIGNAL, type Trouble } from "./messages";

/** A question that was asked and whose answer can be waited for. */
export interface Ticket {
  /**
   * Blocks this thread until the answer is there.
   *
   * @throws DataWorksError what the lookup failed with, or `WorkerFailed`.
   */
  wait(): Listing;
}

/** How long a worker may take to start, and to say that its own deadline has passed. */
const GRACE_MS = 5_000;

const SUPERVISOR_FILE = join(__dirname, "supervisor.js");

/**
 * Runs lookups on a worker thread and lets this thread wait for them without an event loop.
 *
 * A thread that waits gets no events, so it could never learn that a worker failed to start or
 * died. A small supervisor thread starts the worker, watches it, and rings when it fails. The
 * worker ends itself when it is idle; the next question starts a new one.
 */
export class Bridge {
  #line: Line | undefined;

  constructor(
    private readonly workerFile: string = join(__dirname, "worker.js"),
    private readonly resourceLimits: ResourceLimits = {},
  ) {}

  /** Hands a question to the worker and returns at once. */
  ask(query: DiJobsQuery, options: ClientOptions): Ticket {
    if (this.#line === undefined || !this.#line.claim()) this.#line = new Line(this.workerFile, this.resourceLimits);
    return this.#line.ask(query, options);
  }
}

/** The connection to one worker, from its start to its end. */
class Line {
  readonly #signal = new Int32Array(new SharedArrayBuffer(SIGNAL.size * Int32Array.BYTES_PER_ELEMENT));
  readonly #replies: MessagePort;
  readonly #troubles: MessagePort;
  readonly #startBeforeMs = performance.now() + GRACE_MS;
  readonly #jobs = new Map<number, DiJob[]>();
  readonly #answers = new Map<number, Listing | DataWorksError>();
  #failure: DataWorksError | undefined;
  #lastId = 0;

  constructor(workerFile: string, resourceLimits: ResourceLimits) {
    const replies = new MessageChannel();
    const troubles = new MessageChannel();
    this.#replies = replies.port1;
    this.#troubles = troubles.port1;
    Atomics.store(this.#signal, SIGNAL.pending, 1);
    // A thread that waits would learn of a missing file only when the time to start is over.
    if (!existsSync(SUPERVISOR_FILE)) this.#failure = workerFailed(`there is no file '${SUPERVISOR_FILE}'`);
    const supervisor = new Worker(SUPERVISOR_FILE, {
      workerData: {
        workerFile,
        resourceLimits,
        replies: replies.port2,
        troubles: troubles.port2,
        signal: this.#signal,
      },
      transferList: [replies.port2, troubles.port2],
      ...threadOptions(),
    });
    // Reported by the wait; without a listener the event would end the process.
    supervisor.on("error", (error) => {
      this.#failure ??= workerFailed(error.message, error);
    });
    supervisor.unref();
  }

  /** Counts one more question, unless the worker has decided to end or has failed. */
  claim(): boolean {
    this.#receive();
    return this.#failure === undefined && Atomics.add(this.#signal, SIGNAL.pending, 1) >= 0;
  }

  ask(query: DiJobsQuery, options: ClientOptions): Ticket {
    this.#lastId += 1;
    const id = this.#lastId;
    this.#jobs.set(id, []);
    const deadlineMs = performance.now() + options.timeoutMs + GRACE_MS;
    this.#replies.postMessage({ id, query, options } satisfies Question);
    return { wait: () => this.#wait(id, deadlineMs) };
  }

  #wait(id: number, deadlineMs: number): Listing {
    for (;;) {
      const seen = Atomics.load(this.#signal, SIGNAL.messages);
      this.#receive();
      const answer = this.#answers.get(id) ?? this.#failure;
      if (answer !== undefined) {
        if (DataWorksError.is(answer)) throw answer;
        return answer;
      }
      const started = Atomics.load(this.#signal, SIGNAL.started) === 1;
      const remainingMs = (started ? deadlineMs : Math.min(deadlineMs, this.#startBeforeMs)) - performance.now();
      if (remainingMs <= 0)
        throw workerFailed(
          started ? "it did not answer before the deadline" : `it did not start within ${GRACE_MS} ms`,
        );
      Atomics.wait(this.#signal, SIGNAL.messages, seen, remainingMs);
    }
  }

  /** Takes in everything that has arrived. */
  #receive(): void {
    for (let got = receiveMessageOnPort(this.#replies); got; got = receiveMessageOnPort(this.#replies))
      this.#take(got.message as Reply);
    const trouble = receiveMessageOnPort(this.#troubles)?.message as Trouble | undefined;
    if (trouble !== undefined) this.#failure ??= workerFailed(trouble.reason);
  }

  #take(reply: Reply): void {
    if ("error" in reply) this.#answers.set(reply.id, DataWorksError.from(reply.error));
    else if ("rest" in reply) this.#answers.set(reply.id, { ...reply.rest, jobs: this.#jobs.get(reply.id) ?? [] });
    else this.#jobs.get(reply.id)?.push(...reply.jobs);
  }
}

/**
 * What a thread inherits: no flags, because loaders of the main thread only slow it down, and an environment
 * without `NODE_OPTIONS`, for the same reason, and without `DEBUG`, which makes the transport print the signature.
 */
function threadOptions() {
  const { DEBUG: _debug, NODE_OPTIONS: _flags, ...env } = process.env;
  return { execArgv: [], env };
}
