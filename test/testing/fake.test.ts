import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { applyRules } from "../../src/constructs/rule-set-scope";
import { DiJobs } from "../../src/frameworks/cdktf";
import { resetLookups } from "../../src/lookup/reset-lookups";
import { type FakeWorkspaces, fakeDiJobs } from "../../src/testing/fake";
import { failure } from "../_support/failure";

const environment = { ...process.env };
const folder = mkdtempSync(join(tmpdir(), "fake-"));
/** What the package keeps of fakes and prefetches in a process; without it, the process is a new one. */
const PROCESS = Symbol.for("cdktf-dataworks-di-jobs/fakes-of-the-process");
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

describe("a fake that comes too late says so, instead of answering some of the questions", () => {
  const inMode = { ...environment, DIJOBS_MODE: "locked", DIJOBS_SNAPSHOT: snapshot };
  const WORKSPACE = { regionId: "cn-shanghai", projectId: 1967 };
  const late = (app: App) => failure(() => fakeDiJobs(app, { "cn-shanghai/1967": [{ jobName: "orders" }] }));

  test("after a DiJobs of the same app, and of no other", () => {
    process.env = inMode;
    const app = new App({ outdir: join(folder, "cdktf.out") });
    new DiJobs(new TerraformStack(app, "stack"), "jobs", WORKSPACE);

    const error = late(app);

    expect(error.code).toBe("InvalidArgument");
    expect(error.message).toMatch(/too late: DiJobs 'stack\/jobs'.*\n.*before the stacks are built/);
    expect(faked("cn-shanghai").jobs.names).toEqual(["orders"]);
  });

  test("after a prefetch whose answer no stack has asked for", () => {
    Reflect.deleteProperty(globalThis, PROCESS);
    process.env = inMode;
    DiJobs.prefetch([{ ...WORKSPACE, jobNameLike: "o" }]);
    const app = new App({ outdir: join(folder, "cdktf.out") });

    expect(late(app).message).toContain("too late: DiJobs.prefetch of cn-shanghai/1967, jobNameLike 'o'");
    new DiJobs(new TerraformStack(app, "stack"), "jobs", { ...WORKSPACE, jobNameLike: "o" });
    expect(faked("cn-shanghai").jobs.names).toEqual(["orders"]);
  });

  test("but not after a prefetch that was forgotten", () => {
    Reflect.deleteProperty(globalThis, PROCESS);
    process.env = inMode;
    DiJobs.prefetch([WORKSPACE]);

    resetLookups();

    expect(faked("cn-shanghai").jobs.names).toEqual(["orders"]);
  });
});

test("once there is a fake, a prefetch asks nothing, and still refuses what is none", () => {
  Reflect.deleteProperty(globalThis, PROCESS);
  writeFileSync(join(folder, "broken.json"), "{");
  process.env = { ...environment, DIJOBS_MODE: "record", DIJOBS_SNAPSHOT: join(folder, "broken.json") };
  const prefetch = () => DiJobs.prefetch([{ regionId: "cn-shanghai", projectId: 1967 }]);

  expect(failure(prefetch).code).toBe("SnapshotInvalid");
  Reflect.deleteProperty(globalThis, PROCESS);
  faked("cn-shanghai");

  expect(prefetch).not.toThrow();
  expect(failure(() => DiJobs.prefetch([{ regionId: "cn-shanghai", projectId: 0 }])).message).toContain(
    "at DiJobs.prefetch, props[0]",
  );
});

test.each([
  [undefined, ["orders", "old"]],
  ["FILESPEC", ["orders"]],
  ["CLASSIC", ["old"]],
] as const)("asked for the form %s it answers the jobs of that form, and tells it of none", (specType, expected) => {
  const app = new App({ outdir: join(folder, "cdktf.out") });
  fakeDiJobs(app, { "cn-shanghai/1967": [{ jobName: "orders" }, { jobName: "old", specType: "CLASSIC" }] });
  const query = {
    regionId: "cn-shanghai",
    projectId: 1967,
    apiVersion: "2024-05-18",
    ...(specType && { specType }),
  } as const;

  const { all } = new DiJobs(new TerraformStack(app, "stack"), "jobs", query);

  expect(all.map(({ jobName }) => jobName)).toEqual(expected);
  for (const job of all) expect(job.raw).not.toHaveProperty("specType");
});

test("a workspace that the fake does not know is an error that names those it has", () => {
  const { jobs } = faked("cn-beijing");

  expect(failure(() => jobs.names).message).toMatch(/no workspace 'cn-beijing\/1967'; it has cn-shanghai\/1967/);
});

describe("a workspace that is asked by its name", () => {
  const named = (projectName: string, workspaces: FakeWorkspaces) => {
    const app = new App({ outdir: join(folder, "cdktf.out") });
    fakeDiJobs(app, workspaces);
    return new DiJobs(new TerraformStack(app, "stack"), "jobs", { regionId: "cn-shanghai", projectName });
  };

  test("is judged by rules that name it", () => {
    const { node } = named("orders_prod", { "cn-shanghai/orders_prod": [{ jobName: "orders" }] });
    const where = ["cn-shanghai/orders_prod"];
    applyRules(node.root, {
      version: 1,
      rules: [{ id: "naming", rule: "jobName", with: { pattern: "^x" }, workspaces: where }],
    });

    expect(() => (node.root as App).synth()).toThrow("[stack/jobs] rule 'naming': 'orders'");
  });

  test("is answered by the key with that name, and its jobs have an id of a workspace that is always the same", () => {
    const ids = [{ "cn-shanghai/orders_prod": [{ jobName: "orders" }] }].flatMap((one) =>
      [one, { "cn-shanghai/crm": [], ...one }].map((all) => named("orders_prod", all).findJob("orders").projectId),
    );

    expect(ids[0]).toMatch(/^[1-9][0-9]*$/);
    expect(ids[1]).toBe(ids[0]);
  });

  test("is not one with another case, nor one that is faked by an id", () => {
    const fake = { "cn-shanghai/orders_prod": [], "cn-shanghai/1967": [] };

    expect(failure(() => named("Orders_prod", fake).names).message).toContain(
      "the fake has no workspace 'cn-shanghai/Orders_prod'; it has cn-shanghai/orders_prod, cn-shanghai/1967",
    );
  });
});
