import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { applyRules, DiJobs, type DiJobsProps, rules } from "../../src";
import { renderSnapshot } from "../../src/snapshot/render";
import type { SnapshotLookup } from "../../src/snapshot/snapshot";
import { failure } from "../_support/failure";
import { job, lookup, snapshotOf } from "../_support/lookups";
import { uses } from "../_support/uses";

const environment = { ...process.env };
const usedBy = uses({ "prod/jobs": ["orders", "free"], "dev/jobs": ["crm"] }, "app");
const whole = lookup([job("7", "orders"), job("8", "crm"), job("9", "erp")], { usedBy });
const part: SnapshotLookup = { ...whole, jobs: whole.jobs.slice(0, 2), partial: true };
let folder: string;
let snapshot: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fill-"));
  snapshot = join(folder, "dataworks.snapshot.json");
  process.env = { ...environment, DIJOBS_MODE: "fill", DIJOBS_SNAPSHOT: snapshot, DIJOBS_APP: "app" };
});

afterEach(() => {
  process.env = { ...environment };
  rmSync(folder, { recursive: true });
});

/** An app in which nobody can be asked: beside the sources there is no compiled thread. */
function app(...readers: ((jobs: DiJobs) => void)[]): App {
  const root = new App({ outdir: join(folder, "out") });
  for (const read of readers) read(jobsIn(root, readers.length === 1 ? "prod" : `prod${readers.indexOf(read)}`));
  return root;
}

function jobsIn(root: App, stack: string, props: Partial<DiJobsProps> = {}): DiJobs {
  return new DiJobs(new TerraformStack(root, stack), "jobs", { regionId: "cn-shanghai", projectId: 1967, ...props });
}

const recorded = () => JSON.parse(readFileSync(snapshot, "utf8")).lookups;

describe("fill with nothing missing", () => {
  beforeEach(() => writeFileSync(snapshot, renderSnapshot(snapshotOf(whole))));

  test("asks nobody and records who uses what, so that drift knows it", () => {
    const root = app((jobs) => jobs.findJob("orders"));
    jobsIn(root, "new").findJob("erp");

    root.synth();

    expect(recorded()).toMatchObject([
      {
        observedAt: whole.observedAt,
        usedBy: { app: { "dev/jobs": ["crm"], "new/jobs": ["erp"], "prod/jobs": ["orders"] } },
        jobs: [{ diJobId: "7" }, { diJobId: "8" }, { diJobId: "9" }],
      },
    ]);
  });

  test("writes nothing where it uses what is known of it, be the types beside the file somebody else's", () => {
    const types = snapshot.replace("json", "d.ts");
    writeFileSync(types, "// by hand");
    const before = readFileSync(snapshot, "utf8");

    app((jobs) => [jobs.findJob("orders"), jobs.tryFindJob("free")]).synth();

    expect(readFileSync(snapshot, "utf8")).toBe(before);
    expect(readFileSync(types, "utf8")).toBe("// by hand");
  });

  test("records no user when the synth fails", () => {
    const before = readFileSync(snapshot, "utf8");
    const root = app((jobs) => jobs.findJob("erp"));
    root.node.addValidation({ validate: () => ["no"] });

    expect(() => root.synth()).toThrow("no");
    expect(readFileSync(snapshot, "utf8")).toBe(before);
  });

  test("drops nothing, whatever is to be dropped by a recording", () => {
    Object.assign(process.env, { DIJOBS_PRUNE: "true", DIJOBS_FORGET: "dev" });
    const unused = lookup([], { projectId: "5" });
    writeFileSync(snapshot, renderSnapshot(snapshotOf(whole, unused)));

    app((jobs) => jobs.findJob("erp")).synth();

    expect(recorded()).toMatchObject([
      { usedBy: { app: { "dev/jobs": ["crm"], "prod/jobs": ["erp"] } } },
      { query: { projectId: "5" } },
    ]);
  });
});

describe("fill with a recorded part", () => {
  beforeEach(() => writeFileSync(snapshot, renderSnapshot(snapshotOf(part))));

  test("asks nobody for the names that are recorded, also by another construct and by the id", () => {
    app(
      (jobs) => [jobs.findJob("orders"), jobs.tryFindJob("free"), jobs.findJobs(["orders", "crm"])],
      (jobs) => jobs.findJobById("8"),
    ).synth();

    expect(recorded()).toMatchObject([
      { partial: true, usedBy: { app: { "prod0/jobs": ["crm", "free", "orders"], "prod1/jobs": ["crm"] } } },
    ]);
  });

  test.each<[string, (jobs: DiJobs) => unknown]>([
    ["findJob", (jobs) => jobs.findJob("erp")],
    ["findJob of a free name", (jobs) => jobs.findJob("free")],
    ["tryFindJob", (jobs) => jobs.tryFindJob("erp")],
    ["findJobs", (jobs) => jobs.findJobs(["orders", "erp"])],
    ["findJobById", (jobs) => jobs.findJobById("9")],
    ["all", (jobs) => jobs.all],
    ["where", (jobs) => jobs.where({ jobName: "orders" })],
    ["toMap", (jobs) => jobs.toMap()],
  ])("asks the API by %s for what it does not tell", (_, read) => {
    // There is nobody to be asked here.
    expect(failure(() => app(read)).code).toBe("WorkerFailed");
  });

  test.each<[string, (root: App, jobs: DiJobs) => void]>([
    ["assert", (_, jobs) => jobs.assert(rules.uniqueNames())],
    ["applyRules", (root) => applyRules(root, { version: 1, rules: [{ id: "unique", rule: "uniqueNames" }] })],
  ])("asks for what a rule of %s must judge", (_, judge) => {
    const root = new App({ outdir: join(folder, "out") });
    judge(root, jobsIn(root, "prod"));

    for (const { node } of root.node.findAll()) node.validate();

    const said = root.node.findAll().flatMap(({ node }) => node.metadata.map(({ data }) => String(data)));
    expect(said).toEqual([expect.stringContaining("could not be checked: the thread that asks the API failed")]);
  });
});
