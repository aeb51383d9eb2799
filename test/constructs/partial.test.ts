import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { applyRules, DiJobs, rules } from "../../src";
import { renderSnapshot } from "../../src/snapshot/render";
import { failure } from "../_support/failure";
import { job, lookup, snapshotOf } from "../_support/lookups";
import { uses } from "../_support/uses";

const environment = { ...process.env };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "partial-"));
  const snapshot = join(folder, "dataworks.snapshot.json");
  const usedBy = uses({ "prod/jobs": ["orders", "free ${name}"] });
  const partial = { ...lookup([job("7", "orders")], { usedBy }), partial: true as const };
  writeFileSync(snapshot, renderSnapshot(snapshotOf(partial)));
  process.env = { ...environment, DIJOBS_MODE: "locked", DIJOBS_SNAPSHOT: snapshot };
});

afterEach(() => {
  process.env = { ...environment };
  rmSync(folder, { recursive: true });
});

const jobsIn = (app = new App({ outdir: join(folder, "out") })) =>
  new DiJobs(new TerraformStack(app, "prod"), "jobs", { regionId: "cn-shanghai", projectId: 1967 });

describe("in mode locked, an answer that is recorded in part", () => {
  test("has the jobs that were asked for, and knows which names were free", () => {
    const jobs = jobsIn();

    expect(jobs.findJob("orders").diJobId).toBe("7");
    expect(jobs.findJobById(7).jobName).toContain("orders");
    expect(jobs.tryFindJob("free ${name}")).toBeUndefined();
    expect(() => jobs.requireFresherThan("7d")).not.toThrow();
  });

  test.each<[string, (jobs: DiJobs) => unknown, string]>([
    ["findJob", (jobs) => jobs.findJob("crm"), "'crm' of cn-shanghai/1967 is not recorded"],
    ["findJob of a free name", (jobs) => jobs.findJob("free ${name}"), "'free ${name}' of cn-shanghai/1967 is not"],
    ["tryFindJob", (jobs) => jobs.tryFindJob("crm"), "'crm' of cn-shanghai/1967 is not recorded"],
    ["findJobs", (jobs) => jobs.findJobs(["orders", "crm", "erp"]), "'erp' of cn-shanghai/1967 is not recorded"],
    ["findJobById", (jobs) => jobs.findJobById(8), "the job with the id '8' of cn-shanghai/1967 is not recorded"],
    ["all", (jobs) => jobs.all, "the whole list of cn-shanghai/1967 is not recorded"],
    ["ids", (jobs) => jobs.ids, "the whole list of cn-shanghai/1967 is not recorded"],
    ["totalCount", (jobs) => jobs.totalCount, "the whole list of cn-shanghai/1967 is not recorded"],
    ["iteration", (jobs) => [...jobs], "the whole list of cn-shanghai/1967 is not recorded"],
    ["where", (jobs) => jobs.where({ jobName: "orders" }), "the whole list of cn-shanghai/1967 is not recorded"],
    ["toMap", (jobs) => jobs.toMap(), "the whole list of cn-shanghai/1967 is not recorded"],
  ])("refuses by %s what it cannot know, and never says that it is not there", (_, read, says) => {
    const error = failure(() => read(jobsIn()));

    expect(error.code).toBe("SnapshotLacksQuery");
    expect(error.message).toContain(says);
    expect(error.message).toContain("npx --no-install dijobs refresh");
    expect(error.message).not.toContain("no job named");
  });

  test("is judged by no rule, and so passes none", () => {
    const app = new App({ outdir: join(folder, "out") });
    const jobs = jobsIn(app);
    jobs.assert(rules.jobExists({ names: ["orders"] }));
    applyRules(app, { version: 1, rules: [{ id: "unique", rule: "uniqueNames" }] });

    for (const { node } of app.node.findAll()) node.validate();
    const said = jobs.node.metadata.map(({ data }) => String(data));

    expect(said).toEqual([
      expect.stringContaining("the whole list of cn-shanghai/1967 is not recorded"),
      expect.stringContaining("the whole list of cn-shanghai/1967 is not recorded"),
    ]);
  });
});
