import { listDiJobs } from "../../src/lookup/list-di-jobs";
import type { ListDiJobsOptions } from "../../src/lookup/list-di-jobs-options";
import type { QueryProps } from "../../src/model/query";
import { type EmulatedService, openService } from "../_support/emulated-service";

let emulated: EmulatedService;
// With either of them it asks on a thread, of which only the compiled package has a file.
const { DEBUG: _debug, NODE_DEBUG: _nodeDebug, ...environment } = process.env;

beforeAll(async () => {
  emulated = await openService([
    { jobName: "orders", diJobId: "7" },
    { jobName: "crm", diJobId: "5" },
  ]);
});
beforeEach(() => {
  process.env = { ...environment };
});
afterAll(() => emulated.close());

async function names(query: QueryProps, options?: ListDiJobsOptions): Promise<string[]> {
  const found: string[] = [];
  for await (const { jobName } of listDiJobs(query, options)) found.push(jobName);
  return found;
}

const WORKSPACE = { regionId: "cn-shanghai", projectId: 1967 };

test("every job of the answer is handed out, by id", async () => {
  const { env, endpoint = "" } = emulated.options;

  expect(await names(WORKSPACE, { env, endpoint })).toEqual(["crm", "orders"]);
  expect(await names({ ...WORKSPACE, jobNameLike: "ord" }, { env, endpoint })).toEqual(["orders"]);
});

test("the environment says where, as whom, and in which region to ask: that of the process, or another one", async () => {
  const { env, endpoint = "" } = emulated.options;
  const given = { ...env, DIJOBS_ENDPOINT: endpoint, ALIBABA_CLOUD_REGION_ID: "cn-shanghai" };

  expect(await names({ projectId: 1967 }, { env: given })).toEqual(["crm", "orders"]);
  process.env = { ...environment, ...given };
  expect(await names({ projectId: 1967 })).toEqual(["crm", "orders"]);
  await expect(names({ projectId: 1967 }, { env: {} })).rejects.toThrow("regionId");
});

test.each<[string, QueryProps, object, string]>([
  ["a question", { ...WORKSPACE, jobNamelike: "x" } as QueryProps, {}, "listDiJobs has no 'jobNamelike'"],
  ["an option", WORKSPACE, { endpiont: "x" }, "listDiJobs has no 'endpiont'"],
  ["an environment", WORKSPACE, { env: { HOME: 1 } }, "HOME cannot be '1'"],
  ["a network", WORKSPACE, { network: "intranet" }, "network cannot be 'intranet'"],
  ["a profile", WORKSPACE, { profile: 1 }, "profile cannot be '1'"],
  ["a setting", WORKSPACE, { env: { DIJOBS_TIMEOUT_MS: "soon" } }, "DIJOBS_TIMEOUT_MS cannot be 'soon'"],
])("%s that is none is refused when the first job is asked for", async (_, query, options, says) => {
  await expect(names(query, options)).rejects.toMatchObject({
    code: "InvalidArgument",
    message: expect.stringContaining(says),
  });
});

test("a profile that no file has is refused by its name", async () => {
  await expect(names(WORKSPACE, { env: { HOME: "/nowhere" }, profile: "staging" })).rejects.toMatchObject({
    code: "NoCredentials",
    message: expect.stringContaining("'staging'"),
  });
});
