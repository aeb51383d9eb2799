import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformResource } from "cdktf";
import { DiAlarmRule } from "cdktf-dataworks-di-jobs";
import { type Emulator, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import manifest from "../../package.json";
import { commandLineEnv } from "../_support/command-line";
import { framework } from "../_support/framework";
import { makeProject, type Project } from "../_support/project";

let emulator: Emulator;
let project: Project;

beforeAll(async () => {
  emulator = await startEmulator();
  project = makeProject("examples/cdk-terrain/main.ts");
});

afterAll(async () => {
  project.remove();
  await emulator.close();
});

test("this run is on one framework, and on the entry of the package that belongs to it", () => {
  expect(Reflect.get(App, Symbol.for("jsii.rtti"))).toMatchObject({ fqn: `${framework}.App` });
  expect(DiAlarmRule.prototype).toBeInstanceOf(TerraformResource);
});

test("the framework's command line synthesizes an app of this framework", async () => {
  const { status, stdout } = project.run({ ...(await commandLineEnv()), ...emulator.env }, framework, "synth");

  expect({ status, stdout }).toMatchObject({
    status: 0,
    stdout: expect.stringContaining("Generated Terraform code for the stacks: alarms"),
  });
  const stack = JSON.parse(readFileSync(join(project.folder, "cdktf.out/stacks/alarms/cdk.tf.json"), "utf8"));
  expect(stack["//"].metadata.version).toBe(manifest.devDependencies[framework]);
  expect(stack.resource.alicloud_data_works_di_alarm_rule["alarm-16627"]).toMatchObject({ di_job_id: 16627 });
}, 300_000);
