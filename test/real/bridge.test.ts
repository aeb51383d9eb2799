import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import { Bridge } from "../../dist/lookup/thread/bridge";
import { canonicalQuery } from "../../src/model/query";
import { failure } from "../_support/failure";

const fixture = (kind: "workers" | "supervisors", name: string) => join(__dirname, "../fixtures", kind, `${name}.js`);
const bridgeTo = (worker: string) =>
  new Bridge({ workerFile: fixture("workers", worker), resourceLimits: { maxOldGenerationSizeMb: 64 } });
const query = (jobNameLike: string) => canonicalQuery({ regionId: "cn-shanghai", projectId: 1, jobNameLike });
const options = { env: {}, timeoutMs: 30_000, maxAttempts: 1 };

/** Whoever notices nothing says, after the deadline, that nothing was answered: so each reason below was noticed before. */
const NOTICED_NOTHING = "it did not answer before the deadline";

afterEach(() => jest.restoreAllMocks());

test.each([
  ["missing", /Cannot find module .*missing\.js/],
  ["throws", /out of luck at start/],
  ["throws-undefined", /undefined was thrown/],
  ["rejects", /null/],
  ["exits", /ended with code 7/],
  ["exits-well", /ended with code 0/],
  ["exhausts-memory", /memory/],
])("a worker that %s is an error with its reason, not a hang", (name, reason) => {
  const error = failure(bridgeTo(name).ask(query("x"), options));

  expect(error.code).toBe("WorkerFailed");
  expect(error.message).toMatch(reason);
  expect(error.message).not.toContain(NOTICED_NOTHING);
});

test.each(["ends", "exits", "throws-undefined", "dies-later"])(
  "a supervisor that %s is noticed, at whatever moment, although nobody is left to say so",
  (name) => {
    const bridge = new Bridge({
      supervisorFile: fixture("supervisors", name),
      workerFile: fixture("workers", "silent"),
    });

    const error = failure(bridge.ask(query("x"), options));

    expect(error.code).toBe("WorkerFailed");
    expect(error.message).toContain("the thread that watches it has ended");
  },
);

test("a package without its supervisor is told by the name of the file", () => {
  const error = failure(new Bridge({ supervisorFile: "/nowhere/supervisor.js" }).ask(query("x"), options));

  expect(error.message).toContain("there is no file '/nowhere/supervisor.js'");
});

test("a worker that never answers is an error once the deadline and its grace have passed, for all who wait", () => {
  const bridge = bridgeTo("silent");
  const waits = [
    bridge.ask(query("x"), { ...options, timeoutMs: 1 }),
    bridge.ask(query("y"), { ...options, timeoutMs: 600_000 }),
  ];

  // The second has ten minutes, and does not take them: the same thread owes both answers.
  const errors = waits.map((wait) => failure(wait));

  for (const { code, message } of errors)
    expect({ code, message }).toEqual({ code: "WorkerFailed", message: expect.stringContaining(NOTICED_NOTHING) });
});

test("a question that waits for others in its worker is waited for beyond its own time", () => {
  const wait = bridgeTo("waits-for-others").ask(query("a"), { ...options, timeoutMs: 1 });

  expect(wait().jobs).toMatchObject([{ jobName: "a" }]);
});

test("a clock that is set forward meanwhile ends no wait", () => {
  const wait = bridgeTo("answers").ask(query("a"), options);
  const dateNow = Date.now;
  jest.spyOn(Date, "now").mockImplementation(() => dateNow() + 3_600_000);

  expect(wait().jobs).toMatchObject([{ jobName: "a" }]);
});

test("hours between question and wait, or during the wait, in which the process stood still end no wait", () => {
  const now = performance.now.bind(performance);
  let looks = 0;
  jest.spyOn(performance, "now").mockImplementation(() => now() + 3_600_000 * looks++);

  expect(bridgeTo("answers").ask(query("a"), { ...options, timeoutMs: 1 })().jobs).toMatchObject([{ jobName: "a" }]);
});

test("answers are told apart, in whatever order they are waited for", () => {
  const bridge = bridgeTo("answers");
  const first = bridge.ask(query("a"), options);
  const second = bridge.ask(query("b"), options);

  expect(second().jobs).toMatchObject([{ jobName: "b" }]);
  expect(first().jobs).toMatchObject([{ jobName: "a" }]);
});

test("a question after the worker has ended itself starts another one", () => {
  const bridge = bridgeTo("answers");
  bridge.ask(query("last"), options)();

  expect(bridge.ask(query("next"), options)().jobs).toMatchObject([{ jobName: "next" }]);
});

test("a question after a worker that died while nothing was asked starts another one", async () => {
  const supervisors: Worker[] = [];
  const remember = (message: unknown) => supervisors.push((message as { worker: Worker }).worker);
  subscribe("worker_threads", remember);
  const bridge = bridgeTo("answers-then-dies");
  const first = bridge.ask(query("first"), options);
  unsubscribe("worker_threads", remember);
  expect(first().jobs).toMatchObject([{ jobName: "first" }]);
  await Promise.all(supervisors.map((supervisor) => once(supervisor, "exit")));

  expect(bridge.ask(query("next"), options)().jobs).toMatchObject([{ jobName: "next" }]);
});

test("a question after a failed worker starts another one", () => {
  const bridge = bridgeTo("exits");
  failure(bridge.ask(query("x"), options));

  expect(failure(bridge.ask(query("x"), options)).message).toContain("ended with code 7");
});
