/** A thread that starts the worker, watches it, and tells the main thread why it cannot go on. */
import { type MessagePort, type ResourceLimits, Worker, workerData } from "node:worker_threads";
import { reasonOf } from "../../text/reason";
import { CLOSED, ring, SIGNAL, type Trouble } from "./messages";

const { workerFile, resourceLimits, replies, troubles, signal } = workerData as {
  workerFile: string;
  resourceLimits: ResourceLimits;
  replies: MessagePort;
  troubles: MessagePort;
  signal: Int32Array;
};

const worker = new Worker(workerFile, { workerData: { replies, signal }, transferList: [replies], resourceLimits });
worker.on("error", (error: unknown) => tell(reasonOf(error)));
worker.on("exit", (code) => {
  // From now on a query needs another worker.
  if (Atomics.exchange(signal, SIGNAL.pending, CLOSED) > 0) tell(`it ended with code ${code} before it answered`);
  troubles.close();
});

function tell(reason: string): void {
  troubles.postMessage({ reason } satisfies Trouble);
  ring(signal);
}
