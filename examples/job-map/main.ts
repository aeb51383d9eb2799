import { App, TerraformOutput, TerraformStack } from "cdktf";
import { DiJobs, JobStatus } from "cdktf-dataworks-di-jobs";
import type { Construct } from "constructs";

/** Outputs what a workspace holds; needs no provider, so Terraform can apply it anywhere. */
class JobMapStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    const jobs = new DiJobs(this, "jobs", { regionId: "cn-shanghai", projectId: 1967 });

    const sample = jobs.findJob("mysql_to_holo_sync_8772");
    const failed = jobs.where({ jobStatus: JobStatus.Failed });

    new TerraformOutput(this, "di_jobs", { value: jobs.toMap(), staticId: true });
    new TerraformOutput(this, "sample_id", { value: sample.diJobIdNumber, staticId: true });
    new TerraformOutput(this, "failed", { value: failed.map((job) => job.jobName), staticId: true });
  }
}

const app = new App();
new JobMapStack(app, "job-map");
app.synth();
