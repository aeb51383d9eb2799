import { once } from "node:events";
import { join } from "node:path";
import * as threads from "node:worker_threads";
import { CLOSED, openSignal, SIGNAL } from "../../../src/lookup/thread/messages";

const ports: threads.MessagePort[] = [];

afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

/** Watches a worker within this thread, until the worker has ended; gives what is told of it. */
async function supervised(worker: string, pending = 1, resourceLimits: threads.ResourceLimits = {}) {
  const { port1: questions, port2: replies } = new threads.MessageChannel();
  const { port1: heard, port2: troubles } = new threads.MessageChannel();
  ports.push(questions, heard);
  const signal = openSignal();
  Atomics.store(signal, SIGNAL.pending, pending);
  const reasons: string[] = [];
  heard.on("message", ({ reason }) => reasons.push(reason));
  const workerFile = join(__dirname, "../../fixtures/workers", `${worker}.js`);
  const workerData = { workerFile, resourceLimits, replies, troubles, signal };
  jest.isolateModules(() => {
    jest.doMock("node:worker_threads", () => ({ ...threads, workerData }));
    require("../../../src/lookup/thread/supervisor");
  });
  jest.dontMock("node:worker_threads");
  questions.postMessage({ id: 1 });
  await once(heard, "close");
  return { reasons, rung: Atomics.load(signal, SIGNAL.messages), pending: Atomics.load(signal, SIGNAL.pending) };
}

test.each([
  ["exits", ["it ended with code 7 before it answered"]],
  ["exits-well", ["it ended with code 0 before it answered"]],
  // An error of a thread is none of the world in which jest runs tests, and is shown whole.
  ["throws", [expect.stringContaining("out of luck at start"), "it ended with code 1 before it answered"]],
  ["throws-undefined", ["undefined was thrown", "it ended with code 1 before it answered"]],
])("of a worker that %s it is told why, and who waits is woken each time", async (worker, reasons) => {
  expect(await supervised(worker)).toEqual({ reasons, rung: reasons.length, pending: CLOSED });
});

test("of a worker that has answered all nothing is told when it ends, and it takes no further question", async () => {
  expect(await supervised("exits", 0)).toEqual({ reasons: [], rung: 0, pending: CLOSED });
});

test("a worker has the limits that it was given", async () => {
  const { reasons } = await supervised("tells-its-limits", 1, { maxOldGenerationSizeMb: 64 });

  expect(reasons[0]).toContain("at most 64 MB");
});
