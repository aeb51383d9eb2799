import { App, TerraformOutput, TerraformResource, TerraformStack } from "cdktf";
import { DiJobs } from "cdktf-dataworks-di-jobs";
import type { Construct } from "constructs";

/** Publishes which job is at work, unless what is known about it has become too old. */
class FreshnessStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    const jobs = new DiJobs(this, "jobs", { regionId: "cn-shanghai", projectId: 1967 });
    const orders = jobs.findJob("orders_to_holo");

    // A plan or an apply more than a day after the lookup is stopped; after an hour it says so.
    const guard = jobs.requireFresherThan("24h");
    jobs.requireFresherThan("1h", { severity: "warning" });

    const published = new TerraformResource(this, "published", {
      terraformResourceType: "terraform_data",
      dependsOn: [guard],
    });
    published.addOverride("input", orders.diJobIdNumber);
    new TerraformOutput(this, "published_id", { value: published.getNumberAttribute("output"), staticId: true });
  }
}

const app = new App();
new FreshnessStack(app, "freshness");
app.synth();
