import { join } from "node:path";
import { Bridge } from "../../../src/lookup/thread/bridge";
import { canonicalQuery } from "../../../src/model/query";
import { failure } from "../../_support/failure";

const fixture = (name: string) => join(__dirname, "../../fixtures/supervisors", `${name}.js`);
const query = (jobNameLike: string) => canonicalQuery({ regionId: "cn-shanghai", projectId: 1, jobNameLike });
const options = { env: { A: "b" }, timeoutMs: 30_000, maxAttempts: 1 };

/** A bridge to a thread that does so. */
function bridgeTo(way: string) {
  const bridge = new Bridge({ supervisorFile: fixture("speaks"), workerFile: way });
  return (name: string) => bridge.ask(query(name), options);
}

test("a question arrives with its options, and its answer is put together again", () => {
  const listing = bridgeTo("answers")("a")();

  expect(listing).toEqual({
    query: query("a"),
    jobs: [{ jobName: "a_1" }, { jobName: "a_2" }],
    source: "live",
    calls: expect.any(Number),
    unknownValues: [JSON.stringify(options)],
  });
});

test("answers are told apart, in whatever order they come and are waited for", () => {
  for (const way of ["answers", "in reverse"]) {
    const ask = bridgeTo(way);
    const [first, second] = [ask("a"), ask("b")];

    expect(second().jobs).toEqual([{ jobName: "b_1" }, { jobName: "b_2" }]);
    expect(first().jobs).toEqual([{ jobName: "a_1" }, { jobName: "a_2" }]);
  }
});

test("one thread answers all questions as long as it goes on, and another one when it has closed", () => {
  const threads = (way: string) => {
    const ask = bridgeTo(way);
    return new Set(["a", "b"].map((name) => ask(name)().calls)).size;
  };

  expect(threads("answers")).toBe(1);
  expect(threads("answers, and closes")).toBe(2);
});

test("a refusal that was answered is that error again", () => {
  const error = failure(bridgeTo("refuses")("a"));

  expect(error).toMatchObject({ code: "AccessDenied", statusCode: 403, message: "no" });
});

test("what the thread that watches tells is the error of all who wait, and the next question has another thread", () => {
  const ask = bridgeTo("troubles");
  const waits = [ask("a"), ask("b")];

  const [first, second] = waits.map((wait) => failure(wait));

  expect(first).toMatchObject({ code: "WorkerFailed", message: expect.stringContaining("failed: out of luck\n") });
  expect(second).toBe(first);
  expect(failure(ask("c"))).not.toBe(first);
});

test.each([
  ["has ended", fixture("ends"), "the thread that watches it has ended"],
  ["is not there", "/nowhere/supervisor.js", "there is no file '/nowhere/supervisor.js'"],
])("a thread that %s is an error that says so", (_, supervisorFile, reason) => {
  const ask = new Bridge({ supervisorFile }).ask(query("a"), options);

  expect(failure(ask).message).toContain(`the thread that asks the API failed: ${reason}`);
});
