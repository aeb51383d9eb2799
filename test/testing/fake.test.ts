import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { DiJobs } from "../../src/frameworks/cdktf";
import { fakeDiJobs } from "../../src/testing/fake";
import { failure } from "../_support/failure";

const environment = { ...process.env };
const folder = mkdtempSync(join(tmpdir(), "fake-"));
const snapshot = join(folder, "dataworks.snapshot.json");

afterEach(() => {
  process.env = { ...environment };
});

afterAll(() => rmSync(folder, { recursive: true }));

function faked(regionId: string) {
  const app = new App({ outdir: join(folder, "cdktf.out") });
  fakeDiJobs(app, { "cn-shanghai/1967": [{ jobName: "orders" }] });
  return { app, jobs: new DiJobs(new TerraformStack(app, "stack"), "jobs", { regionId, projectId: 1967 }) };
}

test.each(["live", "record", "locked"])("a fake answers also in mode %s, and nothing is recorded", (mode) => {
  process.env = { ...environment, DIJOBS_MODE: mode, DIJOBS_SNAPSHOT: snapshot, DIJOBS_ENDPOINT: "http://nowhere" };
  const { app, jobs } = faked("cn-shanghai");

  expect(jobs.names).toEqual(["orders"]);
  app.synth();

  expect(existsSync(snapshot)).toBe(false);
});

test("a workspace that the fake does not know is an error that names those it has", () => {
  const { jobs } = faked("cn-beijing");

  expect(failure(() => jobs.names).message).toMatch(/no workspace 'cn-beijing\/1967'; it has cn-shanghai\/1967/);
});
