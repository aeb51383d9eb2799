import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { commandLineEnv } from "../_support/command-line";
import { framework, portedProgram } from "../_support/framework";
import { root, run } from "../_support/process";

const POLICY = "examples/compliance-gate/dijobs.policy.json";

let emulator: Emulator;
let outdir: string;
let commandLine: object;

beforeAll(async () => {
  commandLine = await commandLineEnv();
}, 300_000);

beforeEach(async () => {
  outdir = mkdtempSync(join(tmpdir(), "gate-"));
  emulator = await startEmulator({ jobs: JSON.parse(readFileSync(join(root, "examples/jobs.json"), "utf8")) });
});

afterEach(async () => {
  rmSync(outdir, { recursive: true });
  await emulator.close();
});

const env = () => ({ ...emulator.env, CDKTF_OUTDIR: outdir });
const synth = () =>
  run(framework, ["synth", "--app", `tsx ${portedProgram("examples/compliance-gate/main.ts")}`, "--output", outdir], {
    cwd: root,
    env: { ...commandLine, ...env() },
  });
const check = () => run("node", ["dist/cli/program.js", "check", "--policy", POLICY], { cwd: root, env: env() });

test("jobs that keep to the policy pass the app and the command line alike", async () => {
  expect(await synth()).toMatchObject({ status: 0 });
  expect(await check()).toMatchObject({ status: 0 });
});

test("a job that breaks it closes the gate of both, in the same words", async () => {
  await emulator.updateJob("16627", { jobStatus: "Failed" });

  const app = await synth();
  const commandLine = await check();

  const finding = "'orders_to_holo' (16627) is Failed, not Running or Finished";
  expect(app.status).toBe(1);
  expect(app.stdout + app.stderr).toContain(finding);
  expect(commandLine.status).toBe(1);
  expect(commandLine.stdout).toContain(finding);
});
