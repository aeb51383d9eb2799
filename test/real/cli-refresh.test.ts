import { existsSync, mkdirSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { type Cli, makeCli } from "../_support/cli";
import { framework, ported } from "../_support/framework";
import { root } from "../_support/process";

const APP = ported(`
const { App, TerraformOutput, TerraformStack } = require("cdktf");
const { DiJobs } = require("cdktf-dataworks-di-jobs");
console.log("the app speaks, in", process.env.CDKTF_OUTDIR);
const app = new App();
const stack = new TerraformStack(app, "prod");
const jobs = new DiJobs(stack, "jobs", { regionId: "cn-shanghai", projectId: app.node.tryGetContext("project") });
new TerraformOutput(stack, "id", { value: jobs.findJob(process.env.JOB || "orders").diJobId });
if (process.env.MORE) new DiJobs(stack, "more", { regionId: "cn-beijing", projectId: 2044 }).all;
app.synth();
`);

let cli: Cli;

beforeEach(async () => {
  cli = await makeCli({
    jobs: [
      { diJobId: 7, jobName: "orders" },
      { diJobId: 8, jobName: "crm" },
    ],
  });
  mkdirSync(join(cli.folder, "node_modules"));
  for (const name of [framework, "constructs"])
    symlinkSync(join(root, "node_modules", name), join(cli.folder, "node_modules", name));
  symlinkSync(root, join(cli.folder, "node_modules/cdktf-dataworks-di-jobs"));
  cli.write("main.js", APP);
  cli.write("cdktf.json", JSON.stringify({ app: "node main.js", context: { project: 1967 } }));
});

afterEach(() => cli.close());

const usedBy = () => JSON.parse(cli.read("dataworks.snapshot.json")).lookups.at(-1).usedBy;

test("refresh runs the app, records what it looks up, and leaves nothing else behind", async () => {
  const { status, stdout, stderr } = await cli.run("refresh");

  expect(status).toBe(0);
  expect(stdout).toContain("cn-shanghai/1967");
  expect(stdout).not.toContain("the app speaks");
  expect(usedBy()).toEqual({ ".": { "prod/jobs": ["orders"] } });
  const outdir = /the app speaks, in (\S+)/.exec(stderr)?.[1];
  expect(outdir).toBeDefined();
  expect(existsSync(String(outdir))).toBe(false);
  expect(existsSync(join(cli.folder, "cdktf.out"))).toBe(false);
});

test("refresh says what changed and whom it concerns", async () => {
  await cli.run("refresh");
  await cli.emulator.removeJob("7");
  await cli.emulator.addJobs([{ diJobId: 17, jobName: "orders" }]);

  const { status, stdout } = await cli.run("refresh");

  expect(status).toBe(0);
  expect(stdout).toContain("'orders' was recreated (7 → 17): prod/jobs uses it, and resources that hold its id");
  expect(cli.read("dataworks.snapshot.json")).toContain('"diJobId":"17"');
});

test("a refresh that changes nothing says so, and does not touch the file", async () => {
  await cli.run("refresh");
  const { mtimeNs, ino } = statSync(join(cli.folder, "dataworks.snapshot.json"), { bigint: true });

  const { status, stdout } = await cli.run("refresh");

  expect(status).toBe(0);
  expect(stdout).toContain("nothing differs");
  expect(statSync(join(cli.folder, "dataworks.snapshot.json"), { bigint: true })).toMatchObject({ mtimeNs, ino });
});

test("an app that fails makes exit 2 with what it said, and nothing is recorded", async () => {
  const { status, stdout, stderr } = await cli.runWith({ JOB: "nobody" }, "refresh");

  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain("has no job named 'nobody'");
  expect(stderr).toContain("error: the app failed, and nothing was recorded: node main.js\n  it ended with 1");
  expect(existsSync(join(cli.folder, "dataworks.snapshot.json"))).toBe(false);
});

test("a question that the app no longer asks stays until --prune drops it", async () => {
  await cli.runWith({ MORE: "1" }, "refresh");

  const kept = await cli.run("refresh");
  const pruned = await cli.run("refresh", "--prune", "--format", "json");

  expect(kept.stdout).toContain("nothing differs");
  expect(JSON.parse(pruned.stdout)).toMatchObject({
    droppedQueries: ["cn-beijing/2044"],
    snapshot: { written: true },
    exitCode: 0,
  });
  expect(JSON.parse(cli.read("dataworks.snapshot.json")).lookups).toHaveLength(1);
});

test("--forget takes a stack out that is gone, with the app and without it, and says where nothing was like it", async () => {
  await cli.runWith({ DIJOBS_APP: "old", MORE: "1" }, "refresh");
  await cli.run("refresh");

  const mistyped = await cli.run("refresh", "--forget", "prd");
  expect(mistyped.stderr).toContain("note: app '.' has no stack in the snapshot that is like 'prd'");

  const again = await cli.run("refresh", "--forget", "pr*");
  expect({ status: again.status, users: usedBy()["."] }).toEqual({ status: 0, users: { "prod/jobs": ["orders"] } });

  await cli.emulator.forgetCalls();
  const gone = await cli.runWith({ DIJOBS_APP: "old" }, "refresh", "--no-app", "--forget", "*", "--prune");
  expect({ status: gone.status, users: usedBy() }).toEqual({ status: 0, users: { ".": { "prod/jobs": ["orders"] } } });
  expect(gone.stdout).toContain("cn-beijing/2044");
  expect(await cli.emulator.calls()).toHaveLength(1);
  expect(JSON.parse(cli.read("dataworks.snapshot.json")).lookups).toHaveLength(1);
});

test("what another app uses is not pruned", async () => {
  await cli.runWith({ DIJOBS_APP: "../other", MORE: "1" }, "refresh");

  await cli.run("refresh", "--prune");

  expect(JSON.parse(cli.read("dataworks.snapshot.json")).lookups).toMatchObject([
    { usedBy: { "../other": { "prod/more": ["*"] } } },
    { usedBy: { ".": { "prod/jobs": ["orders"] }, "../other": { "prod/jobs": ["orders"] } } },
  ]);
});

test("version 1 becomes 2, and says so, also without the app", async () => {
  await cli.run("refresh");
  const { workspaces, ...first } = JSON.parse(cli.read("dataworks.snapshot.json"));
  first.lookups[0].usedBy = { "prod/jobs": ["orders"] };
  cli.write("dataworks.snapshot.json", JSON.stringify({ ...first, version: 1 }));

  const { stdout, stderr } = await cli.run("refresh", "--no-app", "--format", "json");

  expect(workspaces).toEqual({});
  expect(stderr).toMatch(/^note: snapshot '.*' was of version 1, and is of version 2 from now on; .*\n$/);
  expect(JSON.parse(stdout)).toMatchObject({ snapshot: { written: true }, drift: [] });
  expect(cli.read("dataworks.snapshot.json")).toContain('"version": 2');
});

test.each([["-w", "cn-shanghai/1967"], ["--no-app"]])(
  "refresh %s asks again without running the app, and keeps who uses what",
  async (...args) => {
    await cli.run("refresh");
    await cli.emulator.updateJob("8", { jobName: "crm_v2" });

    const { status, stdout, stderr } = await cli.run("refresh", ...args);

    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain("'crm' (8) was renamed to 'crm_v2'");
    expect(usedBy()).toEqual({ ".": { "prod/jobs": ["orders"] } });
    expect(cli.read("dataworks.snapshot.json")).toContain("crm_v2");
  },
);

test("refresh --workspace brings in a workspace that the snapshot does not know", async () => {
  const { status, stdout } = await cli.run("refresh", "-w", "cn-shanghai/1967");

  expect(status).toBe(0);
  expect(stdout).toContain("cn-shanghai/1967");
  expect(usedBy()).toEqual({});
});

test("a question that is not answered makes exit 2, and keeps its old answer", async () => {
  await cli.run("refresh");
  const before = cli.read("dataworks.snapshot.json");
  await cli.emulator.setFaults([{ kind: "error", code: "Forbidden.Access" }]);

  const { status, stdout } = await cli.run("refresh", "--no-app");

  expect(status).toBe(2);
  expect(stdout).toContain("the edition of DataWorks does not allow");
  expect(cli.read("dataworks.snapshot.json")).toBe(before);
});

test.each([[[]], [["--no-app"]]])(
  "refresh %j --ignore-status leaves an answer alone of which only statuses changed",
  async (args) => {
    await cli.run("refresh");
    const before = cli.read("dataworks.snapshot.json");
    await cli.emulator.updateJob("8", { jobStatus: "Failed" });

    await cli.run("refresh", ...args, "--ignore-status");
    expect(cli.read("dataworks.snapshot.json")).toBe(before);

    await cli.run("refresh", ...args);
    expect(cli.read("dataworks.snapshot.json")).toContain("Failed");
  },
);

test("after a rename, for which the app fails, a refresh without it records the new name and whom it concerns", async () => {
  await cli.run("refresh");
  await cli.emulator.updateJob("7", { jobName: "orders_v2" });
  expect((await cli.run("refresh", "--ignore-status")).status).toBe(2);

  const { status, stdout } = await cli.run("refresh", "--no-app", "--ignore-status");

  expect(status).toBe(0);
  expect(stdout).toContain("'orders' (7) was renamed to 'orders_v2': prod/jobs uses it");
  expect(cli.read("dataworks.snapshot.json")).toContain("orders_v2");
});

test("Ctrl-C ends the app too, and exits with 130", async () => {
  cli.write(
    "main.js",
    `process.on("SIGTERM", () => process.exit(0));
    process.on("exit", () => console.error("ended"));
    setTimeout(() => {}, 20_000);
    console.error("started");`,
  );
  const running = cli.start("refresh");
  const started = new Promise((resolve) => {
    running.process.stderr.on("data", (text) => String(text).includes("started") && resolve(undefined));
  });
  await started;
  running.signalGroup("SIGINT");

  const { status, stderr } = await running.ended;

  expect(status).toBe(130);
  expect(stderr).toContain("ended");
});

test.each([
  [["-w", "cn-shanghai/1967", "--prune"], "whoever asks by hand uses nothing"],
  [["--forget", ","], "write a name"],
  [["--profile", "other"], "the app says that itself"],
])("refresh %j is refused", async (args, says) => {
  const { status, stderr } = await cli.run("refresh", ...args);

  expect(status).toBe(2);
  expect(stderr).toContain(says);
});

test("refresh without an app says where it looked", async () => {
  const other = await makeCli();
  const { status, stderr } = await other.run("refresh");
  await other.close();

  expect(status).toBe(2);
  expect(stderr).toContain(`there is no cdktf.json in '${other.folder}' or above it`);
});
