import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { type Emulator, type Fault, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { type ClientOptions, listJobs } from "../../src/client/list-jobs";
import { canonicalQuery } from "../../src/model/query";

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator();
});

beforeEach(() => emulator.clearFaults());

afterAll(() => emulator.close());

const workspace = { regionId: "cn-shanghai", projectId: 1967 };

function options(): ClientOptions {
  const callsPerSecond = Number.POSITIVE_INFINITY;
  return { env: emulator.env, endpoint: emulator.endpoint, timeoutMs: 10_000, maxAttempts: 4, callsPerSecond };
}

test.each(["2020-05-18", "2024-05-18"] as const)("%s lists the jobs of the API page", async (apiVersion) => {
  const listing = await listJobs(canonicalQuery({ ...workspace, apiVersion }), options());

  expect(listing.jobs).toHaveLength(6);
  expect(listing.jobs[0]).toMatchObject({ diJobId: "16626", jobName: "mysql_to_holo_sync_8772", projectId: "1967" });
  expect(listing.jobs[0]?.owner).toBe(apiVersion === "2024-05-18" ? "1234567890123456" : undefined);
});

test.each(["2020-05-18", "2024-05-18"] as const)("%s selects by name, source and type alike", async (apiVersion) => {
  const filters = { jobNameLike: "to_holo", sourceDataSourceType: "MySQL", migrationType: "RealtimeIncremental" };

  const listing = await listJobs(canonicalQuery({ ...workspace, apiVersion, ...filters }), options());

  expect(listing.jobs.map((job) => job.jobName)).toEqual(["crm_to_holo", "stock_to_holo"]);
});

test.each<Fault>([
  { kind: "numbers-as-strings" },
  { kind: "unknown-fields" },
  { kind: "other-case" },
  { kind: "duplicate-name" },
])("a listing with $kind is complete all the same", async (fault) => {
  await emulator.setFaults([fault]);

  const listing = await listJobs(canonicalQuery(workspace), options());

  expect(listing.jobs).toHaveLength(6);
  expect(listing.jobs[0]).toMatchObject({ migrationType: "Full", jobStatus: "Finished" });
  expect(listing.unknownValues).toEqual([]);
});

test.each(["missing", "null"] as const)("an empty listing whose list is %s has no jobs", async (as) => {
  await emulator.setFaults([{ kind: "no-list", as }]);

  const listing = await listJobs(canonicalQuery({ ...workspace, projectId: 1 }), options());

  expect(listing).toMatchObject({ jobs: [], calls: 1 });
});

test("values that nobody documented are told once", async () => {
  await emulator.setFaults([{ kind: "unknown-values" }]);

  const listing = await listJobs(canonicalQuery(workspace), options());

  expect(listing.unknownValues).toEqual(["jobStatus 'Hibernating'", "migrationType 'api_Full'"]);
});

test("resolving an endpoint loads nothing that sends, and the client loads the SDK only when it asks", () => {
  const loaded = (module: string) => {
    const script = `require(${JSON.stringify(join(__dirname, "..", "..", "dist", "client", module))});
      console.log(JSON.stringify(Object.keys(require.cache).filter((path) => path.includes("node_modules"))))`;
    return JSON.parse(execFileSync(process.execPath, ["-e", script], { encoding: "utf8" }));
  };

  expect(loaded("http/endpoint").filter((path: string) => /alicloud|hpagent|lossless-json/.test(path))).toEqual([]);
  expect(loaded("list-jobs").filter((path: string) => path.includes("@alicloud"))).toEqual([]);
});
