import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack, Testing } from "cdktf";
import { DataWorksError, DiJobs, type DiJobsProps, rules } from "cdktf-dataworks-di-jobs";
import { type Emulator, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { failure } from "../_support/failure";

const WORKSPACE = { regionId: "cn-shanghai", projectId: 1967 } as const;

let emulator: Emulator;
let folder: string;
let snapshot: string;
const environment = { ...process.env };

beforeEach(async () => {
  emulator = await startEmulator({
    jobs: [
      { jobName: "orders", diJobId: 7 },
      { jobName: "crm", diJobId: 8 },
    ],
  });
  folder = mkdtempSync(join(tmpdir(), "modes-"));
  snapshot = join(folder, "dataworks.snapshot.json");
  process.env = { ...environment, ...emulator.env, DIJOBS_SNAPSHOT: snapshot, DIJOBS_APP: "apps/orders" };
});

afterEach(async () => {
  process.env = { ...environment };
  await emulator.close();
  rmSync(folder, { recursive: true });
});

/** An app with one stack for each reader; nothing is synthesized yet. */
function app(...readers: ((jobs: DiJobs) => void)[]) {
  return appAsking({}, ...readers);
}

function appAsking(props: Partial<DiJobsProps>, ...readers: ((jobs: DiJobs) => void)[]) {
  const root = new App({ outdir: join(folder, "out") });
  const constructs = readers.map((read, index) => {
    const jobs = new DiJobs(new TerraformStack(root, `stack${index}`), "jobs", { ...WORKSPACE, ...props });
    read(jobs);
    return jobs;
  });
  return { root, constructs };
}

const recorded = () => JSON.parse(readFileSync(snapshot, "utf8"));
const inMode = (mode: string) => {
  process.env.DIJOBS_MODE = mode;
  asInTheNextRun();
};
/** An equal question of the same identity would not be asked again in this process; another home is another identity. */
const asInTheNextRun = () => {
  process.env.HOME = mkdtempSync(join(folder, "home-"));
};

describe("the first lookup of an app", () => {
  const OTHERS = ["orders", "crm"];

  /** An app that asked another two questions last time, and asks for the whole workspace now. */
  async function firstOf(props: Partial<DiJobsProps> = {}) {
    inMode("record");
    const { root } = app((jobs) => jobs.all);
    for (const jobNameLike of OTHERS)
      new DiJobs(new TerraformStack(root, jobNameLike), "jobs", { ...WORKSPACE, jobNameLike });
    root.synth();
    await emulator.forgetCalls();
    inMode("live");
    return appAsking(props, (jobs) => jobs.all);
  }

  /** What was asked so far. */
  async function askedFor(): Promise<(string | undefined)[]> {
    return (await emulator.calls()).map(({ parameters }) => parameters.JobName);
  }

  test("starts what the app asked last time, and equal questions take those answers", async () => {
    const { root } = await firstOf();
    // Nobody has asked them yet; they arrive by themselves.
    for (let asked = await askedFor(); asked.length < 3; ) asked = await askedFor();
    const names = OTHERS.map((jobNameLike, index) => {
      return new DiJobs(new TerraformStack(root, `later${index}`), "jobs", { ...WORKSPACE, jobNameLike }).names;
    });

    expect(names).toEqual([["orders"], ["crm"]]);
    expect((await askedFor()).sort()).toEqual(["crm", "orders", undefined]);
  });

  test("starts nothing where that is turned off, nor where it asks as somebody else", async () => {
    process.env.DIJOBS_PREFETCH = "off";
    await firstOf();
    expect(await askedFor()).toEqual([undefined]);
    delete process.env.DIJOBS_PREFETCH;
    await emulator.forgetCalls();
    asInTheNextRun();

    appAsking({ network: "public" }, (jobs) => jobs.all);

    expect(await askedFor()).toEqual([undefined]);
  });

  test("is not in the way of a synth when what it started fails, and nobody asks that", async () => {
    inMode("record");
    const before = app((jobs) => jobs.all).root;
    new DiJobs(new TerraformStack(before, "gone"), "jobs", { ...WORKSPACE, projectId: 2044 });
    before.synth();
    await emulator.setFaults([{ kind: "error", code: "Forbidden.Access", workspace: "cn-shanghai/2044" }]);
    inMode("live");

    const { root } = app((jobs) => jobs.all);
    root.synth();

    const told = root.node.findAll().flatMap(({ node }) => node.metadata.filter(({ type }) => type !== "stacktrace"));
    expect(told).toEqual([]);
  });

  test("is not in the way of anything with a broken snapshot", async () => {
    await firstOf();
    writeFileSync(snapshot, "{");
    asInTheNextRun();

    expect(app((jobs) => jobs.all).constructs[0]?.names).toEqual(["orders", "crm"]);
  });
});

describe("fill", () => {
  beforeEach(() => inMode("record"));

  test("asks and records what the snapshot lacks, and takes and keeps what it has", async () => {
    app((jobs) => jobs.all).root.synth();
    const [before] = recorded().lookups;
    await emulator.addJobs([{ jobName: "crm_late", diJobId: 9 }]);
    await emulator.forgetCalls();
    inMode("fill");
    process.env.DIJOBS_PRUNE = "true";

    const { root, constructs } = app((jobs) => jobs.findJob("orders"));
    const props = { ...WORKSPACE, jobNameLike: "crm" };
    const missing = new DiJobs(new TerraformStack(root, "new"), "jobs", props);
    const again = new DiJobs(new TerraformStack(root, "again"), "jobs", props);
    expect([constructs[0]?.names, missing.names, again.names]).toEqual([
      ["orders", "crm"],
      ["crm", "crm_late"],
      ["crm", "crm_late"],
    ]);
    root.synth();

    expect(await emulator.calls()).toHaveLength(1);
    const { lookups } = recorded();
    expect(lookups).toHaveLength(2);
    expect(lookups.find(({ query }: { query: DiJobsProps }) => query.jobNameLike === undefined)).toMatchObject({
      observedAt: before.observedAt,
      jobs: before.jobs,
    });
  });

  test("takes no stack out, whatever is to be forgotten by a recording", () => {
    app((jobs) => jobs.all).root.synth();
    const [{ usedBy }] = recorded().lookups;
    inMode("fill");
    process.env.DIJOBS_FORGET = "stack0";
    const root = new App({ outdir: join(folder, "out") });
    new DiJobs(new TerraformStack(root, "new"), "jobs", { ...WORKSPACE, jobNameLike: "crm" });

    root.synth();

    expect(recorded().lookups).toHaveLength(2);
    expect(recorded().lookups).toContainEqual(expect.objectContaining({ usedBy }));
  });

  test("with nothing missing asks nothing and leaves the file byte for byte the same", async () => {
    app((jobs) => jobs.all).root.synth();
    const before = readFileSync(snapshot, "utf8");
    await emulator.setFaults([{ kind: "refuse" }]);
    inMode("fill");

    app((jobs) => jobs.names).root.synth();

    expect(readFileSync(snapshot, "utf8")).toBe(before);
  });

  test("takes a recorded part, and asks once for all that it does not tell", async () => {
    process.env.DIJOBS_RECORD = "used";
    app((jobs) => jobs.findJob("orders")).root.synth();
    await emulator.addJobs([{ jobName: "erp", diJobId: 9 }]);
    await emulator.forgetCalls();
    inMode("fill");
    const { constructs } = app(
      (jobs) => jobs.findJob("orders"),
      (jobs) => jobs.tryFindJob("orders"),
    );
    constructs[0]?.findJobs(["orders"]);
    expect(await emulator.calls()).toEqual([]);

    const { root } = app(
      (jobs) => [jobs.findJob("orders"), jobs.findJob("crm")],
      (jobs) => jobs.findJob("crm"),
    );
    root.synth();

    expect(await emulator.calls()).toHaveLength(1);
    expect(recorded().lookups).toMatchObject([
      { partial: true, usedBy: { "apps/orders": { "stack0/jobs": ["crm", "orders"] } }, jobs: [{}, {}] },
    ]);
    inMode("locked");
    app((jobs) => expect(jobs.findJob("crm").diJobId).toBe("8"));
  });

  test("is the whole again where somebody reads the whole list", async () => {
    process.env.DIJOBS_RECORD = "used";
    app((jobs) => jobs.findJob("orders")).root.synth();
    inMode("fill");

    const { root, constructs } = app((jobs) => [jobs.findJob("orders"), jobs.totalCount]);
    root.synth();

    expect(constructs[0]?.names).toEqual(["orders", "crm"]);
    expect(recorded().lookups[0]).not.toHaveProperty("partial");
    expect(recorded().lookups[0].jobs).toHaveLength(2);
  });

  test.each([
    ["fill", "record"],
    ["record", "fill"],
  ] as const)("beside a lookup of another mode drops nothing, whichever comes first: %s, %s", (...modes) => {
    appAsking({ jobNameLike: "crm" }, (jobs) => jobs.all).root.synth();
    const { root } = appAsking({ jobNameLike: "orders" }, (jobs) => jobs.all);
    new DiJobs(new TerraformStack(root, "gone"), "jobs", { ...WORKSPACE, jobNameLike: "orders" }).all;
    root.synth();
    delete process.env.DIJOBS_MODE;
    Object.assign(process.env, { DIJOBS_PRUNE: "true", DIJOBS_FORGET: "gone" });

    const run = new App({ outdir: join(folder, "out") });
    for (const mode of modes)
      new DiJobs(new TerraformStack(run, `new-${mode}`), "jobs", { ...WORKSPACE, jobNameLike: mode, mode }).all;
    run.synth();

    const asked = recorded().lookups.map(({ query }: { query: DiJobsProps }) => query.jobNameLike);
    expect(asked).toEqual(["crm", "fill", "orders", "record"]);
    expect(readFileSync(snapshot, "utf8")).toContain('"gone/jobs"');
  });

  test("says of a job that the recorded answer lacks how old the answer is", () => {
    app((jobs) => jobs.all).root.synth();
    inMode("fill");

    const error = failure(() => app((jobs) => jobs.findJob("crm_late")));

    expect(error.code).toBe("JobNotFound");
    expect(error.message).toMatch(/the snapshot of .* says so.*dijobs refresh/);
  });

  test("leaves a status of the snapshot unchecked", () => {
    app((jobs) => jobs.all).root.synth();
    inMode("fill");
    const { root, constructs } = app((jobs) => jobs.assert(rules.jobStatus({ allowed: ["Running"] })));

    root.synth();

    expect(JSON.stringify(constructs[0]?.node.metadata)).toMatch(/snapshot/);
  });

  test("records nothing when the synth fails", () => {
    inMode("fill");
    const { root } = app((jobs) => jobs.all);
    root.node.addValidation({ validate: () => ["no"] });

    expect(() => root.synth()).toThrow("no");
    expect(existsSync(snapshot)).toBe(false);
  });

  test("records nothing when a question that is missing is not answered", async () => {
    app((jobs) => jobs.all).root.synth();
    const before = readFileSync(snapshot, "utf8");
    await emulator.setFaults([{ kind: "error", code: "Forbidden.Access" }]);
    inMode("fill");
    process.env.DIJOBS_ON_UNAVAILABLE = "snapshot";

    const { root } = appAsking({ jobNameLike: "crm" }, () => {});

    expect(() => root.synth()).toThrow("Forbidden.Access");
    expect(readFileSync(snapshot, "utf8")).toBe(before);
  });
});

describe("record", () => {
  beforeEach(() => inMode("record"));

  test("writes what was asked, with who used what, after a successful synth", () => {
    app(
      (jobs) => jobs.findJob("orders"),
      (jobs) => jobs.names,
    ).root.synth();

    expect(recorded().lookups).toMatchObject([
      {
        query: { projectId: "1967" },
        usedBy: { "apps/orders": { "stack0/jobs": ["orders"], "stack1/jobs": ["*"] } },
        jobs: [{ diJobId: "7" }, { diJobId: "8" }],
      },
    ]);
  });

  test("has no credentials, endpoint, request id or path in the file", () => {
    app((jobs) => jobs.all).root.synth();

    const text = readFileSync(snapshot, "utf8");
    const key = emulator.env.ALIBABA_CLOUD_ACCESS_KEY_ID ?? "";
    for (const secret of [key, "127.0.0.1", folder, "RequestId"]) expect(text).not.toContain(secret);
  });

  test("of single jobs only, with DIJOBS_RECORD=used, and of all where a rule judges them", () => {
    process.env.DIJOBS_RECORD = "used";
    app((jobs) => jobs.findJob("orders")).root.synth();
    const single = recorded().lookups;
    app((jobs) => jobs.assert(rules.uniqueNames())).root.synth();

    expect(single).toMatchObject([{ partial: true, jobs: [{ jobName: "orders" }] }]);
    expect(recorded().lookups).toMatchObject([{ usedBy: { "apps/orders": { "stack0/jobs": ["*"] } } }]);
    expect(recorded().lookups[0]).not.toHaveProperty("partial");
    expect(recorded().lookups[0].jobs).toHaveLength(2);
  });

  test("two runs over unchanged jobs leave the file byte for byte the same", () => {
    app((jobs) => jobs.all).root.synth();
    const before = readFileSync(snapshot, "utf8").replace(
      /"observedAt": ?"[^"]*"/,
      '"observedAt": "2020-01-01T00:00:00Z"',
    );
    writeFileSync(snapshot, before);

    app((jobs) => jobs.all).root.synth();

    expect(readFileSync(snapshot, "utf8")).toBe(before);
  });

  test("keeps the questions of other apps and stacks, with who uses them", () => {
    app((jobs) => jobs.all).root.synth();
    process.env.DIJOBS_APP = "apps/other";
    appAsking({ jobNameLike: "crm" }, (jobs) => jobs.all).root.synth();

    expect(recorded().lookups).toMatchObject([
      { query: { jobNameLike: "crm" }, usedBy: { "apps/other": { "stack0/jobs": ["*"] } } },
      { usedBy: { "apps/orders": { "stack0/jobs": ["*"] } } },
    ]);
  });

  test("in turn by two stages of each of two apps leaves the file byte for byte the same", () => {
    const record = (name: string, stage: string) => {
      process.env.DIJOBS_APP = name;
      const root = new App({ outdir: join(folder, "out") });
      const jobs = new DiJobs(new TerraformStack(root, stage), "jobs", WORKSPACE);
      if (stage === "dev") jobs.findJob("orders");
      else new DiJobs(new TerraformStack(root, `${stage}-eu`), "jobs", { ...WORKSPACE, jobNameLike: name }).all;
      root.synth();
    };
    const runs = ["apps/a", "__proto__"].flatMap((name) => ["dev", "prod"].map((stage) => [name, stage] as const));
    for (const run of runs) record(...run);
    const before = readFileSync(snapshot, "utf8").replaceAll(
      /"observedAt": "[^"]*"/g,
      '"observedAt": "2020-01-01T00:00:00Z"',
    );
    writeFileSync(snapshot, before);

    for (const run of runs) {
      record(...run);
      expect(readFileSync(snapshot, "utf8")).toBe(before);
    }
    expect(before).toContain('"dev/jobs": ["orders"]');
  });

  test("replaces what its stacks used, also of a stack that uses nothing any more, and drops what nobody uses when told to", () => {
    appAsking(
      { jobNameLike: "crm" },
      (jobs) => jobs.all,
      (jobs) => jobs.all,
    ).root.synth();
    process.env.DIJOBS_PRUNE = "true";
    const { root } = appAsking({ jobNameLike: "orders" }, (jobs) => jobs.names);
    root.synth();
    expect(recorded().lookups).toMatchObject([{ usedBy: { "apps/orders": { "stack1/jobs": ["*"] } } }, {}]);

    const again = appAsking({ jobNameLike: "orders" }, (jobs) => jobs.names);
    new TerraformStack(again.root, "stack1");
    again.root.synth();

    expect(recorded().lookups).toMatchObject([{ query: { jobNameLike: "orders" } }]);
  });

  test("takes a stack out that is gone", () => {
    appAsking(
      { jobNameLike: "crm" },
      (jobs) => jobs.all,
      (jobs) => jobs.all,
    ).root.synth();
    process.env.DIJOBS_FORGET = "sta*1,nothing-else";

    appAsking({ jobNameLike: "crm" }, (jobs) => jobs.all).root.synth();

    expect(recorded().lookups).toMatchObject([{ usedBy: { "apps/orders": { "stack0/jobs": ["*"] } } }]);
    expect(readFileSync(snapshot, "utf8")).not.toContain("stack1");
  });

  test("does not drop what the app asks in another mode", () => {
    app((jobs) => jobs.all).root.synth();
    appAsking({ jobNameLike: "crm" }, (jobs) => jobs.all).root.synth();
    delete process.env.DIJOBS_MODE;
    process.env.DIJOBS_PRUNE = "true";

    const { root } = appAsking({ jobNameLike: "crm", mode: "locked" }, (jobs) => jobs.findJob("crm"));
    new DiJobs(new TerraformStack(root, "more"), "jobs", { ...WORKSPACE, jobNameLike: "orders", mode: "record" });
    root.synth();

    expect(recorded().lookups).toMatchObject([
      { query: { jobNameLike: "crm" }, usedBy: { "apps/orders": { "stack0/jobs": ["crm"] } } },
      { query: { jobNameLike: "orders" }, usedBy: { "apps/orders": { "more/jobs": [] } } },
    ]);
  });

  test("makes version 2 of version 1, and says so in one line", () => {
    const said = jest.spyOn(process.stderr, "write").mockReturnValue(true);
    app((jobs) => jobs.all).root.synth();
    const { workspaces, ...first } = recorded();
    const [lookup] = first.lookups;
    const usedBy = { "stack0/jobs": ["crm"], "stage/jobs": ["orders"] };
    writeFileSync(snapshot, JSON.stringify({ version: 1, lookups: [{ ...lookup, usedBy }] }));
    expect(said.mock.calls).toEqual([[expect.stringMatching(/^note: snapshot '.*' is new: .*\n$/)]]);
    said.mockClear();

    app((jobs) => jobs.all).root.synth();

    expect(workspaces).toEqual({});
    expect(recorded()).toMatchObject({
      version: 2,
      lookups: [{ usedBy: { "": { "stage/jobs": ["orders"] }, "apps/orders": { "stack0/jobs": ["*"] } } }],
    });
    expect(said.mock.calls).toEqual([[expect.stringMatching(/^note: snapshot '.*' was of version 1, .*\n$/)]]);
    said.mockRestore();
  });

  test("says what it changed for whom, first what was recreated, and nothing of statuses", async () => {
    const read = (jobs: DiJobs) => [jobs.tryFindJob("crm"), jobs.findJob("orders")];
    app(read).root.synth();
    await emulator.removeJob("8");
    await emulator.addJobs([{ jobName: "crm", diJobId: 18 }]);
    await emulator.updateJob("7", { destinationDataSourceType: "OSS", jobStatus: "Failed" });
    asInTheNextRun();
    const said = jest.spyOn(process.stderr, "write").mockReturnValue(true);

    app(read).root.synth();

    const lines = said.mock.calls.map(([text]) => String(text));
    said.mockRestore();
    expect(lines[0]).toMatch(/^recorded: 'crm' was recreated \(8 → 18\): stack0\/jobs \(app apps\/orders\) uses it/);
    expect(lines[1]).toMatch(/^recorded: 'orders' \(7\) goes /);
    expect(lines).toHaveLength(2);
  });

  test("writes nothing after Testing.synth", () => {
    const { constructs } = app((jobs) => jobs.all);

    Testing.synth(TerraformStack.of(constructs[0] as DiJobs), true);

    expect(existsSync(snapshot)).toBe(false);
  });

  test.each([
    ["a stack's validation", (root: App) => root.node.children[1]?.node.addValidation({ validate: () => ["no"] })],
    ["the app's own validation", (root: App) => root.node.addValidation({ validate: () => ["no"] })],
  ])("leaves the file as it was when %s fails", (_, fail) => {
    const { root } = app((jobs) => jobs.all);
    new TerraformStack(root, "other");
    fail(root);

    expect(() => root.synth()).toThrow("no");
    expect(existsSync(snapshot)).toBe(false);
  });

  test("leaves the file as it was when a construct carries an error, also where the command line goes on", () => {
    process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS = "true";
    app((jobs) => jobs.assert(rules.jobExists({ names: ["nobody"] }))).root.synth();

    expect(existsSync(snapshot)).toBe(false);
  });

  test("refuses a broken file before the API is asked", async () => {
    writeFileSync(snapshot, "{");

    expect(failure(() => app((jobs) => jobs.all)).code).toBe("SnapshotInvalid");
    expect(await emulator.calls()).toEqual([]);
  });

  test("never stores a failure, nor an answer that the snapshot gave", async () => {
    app((jobs) => jobs.all).root.synth();
    const before = readFileSync(snapshot, "utf8");
    await emulator.setFaults([{ kind: "error", code: "InternalError.System" }]);
    process.env.DIJOBS_MAX_ATTEMPTS = "1";
    process.env.DIJOBS_ON_UNAVAILABLE = "snapshot";

    expect(failure(() => app((jobs) => jobs.all)).code).toBe("ServiceUnavailable");
    expect(readFileSync(snapshot, "utf8")).toBe(before);
  });
});

