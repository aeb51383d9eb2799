import { join } from "node:path";
import { type Cli, makeCli } from "../_support/cli";
import { portedProgram } from "../_support/framework";
import { run } from "../_support/process";

let cli: Cli;
const BOTH = ["-w", "cn-shanghai/1967", "-w", "cn-beijing/2044"];

beforeEach(async () => {
  cli = await makeCli({
    jobs: [
      { diJobId: 7, jobName: "orders" },
      { diJobId: 8, jobName: "crm" },
      { diJobId: 9, jobName: "stock", projectId: 2044 },
    ],
  });
  await cli.run("refresh", ...BOTH);
  const used = JSON.parse(cli.read("dataworks.snapshot.json"));
  for (const lookup of used.lookups)
    if (lookup.query.projectId === "1967")
      lookup.usedBy = { "apps/a": { "prod/jobs": ["orders"] }, ".": { "test/jobs": ["crm"] } };
  cli.write("dataworks.snapshot.json", JSON.stringify(used));
});

afterEach(() => cli.close());

test("no drift exits 0 and says so, with one call for each question", async () => {
  await cli.emulator.forgetCalls();

  const { status, stdout, stderr } = await cli.run("drift");

  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain("nothing differs");
  expect(await cli.emulator.calls()).toHaveLength(2);
});

test("drift names what happened, by the identity of the job, and the constructs concerned", async () => {
  await cli.emulator.removeJob("7");
  await cli.emulator.addJobs([{ diJobId: 17, jobName: "orders" }]);
  await cli.emulator.updateJob("8", { jobName: "crm_v2" });

  const { status, stdout } = await cli.run("drift");

  expect(status).toBe(1);
  expect(stdout).toContain("'orders' was recreated (7 → 17): prod/jobs (app apps/a) uses it");
  expect(stdout).toContain("'crm' (8) was renamed to 'crm_v2': test/jobs uses it");
});

test("drift knows a construct that was added in mode fill, which asked nothing", async () => {
  const app = portedProgram("test/fixtures/apps/lookup.js");
  const env = { DIJOBS_MODE: "fill", DIJOBS_SNAPSHOT: join(cli.folder, "dataworks.snapshot.json") };

  const added = await run(process.execPath, [app, "read"], { cwd: cli.folder, env });
  await cli.emulator.removeJob("8");

  expect(added).toMatchObject({ status: 0, stderr: "" });
  expect((await cli.run("drift")).stdout).toMatch(/'crm' \(8\) was removed: .*stack\/jobs/);
});

test("drift of jobs that nothing uses is listed and does not fail, unless --fail-on names its kind", async () => {
  await cli.emulator.removeJob("9");

  const shown = await cli.run("drift");
  const failing = await cli.run("drift", "--fail-on", "removed,recreated");

  expect(shown.status).toBe(0);
  expect(shown.stdout).toContain("'stock' (9) was removed");
  expect(failing.status).toBe(1);
});

test("a status is weather, until --fail-on asks for it", async () => {
  await cli.emulator.updateJob("7", { jobStatus: "Failed" });

  expect((await cli.run("drift")).status).toBe(0);
  expect((await cli.run("drift", "--fail-on", "status")).status).toBe(1);
});

test("a question that is not answered makes exit 2, and does not hide the drift elsewhere", async () => {
  await cli.emulator.removeJob("7");
  await cli.emulator.setFaults([{ kind: "error", code: "Forbidden.Access", times: 1 }]);

  const { status, stdout } = await cli.run("drift", "--format", "json");

  expect(status).toBe(2);
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({ command: "drift", exitCode: 2, unanswered: [{ code: "AccessDenied" }] });
  // Which of the two questions comes first is not said.
  expect(report.evidence).toHaveLength(1);
  expect(report.drift).toHaveLength(report.evidence[0].workspace === "cn-shanghai/1967" ? 1 : 0);
});

test("drift of one workspace asks about it only; one, or a version, that the snapshot lacks is an error", async () => {
  await cli.emulator.removeJob("7");
  await cli.emulator.forgetCalls();

  const other = await cli.run("drift", "-w", "cn-beijing/2044");
  const lacking = await cli.run("drift", "-w", "cn-hangzhou/1");
  const version = ["--api-version", "2024-05-18"];
  const inVersion = await Promise.all([
    cli.run("drift", "-w", "cn-beijing/2044", ...version),
    cli.run("drift", ...version),
  ]);

  expect(other.status).toBe(0);
  expect(await cli.emulator.calls()).toMatchObject([{ parameters: { ProjectId: "2044" } }]);
  expect(lacking).toMatchObject({ status: 2, stdout: "" });
  expect(lacking.stderr).toContain("has no answer for cn-hangzhou/1");
  expect(inVersion.map(({ status }) => status)).toEqual([2, 2]);
  expect(inVersion[0]?.stderr).toContain("has no answer for cn-beijing/2044, apiVersion 2024-05-18");
  expect(inVersion[1]?.stderr).toContain("has no question in version 2024-05-18");
});

test("several formats go to standard output and to files at once, and the place is a line of the snapshot", async () => {
  await cli.run("refresh", "--no-app");
  await cli.emulator.removeJob("8");

  const { status, stdout } = await cli.run(
    ...["drift", "--fail-on", "removed", "--format", "github", "--format", "json=out/drift.json"],
  );

  expect(status).toBe(1);
  expect(stdout).toMatch(/^::error .*file=dataworks\.snapshot\.json,line=\d+/m);
  const [{ place }] = JSON.parse(cli.read("out/drift.json")).drift;
  expect(cli.read(place.path).split("\n")[place.line - 1]).toContain('"diJobId":"8"');
});

test.each([
  [["--fail-on", "renam"], "did you mean 'renamed'?"],
  [["--format", "jsn"], "did you mean 'json'?"],
  [["--snapshot", "nowhere.json"], "there is no snapshot"],
])("drift %j is refused before anything is asked", async (args, says) => {
  await cli.emulator.forgetCalls();

  const { status, stdout, stderr } = await cli.run("drift", ...args);

  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain(says);
  expect(await cli.emulator.calls()).toEqual([]);
});
