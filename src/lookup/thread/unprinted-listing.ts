import { join } from "node:path";
import { MessageChannel, Worker } from "node:worker_threads";
import type { ClientOptions } from "../../client/list-jobs";
import { DataWorksError } from "../../errors/error";
import { workerFailed } from "../../errors/lookup";
import type { Listing } from "../../model/listing";
import type { AskedQuery } from "../../model/query";
import { reasonOf } from "../../text/reason";
import { arrivingAnswer } from "./arriving-answer";
import { inheritedOptions } from "./inherited-options";
import { type AnswerMessage, openSignal, type QueryMessage } from "./messages";

/** Whether requests of this thread are printed with their keys: Node.js and the SDK read that before anybody can stop it. */
export function printsRequests({ DEBUG, NODE_DEBUG } = process.env): boolean {
  return Boolean(DEBUG || NODE_DEBUG);
}

/**
 * Lists on a thread that prints no request, while this one goes on.
 *
 * @throws DataWorksError what the listing failed with, or `WorkerFailed`.
 */
export async function listUnprinted(
  query: AskedQuery,
  options: ClientOptions,
  workerFile = join(__dirname, "worker.js"),
): Promise<Listing> {
  const { port1: port, port2: replies } = new MessageChannel();
  const signal = openSignal();
  const thread = new Worker(workerFile, {
    workerData: { replies, signal },
    transferList: [replies],
    ...inheritedOptions(),
  });
  try {
    return await new Promise<Listing>((resolve, reject) => {
      const take = arrivingAnswer();
      port.on("message", (message: AnswerMessage) => {
        const answer = take(message);
        if (DataWorksError.is(answer)) reject(answer);
        else if (answer !== undefined) resolve(answer);
      });
      thread.on("error", (error: unknown) => reject(workerFailed(reasonOf(error))));
      thread.on("exit", (code) => reject(workerFailed(`it ended with code ${code} before it answered`)));
      // Not with what the thread is started with, which NODE_DEBUG=worker prints.
      port.postMessage({ id: 1, query, options } satisfies QueryMessage);
    });
  } finally {
    port.close();
    await thread.terminate();
  }
}
