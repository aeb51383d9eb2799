import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import { Connection } from "../../../src/lookup/thread/connection";
import { SIGNAL } from "../../../src/lookup/thread/messages";
import { canonicalQuery } from "../../../src/model/query";
import { failure } from "../../_support/failure";

const SPEAKS = join(__dirname, "../../fixtures/supervisors/speaks.js");
const query = canonicalQuery({ regionId: "cn-shanghai", projectId: 1, jobNameLike: "a" });
const options = { env: {}, timeoutMs: 1, maxAttempts: 1 };

const started: Worker[] = [];
const note = (message: unknown) => void started.push((message as { worker: Worker }).worker);

beforeAll(() => subscribe("worker_threads", note));
afterAll(() => unsubscribe("worker_threads", note));

afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(started.splice(0).map((thread) => thread.terminate()));
});

const connectTo = (way: string) => new Connection({ supervisorFile: SPEAKS, workerFile: way });

/** Lets time pass at once where a thread waits; gives how long it waited each time. */
function passingTime(atEachWait: (signal: Int32Array, wait: number) => void = () => {}): number[] {
  const slices: number[] = [];
  let nowMs = 0;
  jest.spyOn(performance, "now").mockImplementation(() => nowMs);
  jest.spyOn(Atomics, "wait").mockImplementation((signal: Int32Array | BigInt64Array, ...rest: unknown[]) => {
    const [, , sliceMs] = rest as [number, number, number];
    slices.push(sliceMs);
    nowMs += sliceMs;
    if (signal instanceof Int32Array) atEachWait(signal, slices.length);
    return "timed-out";
  });
  return slices;
}

test("who gets no answer waits for five seconds more than a lookup may take, a quarter of a second each time", () => {
  const slices = passingTime();

  const error = failure(connectTo("silent").ask(query, options));

  expect(error).toMatchObject({ code: "WorkerFailed" });
  expect(error.message).toContain("the thread that asks the API failed: it did not answer before the deadline\n");
  expect(slices).toEqual([...Array.from({ length: 20 }, () => 250), 1]);
});

test("the time in which a question waits for others is not its own", () => {
  const slices = passingTime((signal, wait) => wait <= 30 && Atomics.add(signal, SIGNAL.waiting, 1));

  const error = failure(connectTo("silent").ask(query, options));

  expect(error.message).toContain("it did not answer before the deadline");
  expect(slices).toHaveLength(30 + 21);
});

test("a thread that has ended without a word takes no further question", async () => {
  const connection = connectTo("answers, and ends");
  expect(connection.ask(query, { ...options, timeoutMs: 60_000 })().jobs).toHaveLength(2);
  const [thread] = started;
  if (thread && thread.threadId !== -1) await once(thread, "exit");

  expect(connection.claim()).toBe(false);
  expect(connection.claim()).toBe(false);
});

test("one that throws is the error of whoever asks, and of nobody else", async () => {
  const connection = new Connection({ supervisorFile: join(__dirname, "../../fixtures/workers/throws.js") });
  const [thread] = started;
  await new Promise((resolve) => thread?.once("exit", resolve));

  expect(failure(connection.ask(query, options)).message).toContain("out of luck at start");
});

test("one that failed has been ended", async () => {
  passingTime();
  failure(connectTo("silent").ask(query, options));
  const [thread] = started;

  // It would go on for ever.
  if (thread && thread.threadId !== -1) await once(thread, "exit");

  expect(thread?.threadId).toBe(-1);
});
