import { App, TerraformOutput, TerraformStack } from "cdktf";
import { DiJobs } from "cdktf-dataworks-di-jobs";
import type { Construct } from "constructs";

/** Uses the jobs of two workspaces, which the pipelines beside this file look after. */
class OrdersStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const orders = new DiJobs(this, "orders-jobs", { regionId: "cn-shanghai", projectId: 1967 });
    const crm = new DiJobs(this, "crm-jobs", { regionId: "cn-beijing", projectId: 2044, apiVersion: "2024-05-18" });

    new TerraformOutput(this, "orders_job_id", { value: orders.findJob("orders_to_holo").diJobId });
    new TerraformOutput(this, "crm_jobs", { value: crm.toMap() });
  }
}

const app = new App();
new OrdersStack(app, "orders");
app.synth();
