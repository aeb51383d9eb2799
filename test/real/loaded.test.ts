import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { portedProgram } from "../_support/framework";
import { run } from "../_support/process";

const JOB = {
  diJobId: "7",
  jobName: "orders",
  migrationType: "Full",
  sourceDataSourceType: "MySQL",
  destinationDataSourceType: "Hologres",
  jobStatus: "Running",
};
const QUERY = { apiVersion: "2020-05-18", regionId: "cn-shanghai", projectId: "1967" };

/** What an app needs that asks the network, or that is a program of its own. */
const HEAVY =
  /@alicloud|@darabonba|hpagent|lossless-json|proxy-from-env|[/\\](zod|yaml|commander)[/\\]|client[/\\]list-jobs/;

let cwd: string;

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "loaded-"));
  const lookups = [{ query: QUERY, observedAt: "2024-01-01T00:00:00Z", usedBy: {}, jobs: [JOB] }];
  writeFileSync(join(cwd, "dataworks.snapshot.json"), JSON.stringify({ version: 1, lookups }));
});

afterAll(() => rmSync(cwd, { recursive: true }));

/** What was loaded, in an app that has no credentials. */
async function loaded(mode: string) {
  const app = portedProgram("test/fixtures/apps/loaded.js");
  const { stdout, stderr } = await run(process.execPath, [app], { cwd, env: { DIJOBS_MODE: mode } });
  expect(stderr).toBe("");
  return JSON.parse(stdout) as Record<"loading" | "lookup", { modules: string[]; threads: number; names?: string[] }>;
}

test("loading the package loads nothing that asks the network and starts no thread", async () => {
  const { loading } = await loaded("locked");

  expect(loading.modules.filter((name) => HEAVY.test(name))).toEqual([]);
  expect(loading.threads).toBe(0);
});

/** That a lookup in a mode was answered by the snapshot, at no cost. */
async function expectNothingAsked(mode: string) {
  const { lookup } = await loaded(mode);

  expect(lookup.names).toEqual(["orders"]);
  expect(lookup.modules.filter((name) => HEAVY.test(name))).toEqual([]);
  expect(lookup.threads).toBe(0);
}

test("a locked lookup needs no credentials, loads nothing that asks the network and starts no thread", () =>
  expectNothingAsked("locked"));

test("nor does one in mode fill, when nothing is missing", () => expectNothingAsked("fill"));
