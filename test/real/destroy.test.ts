import { type Emulator, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { commandLineEnv } from "../_support/command-line";
import { framework } from "../_support/framework";
import { makeProject, type Project } from "../_support/project";

let emulator: Emulator;
let project: Project;
let commandLine: Readonly<Record<string, string>>;

beforeAll(async () => {
  commandLine = { ...(await commandLineEnv()) };
  emulator = await startEmulator();
  project = makeProject("examples/job-map/main.ts");
  const recorded = project.run({ ...commandLine, ...emulator.env, DIJOBS_MODE: "record" }, framework, "synth");
  expect(recorded).toMatchObject({ status: 0 });
}, 300_000);

beforeEach(async () => {
  await emulator.clearFaults();
  await emulator.setJobs([{ jobName: "mysql_to_holo_sync_8772", diJobId: 16626 }]);
  const deployed = project.run({ ...commandLine, ...emulator.env }, framework, "deploy", "--auto-approve");
  expect(deployed).toMatchObject({ status: 0 });
}, 120_000);

afterAll(async () => {
  project.remove();
  await emulator.close();
});

const destroy = (env: Record<string, string> = {}) =>
  project.run(
    { ...commandLine, ...emulator.env, DIJOBS_MAX_ATTEMPTS: "1", ...env },
    framework,
    "destroy",
    "--auto-approve",
  );

test("an outage does not trap a destroy where the snapshot may stand in", async () => {
  await emulator.setFaults([{ kind: "refuse" }]);

  expect(destroy().status).toBe(1);

  const { status, stdout } = destroy({ DIJOBS_ON_UNAVAILABLE: "snapshot" });

  expect(stdout).toContain("answered from the snapshot");
  expect(status).toBe(0);
}, 120_000);

test("a deleted job does not trap a destroy: the message names the way out, and the way works", async () => {
  await emulator.removeJob("16626");

  const trapped = destroy();

  expect(trapped.status).toBe(1);
  expect(trapped.stdout + trapped.stderr).toContain("DIJOBS_MODE=locked");
  expect(destroy({ DIJOBS_MODE: "locked" }).status).toBe(0);
}, 120_000);
