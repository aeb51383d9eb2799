import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Emulator, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { otherNode, programsOf, runsOtherNodes } from "../_support/installation";
import { root } from "../_support/process";
import { makeProject, type Project } from "../_support/project";

let emulator: Emulator;
let project: Project;

beforeAll(async () => {
  emulator = await startEmulator();
  project = makeProject("examples/cdk-terrain/main.ts", "cdktn");
});

afterAll(async () => {
  project.remove();
  await emulator.close();
});

// It needs a newer Node.js than ours, which is there for Linux on x64; in CI its absence is a failure.
(runsOtherNodes || process.env.CI ? test : test.skip)(
  "the command line of CDK Terrain synthesizes the example",
  async () => {
    const folders = [await programsOf("cdktn-cli@0.24.0"), dirname(await otherNode(24))];
    const path = [...folders, join(root, "node_modules/.bin"), process.env.PATH].join(":");

    expect(project.run({ ...emulator.env, PATH: path }, "cdktn", "synth")).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("Generated Terraform code for the stacks: alarms"),
    });

    const stack = JSON.parse(readFileSync(join(project.folder, "cdktf.out/stacks/alarms/cdk.tf.json"), "utf8"));
    expect(stack["//"].metadata.version).toBe("0.24.0");
    expect(stack.resource.alicloud_data_works_di_alarm_rule["alarm-16627"]).toMatchObject({ di_job_id: 16627 });
  },
  300_000,
);
