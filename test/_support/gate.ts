import { once } from "node:events";
import { join } from "node:path";
import { Worker } from "node:worker_threads";

const [ARRIVED, OPEN] = [0, 1];
const LONGEST_MS = 20_000;

/** A server that answers only once its gate is open; it can be watched and opened without an event loop. */
export interface Gate {
  readonly env: Readonly<Record<string, string>>;
  /** Blocks until so many questions have arrived in all; `false` when they do not come, within 20 s if nothing else is said. */
  arrived(questions: number, longestMs?: number): boolean;
  /** Lets the answers out, those on hold and all later ones. */
  open(): void;
  close(): Promise<unknown>;
}

/** Starts a server with a closed gate, on a thread of its own. */
export async function startGate(): Promise<Gate> {
  const signal = new Int32Array(new SharedArrayBuffer(8));
  const worker = new Worker(join(__dirname, "../fixtures/gate.js"), { workerData: { signal, ARRIVED, OPEN } });
  const [endpoint] = (await once(worker, "message")) as [string];
  return {
    env: { DIJOBS_ENDPOINT: endpoint, ALIBABA_CLOUD_ACCESS_KEY_ID: "id", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "secret" },
    arrived: (questions, longestMs = LONGEST_MS) => {
      for (;;) {
        const seen = Atomics.load(signal, ARRIVED);
        if (seen >= questions) return true;
        if (Atomics.wait(signal, ARRIVED, seen, longestMs) === "timed-out") return false;
      }
    },
    open: () => {
      Atomics.store(signal, OPEN, 1);
      Atomics.notify(signal, OPEN);
    },
    close: () => worker.terminate(),
  };
}
