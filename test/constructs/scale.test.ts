import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { DiJobs } from "../../src/frameworks/cdktf";
import { fakeDiJobs } from "../../src/testing/fake";

const outdir = mkdtempSync(join(tmpdir(), "scale-"));

afterAll(() => rmSync(outdir, { recursive: true }));

test("ten thousand jobs are one output and, with a guard, one resource", () => {
  const app = new App({ outdir });
  fakeDiJobs(app, { "cn-shanghai/1967": Array.from({ length: 10_000 }, (_, index) => ({ jobName: `job-${index}` })) });
  const stack = new TerraformStack(app, "stack");
  const jobs = new DiJobs(stack, "jobs", { regionId: "cn-shanghai", projectId: 1967 });
  new TerraformOutput(stack, "di_jobs", { value: jobs.toMap({ fields: ["diJobId"] }), staticId: true });
  jobs.requireFresherThan("24h");

  app.synth();

  const { output, resource } = JSON.parse(readFileSync(join(outdir, "stacks", "stack", "cdk.tf.json"), "utf8"));
  expect(Object.keys(output.di_jobs.value)).toHaveLength(10_000);
  expect(Object.keys(resource)).toEqual(["terraform_data"]);
  expect(Object.keys(resource.terraform_data)).toEqual(["dijobs_freshness"]);
});
