import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ITerraformDependable, TerraformOutput, TerraformResource, type TerraformStack } from "cdktf";
import { DiJobs } from "cdktf-dataworks-di-jobs";
import { type Emulator, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { describeTerraform } from "../_support/terraform";
import { TerraformOfStacks } from "../_support/terraform-of-stacks";

const environment = { ...process.env };
let folder: string;
let terraform: TerraformOfStacks;
let snapshots = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "freshness-"));
  terraform = new TerraformOfStacks(folder);
});

afterEach(() => {
  process.env = { ...environment };
  rmSync(folder, { recursive: true });
});

/** Writes a snapshot whose answer was observed some seconds ago. */
function writeSnapshot(secondsAgo: number): string {
  const observedAt = new Date(Date.now() - secondsAgo * 1_000).toISOString().replace(/\.\d+/, "");
  const query = { apiVersion: "2020-05-18", regionId: "cn-shanghai", projectId: "1967" };
  const path = join(folder, `snapshot-${snapshots++}.json`);
  const usedBy = { "stack/jobs": ["*"] };
  writeFileSync(path, JSON.stringify({ version: 1, lookups: [{ query, observedAt, usedBy, jobs: [] }] }));
  return path;
}

/** Jobs whose answer was observed some seconds ago. */
function jobsObserved(stack: TerraformStack, secondsAgo: number): DiJobs {
  process.env = { ...environment, DIJOBS_MODE: "locked", DIJOBS_SNAPSHOT: writeSnapshot(secondsAgo) };
  return new DiJobs(stack, "jobs", { regionId: "cn-shanghai", projectId: 1967 });
}

/** A resource that needs no provider, and is updated in place when its value changes. */
function thing(stack: TerraformStack, id: string, input: string, dependsOn: ITerraformDependable[] = []) {
  const resource = new TerraformResource(stack, id, { terraformResourceType: "terraform_data", dependsOn });
  resource.addOverride("input", input);
  return resource;
}

const STALE = 7_200;

/** Waits until Terraform's clock, which counts whole seconds, has passed a time. */
async function passed(timeMs: number): Promise<void> {
  while (Date.now() < timeMs + 1_000) await new Promise((resolve) => setTimeout(resolve, 100));
}

/** Every resource of the state by its address, with its value. */
function values(): Record<string, unknown> {
  const { values: state } = JSON.parse(terraform.must("show", "-json").stdout);
  const { resources } = state.root_module as { resources: { name: string; values: { input: unknown } }[] };
  return Object.fromEntries(resources.map((resource) => [resource.name, resource.values.input]));
}

describe("a recorded answer that did not change", () => {
  let emulator: Emulator;

  beforeAll(async () => {
    emulator = await startEmulator({ jobs: [] });
  });

  afterAll(() => emulator.close());

  test.each([
    ["keeps its time where no freshness is required", undefined, false],
    ["keeps its time while it is younger than half of what is required", "4h", false],
    ["gets its new time once it is as old as half of what is required", "2h", true],
  ])("%s", (_, duration, renewed) => {
    // Older than half of two hours by minutes: the answer is shared by all three, and may be some seconds old.
    const path = writeSnapshot(3_900);
    const observed = () => JSON.parse(readFileSync(path, "utf8")).lookups[0].observedAt;
    const before = observed();
    process.env = { ...environment, ...emulator.env, DIJOBS_MODE: "record", DIJOBS_SNAPSHOT: path };

    terraform.write((stack) => {
      const jobs = new DiJobs(stack, "jobs", { regionId: "cn-shanghai", projectId: 1967 });
      expect(jobs.totalCount).toBe(0);
      if (duration !== undefined) jobs.requireFresherThan(duration);
    });

    expect(observed() !== before).toBe(renewed);
  });
});

describeTerraform("in time", () => {
  test.each(["error", "warning"] as const)("a plan is clean with severity %s, and so is the next", (severity) => {
    terraform.write((stack) => {
      jobsObserved(stack, 60).requireFresherThan("1h", { severity });
      thing(stack, "thing", "one");
    });

    expect(terraform.apply().text).not.toMatch(/Warning|Error/);
    expect(terraform.run("plan", "-detailed-exitcode").status).toBe(0);
  });

  test("a newer answer changes no resource and no output", () => {
    const build = (secondsAgo: number) => (stack: TerraformStack) => {
      const jobs = jobsObserved(stack, secondsAgo);
      thing(stack, "thing", "one", [jobs.requireFresherThan("1h")]);
      new TerraformOutput(stack, "di_jobs", { value: jobs.toMap(), staticId: true });
    };
    terraform.write(build(60));
    terraform.apply();

    terraform.write(build(5));

    expect(terraform.run("plan", "-detailed-exitcode").status).toBe(0);
  });

  test("no provider is installed and no credential is asked for", () => {
    terraform.write((stack) => void jobsObserved(stack, 60).requireFresherThan("1h"));
    terraform.apply();

    expect(existsSync(join(folder, "work", ".terraform", "providers"))).toBe(false);
  });
});