describe("locked", () => {
  test("answers from the file, asks nobody and needs no credentials", async () => {
    inMode("record");
    app((jobs) => jobs.all).root.synth();
    await emulator.forgetCalls();
    for (const name of Object.keys(process.env)) if (name.startsWith("ALIBABA_CLOUD_")) delete process.env[name];
    inMode("locked");

    app((jobs) => expect(jobs.ids).toEqual(["7", "8"])).root.synth();

    expect(await emulator.calls()).toEqual([]);
  });

  test("a question that the file lacks is an error that names construct and repair", () => {
    inMode("record");
    app((jobs) => jobs.all).root.synth();
    inMode("locked");

    const error = failure(() => appAsking({ jobNameLike: "x" }, (jobs) => jobs.all));

    expect(error.code).toBe("SnapshotLacksQuery");
    expect(error.message).toMatch(/jobNameLike 'x'[\s\S]*at stack0\/jobs[\s\S]*dijobs refresh/);
  });

  test("a name that the file lacks may be newer than the file, and the message says so", () => {
    inMode("record");
    app((jobs) => jobs.all).root.synth();
    inMode("locked");

    const error = failure(() => app((jobs) => jobs.findJob("late")));

    expect(error.code).toBe("JobNotFound");
    expect(error.message).toMatch(
      /the snapshot of 20\S+Z says so: if the job is newer, record it with: .*dijobs refresh/,
    );
  });

  test("without a file it says how to get one", () => {
    inMode("locked");

    const error = failure(() => app((jobs) => jobs.all));

    expect(error.code).toBe("SnapshotMissing");
    expect(error.message).toContain("dijobs refresh");
  });

  test("one lookup may be live while the rest is locked", async () => {
    inMode("record");
    app((jobs) => jobs.all).root.synth();
    delete process.env.DIJOBS_MODE;
    asInTheNextRun();
    await emulator.addJobs([{ jobName: "late", diJobId: 9 }]);

    const ids = (mode: "live" | "locked") => appAsking({ mode }, (jobs) => jobs.all).constructs[0]?.ids;

    expect([ids("locked"), ids("live")]).toEqual([
      ["7", "8"],
      ["7", "8", "9"],
    ]);
  });

  test("a status from the file is unchecked, and shown as such", () => {
    inMode("record");
    app((jobs) => jobs.all).root.synth();
    inMode("locked");
    process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS = "true";

    const { root, constructs } = app((jobs) => jobs.assert(rules.jobStatus({ allowed: "Running" })));
    root.synth();

    expect(constructs[0]?.node.metadata).toMatchObject([
      { type: "@cdktf/warn", data: expect.stringContaining("could not be checked") },
    ]);
  });
});

