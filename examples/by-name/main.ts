import { App, TerraformOutput, TerraformStack } from "cdktf";
import { DiJobs } from "cdktf-dataworks-di-jobs";
import type { Construct } from "constructs";

/** Finds a workspace by its name, and a job in it by its name: no id stands in the code. */
class OrdersStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    const jobs = new DiJobs(this, "jobs", { regionId: "cn-shanghai", projectName: "orders_prod" });
    const orders = jobs.findJob("orders_to_holo");

    new TerraformOutput(this, "import_id", { value: orders.importId, staticId: true });
  }
}

const app = new App();
new OrdersStack(app, "by-name");
app.synth();
