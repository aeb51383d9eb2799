/** A thread that starts the worker, watches it, and tells the main thread why it cannot go on. */
import { type MessagePort, type ResourceLimits, Worker, workerData } from "node:worker_threads";
import { ring, SIGNAL, type Trouble } from "./messages";

const { workerFile, resourceLimits, replies, troubles, signal } = workerData as {
  workerFile: string;
  resourceLimits: ResourceLimits;
  replies: MessagePort;
  troubles: MessagePort;
  signal: Int32Array;
};

Atomics.store(signal, SIGNAL.started, 1);
ring(signal);

const worker = new Worker(workerFile, { workerData: { replies, signal }, transferList: [replies], resourceLimits });
worker.on("error", (error) => tell(error.message));
worker.on("exit", (code) => {
  if (Atomics.load(signal, SIGNAL.pending) > 0) tell(`it ended with code ${code} before it answered`);
  troubles.close();
});

function tell(reason: string): void {
  troubles.postMessage({ reason } satisfies Trouble);
  ring(signal);
}