describe("onUnavailable: snapshot", () => {
  beforeEach(() => {
    inMode("record");
    app((jobs) => jobs.all).root.synth();
    inMode("live");
    process.env.DIJOBS_ON_UNAVAILABLE = "snapshot";
    process.env.DIJOBS_MAX_ATTEMPTS = "1";
    process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS = "true";
  });

  test.each([
    ["unreachable", [{ kind: "refuse" }]],
    ["failing", [{ kind: "error", code: "InternalError.System" }]],
    ["answering with somebody's 502", [{ kind: "html" }]],
  ] as const)("an API that is %s is answered for by the file, with a warning that says its age", async (_, faults) => {
    await emulator.setFaults(faults);

    const { constructs } = app((jobs) => expect(jobs.ids).toEqual(["7", "8"]));

    expect(constructs[0]?.node.metadata).toMatchObject([
      { type: "@cdktf/warn", data: expect.stringMatching(/answered from the snapshot, which is \d+ seconds? old/) },
    ]);
  });

  test("an API that is overloaded until the deadline is answered for, too", async () => {
    process.env.DIJOBS_TIMEOUT_MS = "1500";
    await emulator.setFaults([{ kind: "error", code: "Throttling.User", retryAfterMs: 60_000 }]);

    app((jobs) => expect(jobs.ids).toEqual(["7", "8"]));
  });

  test.each([
    "Forbidden.Access",
    "ResourceNotAuthorized.Api",
    "InvalidAccessKeyId.NotFound",
    "SignatureDoesNotMatch",
    "InvalidSecurityToken.Expired",
  ])("a refusal is told at once, whatever header it comes with: %s", async (code) => {
    for (const status of [200, 403, 429, 503]) {
      await emulator.setFaults([{ kind: "error", code, status, retryAfterMs: 60_000 }]);
      await emulator.forgetCalls();

      expect(failure(() => app((jobs) => jobs.all)).code).toBe("AccessDenied");
      expect(await emulator.calls()).toHaveLength(1);
      // Equal questions are asked once.
      process.env.DIJOBS_TIMEOUT_MS = String(20_000 + status);
    }
  });

  test("a wrong key is not", () => {
    process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET = "another-secret";

    expect(failure(() => app((jobs) => jobs.all)).code).toBe("AccessDenied");
  });

  test("without an answer in the file the API's failure is told", async () => {
    await emulator.setFaults([{ kind: "refuse" }]);

    const error = failure(() => appAsking({ jobNameLike: "other" }, (jobs) => jobs.all));

    expect(DataWorksError.is(error) && error.code).toBe("ServiceUnavailable");
  });
});

