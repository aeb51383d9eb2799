import type { MessagePort } from "node:worker_threads";
import { SLICE_MS } from "../../client/countdown";
import type { listJobs } from "../../client/list-jobs";
import { DataWorksError, type ErrorData } from "../../errors/error";
import { workerFailed } from "../../errors/lookup";
import { reasonOf } from "../../text/reason";
import { type AnswerMessage, CLOSED, type QueryMessage, ring, SIGNAL } from "./messages";

/**
 * Longer than the second for which the server counts a call: the pace of the next worker would know nothing of it.
 * Short enough for workers not to pile up in a test run.
 */
const IDLE_MS = 1_200;

/** Jobs sent at once: a whole listing in one message would need its memory twice. */
const PORTION = 100;

/** Where questions come from and answers go, and what both sides watch. */
interface Line {
  readonly replies: MessagePort;
  readonly signal: Int32Array;
}

/** Answers the questions of the main thread, until nothing was asked for a while. */
export function answerQueries({ replies, signal }: Line, list: typeof listJobs): void {
  let idle: NodeJS.Timeout | undefined;
  const waiting = new Map<number, NodeJS.Timeout>();

  replies.on("message", (asked: QueryMessage) => {
    clearTimeout(idle);
    void answer(asked).finally(() => {
      if (Atomics.sub(signal, SIGNAL.pending, 1) === 1) idle = setTimeout(endIfIdle, IDLE_MS);
    });
  });

  async function answer({ id, query, options }: QueryMessage): Promise<void> {
    try {
      const { jobs, ...rest } = await list(query, { ...options, onWaiting: (is) => tellWaiting(id, is) });
      for (let start = 0; start < jobs.length; start += PORTION) send({ id, jobs: jobs.slice(start, start + PORTION) });
      send({ id, rest });
    } catch (error) {
      send({ id, error: errorData(error) });
    } finally {
      tellWaiting(id, false);
    }
  }

  /** The main thread counts the time, too. */
  function tellWaiting(id: number, isWaiting: boolean): void {
    clearInterval(waiting.get(id));
    if (isWaiting)
      waiting.set(
        id,
        setInterval(() => void Atomics.add(signal, SIGNAL.waiting, 1), SLICE_MS),
      );
    else waiting.delete(id);
  }

  function send(reply: AnswerMessage): void {
    replies.postMessage(reply);
    ring(signal);
  }

  function endIfIdle(): void {
    if (Atomics.compareExchange(signal, SIGNAL.pending, 0, CLOSED) === 0) replies.close();
  }
}

function errorData(error: unknown): ErrorData {
  if (DataWorksError.is(error)) return error.toJSON();
  return workerFailed(reasonOf(error)).toJSON();
}
