import { readFileSync } from "node:fs";
import { join } from "node:path";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { applyRules, DiJobs, type DiJobsProps, JobStatus, type RuleSet, rules } from "cdktf-dataworks-di-jobs";
import type { Construct } from "constructs";

/** Wires one job of a workspace; what must hold everywhere is the policy's affair. */
class WorkspaceStack extends TerraformStack {
  constructor(scope: Construct, id: string, props: DiJobsProps) {
    super(scope, id);

    const jobs = new DiJobs(this, "jobs", props);
    new TerraformOutput(this, "orders", { value: jobs.findJob("orders_to_holo").diJobIdNumber, staticId: true });

    // What only this stack needs to hold stands beside what needs it.
    jobs.assert(rules.jobStatus({ id: "orders-run", jobs: { jobName: "orders_to_holo" }, allowed: JobStatus.Running }));
  }
}

// The platform team's policy: the file that `dijobs check --policy` reads, too.
const policy: RuleSet = JSON.parse(readFileSync(join(__dirname, "dijobs.policy.json"), "utf8"));

const app = new App();
applyRules(app, policy);
new WorkspaceStack(app, "orders", { regionId: "cn-shanghai", projectId: 1967 });
new WorkspaceStack(app, "crm", { regionId: "cn-beijing", projectId: 2044 });
app.synth();