describe("what the snapshot explains of a live answer", () => {
  beforeEach(() => {
    inMode("record");
    app((jobs) => jobs.all).root.synth();
    inMode("live");
    process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS = "true";
  });

  test("a name that is gone because the job was renamed", async () => {
    await emulator.updateJob("7", { jobName: "orders_v2" });

    const { message } = failure(() => app((jobs) => jobs.findJob("orders")));

    expect(message).toMatch(/7[\s\S]*orders_v2/);
  });

  test("a job that was deleted, and the way to go on without it", async () => {
    await emulator.removeJob("7");

    const { message } = failure(() => app((jobs) => jobs.findJob("orders")));

    expect(message).toContain("7");
    expect(message).toContain("DIJOBS_MODE=locked");
  });

  test("a job that was recreated is announced before what holds its id is replaced", async () => {
    await emulator.removeJob("7");
    await emulator.addJobs([{ jobName: "orders", diJobId: 70 }]);

    const { constructs } = app((jobs) => expect(jobs.findJob("orders").diJobId).toBe("70"));

    expect(constructs[0]?.node.metadata).toMatchObject([
      {
        type: "@cdktf/warn",
        data: expect.stringMatching(
          /'orders' of cn-shanghai\/1967 was recreated: the snapshot has the id 7, now it is 70/,
        ),
      },
    ]);
  });

  test("a broken snapshot does not stand in the way of a live answer", () => {
    writeFileSync(snapshot, "{");

    expect(failure(() => app((jobs) => jobs.findJob("nobody"))).code).toBe("JobNotFound");
  });

  test("and is told, because nothing says then what changed", () => {
    writeFileSync(snapshot, "{");
    const said = jest.spyOn(process.stderr, "write").mockReturnValue(true);

    const { constructs } = app((jobs) => jobs.findJob("orders"));

    said.mockRestore();
    expect(constructs[0]?.node.metadata).toMatchObject([
      {
        type: "@cdktf/warn",
        data: expect.stringMatching(/^what changed since it was recorded is not known: snapshot /),
      },
    ]);
  });
});
