import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import { DataWorksError } from "../../../src/errors/error";
import { listUnprinted } from "../../../src/lookup/thread/unprinted-listing";
import { canonicalQuery } from "../../../src/model/query";

const SPEAKS = join(__dirname, "../../fixtures/workers/speaks.js");
const options = { env: { ALIBABA_CLOUD_ACCESS_KEY_SECRET: "a-secret" }, timeoutMs: 30_000, maxAttempts: 4 };
const query = (way: string) => canonicalQuery({ regionId: "cn-shanghai", projectId: 1, jobNameLike: way });
const environment = { ...process.env };

const started: Worker[] = [];
const note = (message: unknown) => void started.push((message as { worker: Worker }).worker);

beforeAll(() => subscribe("worker_threads", note));
afterAll(() => unsubscribe("worker_threads", note));
beforeEach(() => void started.splice(0));
afterEach(() => {
  process.env = { ...environment };
});

/** The error of a listing whose thread does so. */
async function failureOf(way: string, workerFile?: string): Promise<DataWorksError> {
  const error: unknown = await listUnprinted(query(way), options, workerFile).catch((thrown: unknown) => thrown);
  if (DataWorksError.is(error)) return error;
  throw new Error(`no failure of ours: ${error}`);
}

test("a thread that prints no request is asked what was asked, and its answer is put together", async () => {
  process.env = { DEBUG: "tea", NODE_DEBUG: "http", NODE_OPTIONS: "--no-warnings" };

  const listing = await listUnprinted(query("answers"), options, SPEAKS);

  const { unknownValues, ...rest } = listing;
  expect(rest).toEqual({
    query: query("answers"),
    jobs: [{ jobName: "a" }, { jobName: "b" }, { jobName: "c" }],
    source: "live",
  });
  // Without the variables that print, and without the question in what it is started with, which NODE_DEBUG=worker prints.
  expect(unknownValues.map((seen) => JSON.parse(seen))).toEqual([{ options, given: ["replies", "signal"] }]);
});

test("a refusal is that error", async () => {
  expect(await failureOf("refuses", SPEAKS)).toMatchObject({ code: "AccessDenied", statusCode: 403, message: "no" });
});

test.each([
  // An error of a thread is none of the world in which jest runs tests, and is shown whole.
  ["throws", /^the thread that asks the API failed: .*out of luck/],
  ["exits", /^the thread that asks the API failed: it ended with code 7 before it answered\n/],
])("a thread that %s is an error that says so", async (way, reason) => {
  const error = await failureOf(way, SPEAKS);

  expect(error.code).toBe("WorkerFailed");
  expect(error.message).toMatch(reason);
});

test("the thread is the one beside it, where no other is named", async () => {
  const { message } = await failureOf("answers");

  expect(message).toContain(`'${join(__dirname, "../../../src/lookup/thread/worker.js")}'`);
});

test.each(["answers", "refuses"])("the thread has ended when it %s", async (way) => {
  await listUnprinted(query(way), options, SPEAKS).catch(() => {});

  expect(started.map(({ threadId }) => threadId)).toEqual([-1]);
});
