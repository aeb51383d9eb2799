import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { App, TerraformStack } from "cdktf";
import { DiJobs, type DiJobsProps } from "cdktf-dataworks-di-jobs";
import { type Emulator, resetLookups, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { failure } from "../_support/failure";
import { type Gate, startGate } from "../_support/gate";

const WORKSPACE = { regionId: "cn-shanghai", projectId: 1967 } as const;
const KEYS = { first: "secret-one", second: "secret-two" };

const environment = { ...process.env };
const folder = mkdtempSync(join(tmpdir(), "sharing-"));
let emulator: Emulator;
let gate: Gate;
let app: App;

beforeEach(async () => {
  // Each has a port of its own, so no question of one test equals one of another.
  emulator = await startEmulator({ jobs: [{ jobName: "orders" }], accessKeys: KEYS });
  gate = await startGate();
  app = new App({ outdir: join(folder, "cdktf.out") });
});

afterEach(async () => {
  process.env = { ...environment };
  await Promise.all([emulator.close(), gate.close()]);
});

afterAll(() => rmSync(folder, { recursive: true }));

/** From now on every lookup asks a server, with a key. */
function ask(server: { readonly env: Readonly<Record<string, string>> }, more: Record<string, string> = {}) {
  process.env = { ...environment, HOME: folder, DIJOBS_SNAPSHOT: join(folder, "none.json"), ...server.env, ...more };
}

const stack = (id: string) => new TerraformStack(app, id);
const jobsIn = (id: string, props: DiJobsProps) => new DiJobs(stack(id), "jobs", props);
const named = (jobNameLike: string) => ({ ...WORKSPACE, jobNameLike });

describe("equal questions", () => {
  test("are asked once, however they are written and from however many stacks and constructs", async () => {
    ask(emulator, { ALIBABA_CLOUD_REGION_ID: "cn-shanghai" });
    const one = stack("one");
    DiJobs.prefetch([WORKSPACE]);
    const constructs = [
      new DiJobs(one, "number", WORKSPACE),
      new DiJobs(one, "text", { projectId: "1967", regionId: "cn-shanghai" }),
      new DiJobs(new TerraformStack(app, "two"), "defaults", { projectId: 1967 }),
      jobsIn("three", { apiVersion: "2020-05-18", ...WORKSPACE }),
    ];

    expect(constructs.map((jobs) => jobs.names)).toEqual(Array(4).fill(["orders"]));
    app.synth();

    expect(await emulator.calls()).toHaveLength(1);
  });

  test("are asked once, also where one may be answered by the snapshot and another is recorded", async () => {
    ask(emulator);
    const modes: Partial<DiJobsProps>[] = [{}, { mode: "record" }, { onUnavailable: "snapshot" }];

    const names = modes.map((mode, index) => jobsIn(`stack${index}`, { ...WORKSPACE, ...mode }).names);

    expect(names).toEqual(Array(3).fill(["orders"]));
    expect(await emulator.calls()).toHaveLength(1);
  });

  test("that failed are not asked again", async () => {
    ask(emulator);
    await emulator.setFaults([{ kind: "error", code: "Forbidden.Access" }]);

    const errors = ["one", "two"].map((id) => failure(() => jobsIn(id, WORKSPACE).all));

    expect(errors).toMatchObject([{ code: "AccessDenied" }, { code: "AccessDenied" }]);
    expect(await emulator.calls()).toHaveLength(1);
  });

  test("of two environments have two answers", async () => {
    ask(emulator);
    const first = jobsIn("first", WORKSPACE).names;
    await emulator.addJobs([{ jobName: "late" }]);
    ask(emulator, { ALIBABA_CLOUD_ACCESS_KEY_ID: "second", ALIBABA_CLOUD_ACCESS_KEY_SECRET: KEYS.second });
    const second = jobsIn("second", WORKSPACE).names;

    expect({ first, second }).toEqual({ first: ["orders"], second: ["orders", "late"] });
    expect((await emulator.calls()).map(({ accessKeyId }) => accessKeyId)).toEqual(["first", "second"]);
  });

  test("of two homes have two answers, also where Windows names them", async () => {
    ask(emulator);
    delete process.env.HOME;
    const names = ["one", "two"].map((home) => {
      process.env.USERPROFILE = join(folder, home);
      return jobsIn(home, WORKSPACE).names;
    });

    expect(names).toEqual([["orders"], ["orders"]]);
    expect(await emulator.calls()).toHaveLength(2);
  });

  test("of two profiles are asked with the keys of each, side by side", async () => {
    const profiles = Object.entries(KEYS).map(([name, secret]) => ({
      name,
      mode: "AK",
      access_key_id: name,
      access_key_secret: secret,
    }));
    mkdirSync(join(folder, ".aliyun"), { recursive: true });
    writeFileSync(join(folder, ".aliyun/config.json"), JSON.stringify({ current: "first", profiles }));
    ask({ env: { DIJOBS_ENDPOINT: emulator.endpoint } });

    const constructs = Object.keys(KEYS).map((profile) => jobsIn(profile, { ...WORKSPACE, profile }));

    expect(constructs.map((jobs) => jobs.names)).toEqual([["orders"], ["orders"]]);
    expect((await emulator.calls()).map(({ accessKeyId }) => accessKeyId).sort()).toEqual(["first", "second"]);
  });
});

describe("the main thread", () => {
  test("builds ten constructs whose lookups run at the same time, without waiting for any", () => {
    ask(gate);
    const names = Array.from({ length: 10 }, (_, index) => `orders_${index}`);
    const constructs = names.map((name) => jobsIn(name, named(name)));

    // No answer was given yet, and this thread has not seen its event loop since.
    expect(gate.arrived(10)).toBe(true);
    gate.open();

    expect(constructs.map((jobs) => jobs.names)).toEqual(names.map((name) => [name]));
  });

  test("does not wait in prefetch, which asks without an event loop", () => {
    ask(gate);
    DiJobs.prefetch([named("a"), named("b")]);

    expect(gate.arrived(2)).toBe(true);
    gate.open();

    expect(jobsIn("a", named("a")).names).toEqual(["a"]);
  });

  test("waits for the answer at first use", () => {
    ask(gate, { DIJOBS_TIMEOUT_MS: "300" });
    const jobs = jobsIn("stack", WORKSPACE);

    // Nobody opens the gate, so only the deadline ends the wait.
    expect(failure(() => jobs.all).code).toBe("LookupTimedOut");
  });
});

test("a lookup that nobody read is awaited when its stack is validated, and its failure is an error annotation", async () => {
  ask(emulator);
  await emulator.setFaults([{ kind: "error", code: "Forbidden.Access" }]);
  const jobs = jobsIn("stack", WORKSPACE);

  expect(() => app.synth()).toThrow(/\[stack\/jobs\] .*refuses to list|does not allow to list/);
  expect(jobs.node.metadata.map(({ type }) => type)).toEqual(["@cdktf/error"]);
});

test("a question after a pause keeps to the same pace, for as long as the server counts the calls before it", async () => {
  const slow = await startEmulator({ jobs: [{ jobName: "orders" }], quotaPerSecond: 1 });
  ask(slow, { DIJOBS_CALLS_PER_SECOND: "1" });
  jobsIn("before", named("orders")).names;
  // Within the second, but long enough for a worker that ends too early to be gone.
  await sleep(600);
  jobsIn("after", named("o")).names;
  const calls = await slow.calls();
  await slow.close();

  // A throttled call would have been sent again.
  expect(calls).toHaveLength(2);
});

test("environment variables set just before a construct is built count for its lookup", async () => {
  ask(emulator);
  jobsIn("before", WORKSPACE).names;
  process.env.ALIBABA_CLOUD_ACCESS_KEY_ID = "second";
  process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET = KEYS.second;
  jobsIn("after", named("orders")).names;

  expect((await emulator.calls()).map(({ accessKeyId }) => accessKeyId)).toEqual(["first", "second"]);
});

describe("what was forgotten", () => {
  test("is asked again, and an equal question gets what is true by then", async () => {
    ask(emulator);
    const before = jobsIn("before", WORKSPACE);
    expect(before.names).toEqual(["orders"]);
    await emulator.setJobs([{ jobName: "orders_v2" }]);
    expect(jobsIn("still", WORKSPACE).names).toEqual(["orders"]);

    resetLookups();

    expect(jobsIn("after", WORKSPACE).names).toEqual(["orders_v2"]);
    expect(before.names).toEqual(["orders"]);
    expect(await emulator.calls()).toHaveLength(2);
  });

  test("may have failed", async () => {
    ask(emulator);
    await emulator.setFaults([{ kind: "error", code: "Forbidden.Access", times: 1 }]);
    expect(failure(() => jobsIn("before", WORKSPACE).all).code).toBe("AccessDenied");

    resetLookups();

    expect(jobsIn("after", WORKSPACE).names).toEqual(["orders"]);
  });

  test("are names of workspaces, too", async () => {
    ask(emulator);
    const named = { regionId: "cn-shanghai", projectName: "sales" };
    await emulator.setJobs([{ jobName: "old" }, { jobName: "new", projectId: 2044 }]);
    await emulator.setWorkspaces([{ projectId: 1967, projectName: "sales" }]);
    expect(jobsIn("before", named).names).toEqual(["old"]);
    await emulator.setWorkspaces([{ projectId: 2044, projectName: "sales" }]);

    resetLookups();

    expect(jobsIn("after", named).names).toEqual(["new"]);
  });

  test("are questions of a second copy of the package, too", async () => {
    ask(emulator);
    expect(jobsIn("before", WORKSPACE).names).toEqual(["orders"]);
    await emulator.setJobs([{ jobName: "orders_v2" }]);

    await jest.isolateModulesAsync(async () => {
      const copy: typeof import("cdktf-dataworks-di-jobs/testing") = require("cdktf-dataworks-di-jobs/testing");
      copy.resetLookups();
    });

    expect(jobsIn("after", WORKSPACE).names).toEqual(["orders_v2"]);
  });
});
