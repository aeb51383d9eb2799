import { join } from "node:path";
import { Bridge } from "../../dist/lookup/thread/bridge";
import { canonicalQuery } from "../../src/model/query";
import { failure } from "../_support/failure";

const fixture = (name: string) =>
  new Bridge(join(__dirname, "../fixtures/workers", `${name}.js`), { maxOldGenerationSizeMb: 64 });
const query = (jobNameLike: string) => canonicalQuery({ regionId: "cn-shanghai", projectId: 1, jobNameLike });
const options = { env: {}, timeoutMs: 30_000, maxAttempts: 1 };

afterEach(() => jest.restoreAllMocks());

test.each([
  ["missing", /Cannot find module .*missing\.js/],
  ["throws", /out of luck at start/],
  ["exits", /ended with code 7/],
  ["exhausts-memory", /memory/],
])("a worker that %s is an error with its reason, not a hang", (name, reason) => {
  const bridge = fixture(name);

  const error = failure(() => bridge.ask(query("x"), options).wait());

  expect(error.code).toBe("WorkerFailed");
  expect(error.message).toMatch(reason);
});

test("a worker that never answers is an error once the deadline and its grace have passed", () => {
  const ticket = fixture("silent").ask(query("x"), { ...options, timeoutMs: 1 });

  const error = failure(() => ticket.wait());

  expect(error.code).toBe("WorkerFailed");
  expect(error.message).toContain("did not answer before the deadline");
});

test("a clock that is set forward meanwhile ends no wait", () => {
  const ticket = fixture("answers").ask(query("a"), options);
  const dateNow = Date.now;
  jest.spyOn(Date, "now").mockImplementation(() => dateNow() + 3_600_000);

  expect(ticket.wait().jobs).toMatchObject([{ jobName: "a" }]);
});

test("answers are told apart, in whatever order they are waited for", () => {
  const bridge = fixture("answers");
  const first = bridge.ask(query("a"), options);
  const second = bridge.ask(query("b"), options);

  expect(second.wait().jobs).toMatchObject([{ jobName: "b" }]);
  expect(first.wait().jobs).toMatchObject([{ jobName: "a" }]);
});

test("a question after the worker has ended itself starts another one", () => {
  const bridge = fixture("answers");
  bridge.ask(query("last"), options).wait();

  expect(bridge.ask(query("next"), options).wait().jobs).toMatchObject([{ jobName: "next" }]);
});

test("a question after a failed worker starts another one", () => {
  const bridge = fixture("exits");
  failure(() => bridge.ask(query("x"), options).wait());

  expect(failure(() => bridge.ask(query("x"), options).wait()).message).toContain("ended with code 7");
});
