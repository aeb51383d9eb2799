import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { DiJobs } from "../../src";
import { renderSnapshot } from "../../src/snapshot/render";
import { failure } from "../_support/failure";
import { job, lookup, snapshotOf } from "../_support/lookups";
import { uses } from "../_support/uses";

const environment = { ...process.env };
const folder = mkdtempSync(join(tmpdir(), "workspace-names-"));

beforeAll(() => {
  const ours = lookup([job("7", "orders")], { usedBy: uses({ "prod/jobs": ["orders"] }, "ours") });
  const theirs = lookup([job("8", "orders")], {
    projectId: "2044",
    usedBy: uses({ "prod/jobs": ["orders"] }, "theirs"),
  });
  const workspaces = new Map([["cn-shanghai/orders_prod", "2044"]]);
  writeFileSync(join(folder, "snapshot.json"), renderSnapshot({ ...snapshotOf(ours, theirs), workspaces }));
});

afterEach(() => {
  process.env = { ...environment };
});

afterAll(() => rmSync(folder, { recursive: true }));

/** The jobs that an app asks for by the name of their workspace. */
function jobsOf(app: string): DiJobs {
  process.env = {
    ...environment,
    DIJOBS_MODE: "locked",
    DIJOBS_SNAPSHOT: join(folder, "snapshot.json"),
    DIJOBS_APP: app,
  };
  const stack = new TerraformStack(new App({ outdir: join(folder, "out") }), "prod");
  return new DiJobs(stack, "jobs", { regionId: "cn-shanghai", projectName: "orders_prod" });
}

test("an app that meant the workspace of another account does not get the jobs of this one", () => {
  expect(jobsOf("theirs").findJob("orders").raw.diJobId).toBe("8");
  expect(failure(() => jobsOf("ours").findJob("orders"))).toMatchObject({
    code: "SnapshotLacksQuery",
    message: expect.stringContaining("when it was recorded for prod/jobs, which was 1967"),
  });
});