describeTerraform("late", () => {
  test("a plan warns, goes on, and carries the failed check", () => {
    terraform.write((stack) => {
      jobsObserved(stack, STALE).requireFresherThan("1h", { severity: "warning" });
      thing(stack, "thing", "one");
    });
    terraform.must("init");

    const plan = terraform.must("plan", "-out=plan");

    expect(plan.text).toContain("Warning: Check block assertion failed");
    expect(plan.text).toMatch(/the jobs of cn-shanghai\/1967 were looked up at \S+Z, more than 1h before this plan/);
    expect(JSON.parse(terraform.must("show", "-json", "plan").stdout).checks).toMatchObject([
      { address: { to_display: "check.dijobs_freshness" }, status: "fail" },
    ]);
  });

  test("a plan is refused, with the repair", () => {
    terraform.write((stack) => {
      jobsObserved(stack, STALE).requireFresherThan("1h");
      thing(stack, "thing", "one");
    });
    terraform.must("init");

    const { status, text } = terraform.run("plan");

    expect(status).toBe(1);
    expect(text).toContain("more than 1h before this plan: synthesize and plan again");
  });

  test("a plan of one resource is refused if that depends on the guard, and else not", () => {
    terraform.write((stack) => {
      const guard = jobsObserved(stack, STALE).requireFresherThan("1h");
      thing(stack, "guarded", "one", [guard]);
      thing(stack, "free", "one");
    });
    terraform.must("init");

    expect(terraform.run("plan", "-target=terraform_data.guarded").status).toBe(1);
    expect(terraform.run("plan", "-target=terraform_data.free").status).toBe(0);
  });

  test("destroy still works", () => {
    const build = (secondsAgo: number) => (stack: TerraformStack) => {
      thing(stack, "thing", "one", [jobsObserved(stack, secondsAgo).requireFresherThan("1h")]);
    };
    terraform.write(build(60));
    terraform.apply();
    terraform.write(build(STALE));

    expect(terraform.must("destroy", "-auto-approve").text).toContain("Resources: 2 destroyed");
  });
});

describeTerraform("a saved plan applied late", () => {
  /** Applies a stack in time, saves a plan for the next one, and lets the time of its answer run out. */
  async function applyLate(before: Build, after: Build) {
    terraform.write((stack) => before(stack, jobsObserved(stack, 0).requireFresherThan("1h")));
    terraform.apply();
    // A plan that was too slow itself is made again with more time.
    for (const seconds of [3, 15, 60]) {
      terraform.write((stack) => after(stack, jobsObserved(stack, 0).requireFresherThan(`${seconds}s`)));
      const freshUntil = Date.now() + seconds * 1_000;
      if (terraform.run("plan", "-out=plan").status !== 0) continue;
      await passed(freshUntil);
      return terraform.run("apply", "plan");
    }
    throw new Error("no plan was made in time");
  }

  type Build = (stack: TerraformStack, guard: ITerraformDependable) => void;

  test("is stopped before a resource that depends on the guard is created or updated", async () => {
    const { status, text } = await applyLate(
      (stack, guard) => {
        thing(stack, "updated", "before", [guard]);
        thing(stack, "free", "before");
      },
      (stack, guard) => {
        thing(stack, "updated", "after", [guard]);
        thing(stack, "created", "after", [guard]);
        thing(stack, "free", "after");
      },
    );

    expect(status).toBe(1);
    expect(text).toMatch(/more than \d+s before this apply: synthesize and plan again/);
    const { updated, created, free } = values();
    expect({ updated, created }).toEqual({ updated: "before", created: undefined });
    // Only what depends on the guard is protected.
    expect(free).toBe("after");
  });

  test("is stopped before a replacement that creates first, not before one that deletes first, nor before a deletion", async () => {
    const replaceable = (stack: TerraformStack, id: string, input: string, guard: ITerraformDependable) => {
      const resource = thing(stack, id, input, [guard]);
      resource.addOverride("triggers_replace", input);
      return resource;
    };
    const build = (input: string): Build => {
      return (stack, guard) => {
        replaceable(stack, "creates_first", input, guard).addOverride("lifecycle.create_before_destroy", true);
        replaceable(stack, "deletes_first", input, guard);
        if (input === "before") thing(stack, "deleted", input, [guard]);
      };
    };

    const { status } = await applyLate(build("before"), build("after"));

    expect(status).toBe(1);
    const { creates_first, deletes_first, deleted } = values();
    expect({ creates_first, deletes_first, deleted }).toEqual({ creates_first: "before" });
  });
});
