import { App, TerraformOutput, TerraformStack } from "cdktf";
import { DiJobs, type DiJobsProps } from "cdktf-dataworks-di-jobs";
import type { Construct } from "constructs";

const SHANGHAI = { regionId: "cn-shanghai", projectId: 1967 } as const;
const BEIJING = { regionId: "cn-beijing", projectId: 2044 } as const;

/** Outputs the jobs of one workspace. */
class WorkspaceStack extends TerraformStack {
  readonly jobs: DiJobs;

  constructor(scope: Construct, id: string, props: DiJobsProps) {
    super(scope, id);

    this.jobs = new DiJobs(this, "jobs", props);
    new TerraformOutput(this, "job_ids", { value: this.jobs.toMap({ fields: ["diJobId"] }), staticId: true });
  }
}

/** Compares two workspaces: what a stack looked up are plain values, and need no remote state in another. */
class ComparisonStack extends TerraformStack {
  constructor(scope: Construct, id: string, here: DiJobs, there: DiJobs) {
    super(scope, id);

    const missing = here.all.filter(({ raw }) => there.tryFindJob(raw.jobName) === undefined);
    new TerraformOutput(this, "only_here", { value: missing.map(({ jobName }) => jobName), staticId: true });
  }
}

// Both questions are on their way before the first stack waits for its answer.
DiJobs.prefetch([SHANGHAI, BEIJING]);

const app = new App();
const shanghai = new WorkspaceStack(app, "shanghai", SHANGHAI);
const beijing = new WorkspaceStack(app, "beijing", BEIJING);
new ComparisonStack(app, "comparison", shanghai.jobs, beijing.jobs);
app.synth();
