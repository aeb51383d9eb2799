/** A thread that starts the worker, watches it, and tells the main thread why it cannot go on. */
import { type MessagePort, Worker, workerData } from "node:worker_threads";
import { ring, SIGNAL, type Trouble } from "./messages";

const { workerFile, replies, troubles, signal } = workerData as {
  workerFile: string;
  replies: MessagePort;
  troubles: MessagePort;
  signal: Int32Array;
};

Atomics.store(signal, SIGNAL.started, 1);
ring(signal);

const worker = new Worker(workerFile, { workerData: { replies, signal }, transferList: [replies] });
worker.on("error", (error) => tell(error.message));
worker.on("exit", (code) => {
  if (Atomics.load(signal, SIGNAL.pending) > 0) tell(`it ended with code ${code} before it answered`);
  troubles.close();
});

function tell(reason: string): void {
  troubles.postMessage({ reason } satisfies Trouble);
  ring(signal);
}
