import { once } from "node:events";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import type { listJobs } from "../../../src/client/list-jobs";
import { accessDenied } from "../../../src/errors/call";
import { answerQueries } from "../../../src/lookup/thread/answering";
import { type AnswerMessage, CLOSED, type QueryMessage, SIGNAL } from "../../../src/lookup/thread/messages";
import type { Listing } from "../../../src/model/listing";
import { canonicalQuery } from "../../../src/model/query";
import { call } from "../../_support/error-samples";
import { job } from "../../_support/lookups";

const query = canonicalQuery({ regionId: "cn-shanghai", projectId: "1967" });
const options = { env: { HOME: "/nowhere" }, timeoutMs: 30_000, maxAttempts: 4 };

const listing = (count: number): Listing => ({
  query,
  jobs: Array.from({ length: count }, (_, index) => job(String(index + 1), `job_${index + 1}`)),
  observedAt: "2026-01-31T08:00:00Z",
  source: "live",
  verified: true,
  calls: 3,
  throttledCalls: 0,
  unknownValues: [],
});

const ports: MessagePort[] = [];

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ["nextTick", "setImmediate", "queueMicrotask", "performance", "Date"] });
});

afterEach(() => {
  jest.useRealTimers();
  for (const port of ports.splice(0)) port.close();
});

/** Starts to answer in this thread; what is asked is counted, as the main thread does. */
function answering(list: typeof listJobs) {
  const { port1: near, port2: replies } = new MessageChannel();
  ports.push(near, replies);
  const signal = new Int32Array(new SharedArrayBuffer(SIGNAL.size * Int32Array.BYTES_PER_ELEMENT));
  const heard: AnswerMessage[] = [];
  near.on("message", (reply: AnswerMessage) => heard.push(reply));
  answerQueries({ replies, signal }, list);
  return {
    near,
    heard,
    told: (place: keyof typeof SIGNAL) => Atomics.load(signal, SIGNAL[place]),
    async ask(id: number): Promise<void> {
      Atomics.add(signal, SIGNAL.pending, 1);
      near.postMessage({ id, query, options } satisfies QueryMessage);
      while (Atomics.load(signal, SIGNAL.pending) > 0) await new Promise(setImmediate);
      await new Promise(setImmediate);
    },
  };
}

test.each([
  [0, []],
  [100, [100]],
  [201, [100, 100, 1]],
])(
  "%i jobs are sent in portions of a hundred, in their order, and then the rest of the answer",
  async (count, sizes) => {
    const { ask, heard, told } = answering(async () => listing(count));

    await ask(7);

    const { jobs, ...rest } = listing(count);
    const portions = heard.slice(0, -1).map((reply) => ("jobs" in reply ? reply.jobs : []));
    expect(portions.map(({ length }) => length)).toEqual(sizes);
    expect(portions.flat()).toEqual(jobs);
    expect(heard.at(-1)).toEqual({ id: 7, rest });
    expect(new Set(heard.map(({ id }) => id))).toEqual(new Set([7]));
    expect(told("messages")).toBe(heard.length);
  },
);

test("a question is asked as it came", async () => {
  const list = jest.fn<Promise<Listing>, Parameters<typeof listJobs>>(async () => listing(0));

  await answering(list).ask(1);

  expect(list.mock.calls).toEqual([[query, { ...options, onWaiting: expect.any(Function) }]]);
});

test("a failure is sent as it is, and whatever else was thrown as one of the thread", async () => {
  const denied = accessDenied(call("Forbidden: no", { requestId: "REQ-1", statusCode: 403, attempts: 1 }));
  const thrown: unknown[] = [denied, new RangeError("out of memory"), undefined];
  const { ask, heard } = answering(async () => {
    throw thrown.shift();
  });

  for (const id of [1, 2, 3]) await ask(id);

  expect(heard).toMatchObject([
    { id: 1, error: JSON.parse(JSON.stringify(denied)) },
    { id: 2, error: { code: "WorkerFailed", message: expect.stringContaining("failed: out of memory") } },
    { id: 3, error: { code: "WorkerFailed", message: expect.stringContaining("failed: undefined was thrown") } },
  ]);
});

test("as long as a question waits for others, and no longer, that is told again and again", async () => {
  const heardWaiting: number[] = [];
  const { ask, told } = answering(async (_, { onWaiting }) => {
    const passTime = () => {
      jest.advanceTimersByTime(1_000);
      heardWaiting.push(told("waiting"));
    };
    passTime();
    onWaiting?.(true);
    passTime();
    onWaiting?.(false);
    passTime();
    onWaiting?.(true);
    return listing(1);
  });

  await ask(1);
  jest.advanceTimersByTime(1_000);

  expect(heardWaiting).toEqual([0, 4, 4]);
  expect(told("waiting")).toBe(4);
});

test("it ends 1.2 s after the last answer, unless something was asked meanwhile", async () => {
  const { ask, near, told, heard } = answering(async () => listing(0));
  await ask(1);
  jest.advanceTimersByTime(1_199);
  await ask(2);
  jest.advanceTimersByTime(1_199);
  expect(told("pending")).toBe(0);

  const closed = once(near, "close");
  jest.advanceTimersByTime(1);

  expect(told("pending")).toBe(CLOSED);
  // However many questions are counted too late.
  expect(CLOSED).toBeLessThan(-1_000);
  await closed;
  expect(heard).toHaveLength(2);
});

test("it does not end while a question is on its way", async () => {
  const { near, told, ask } = answering(async () => listing(0));
  let isClosed = false;
  near.on("close", () => {
    isClosed = true;
  });
  await ask(1);
  // Counted, as the main thread does before it sends.
  const asked = ask(2);
  jest.advanceTimersByTime(10_000);

  await asked;

  expect({ isClosed, pending: told("pending") }).toEqual({ isClosed: false, pending: 0 });
});
