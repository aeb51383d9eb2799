import { App, TerraformResource, TerraformStack } from "cdktf";
import { DiJobs } from "cdktf-dataworks-di-jobs";
import type { Construct } from "constructs";

/** Takes a job that was made in the console under Terraform's management. */
class AdoptStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    this.addOverride("terraform.required_providers.alicloud", { source: "aliyun/alicloud", version: ">= 1.241.0" });
    this.addOverride("terraform.required_version", ">= 1.5");

    const jobs = new DiJobs(this, "jobs", { regionId: "cn-shanghai", projectId: 1967 });
    const orders = jobs.findJob("orders_to_holo");

    const adopted = new TerraformResource(this, "orders", {
      terraformResourceType: "alicloud_data_works_di_job",
      // The provider replaces a job whose settings differ: they stay as they are until the plan shows none.
      lifecycle: { ignoreChanges: "all", preventDestroy: true },
    });
    adopted.importFrom(orders.importId);
    adopted.addOverride("project_id", Number(orders.projectId));
    adopted.addOverride("job_name", orders.jobName);
    adopted.addOverride("migration_type", orders.migrationType);
    adopted.addOverride("source_data_source_type", orders.sourceDataSourceType);
    adopted.addOverride("destination_data_source_type", orders.destinationDataSourceType);
    adopted.addOverride("source_data_source_settings", [{ data_source_name: "orders_mysql" }]);
    adopted.addOverride("destination_data_source_settings", [{ data_source_name: "orders_holo" }]);
    adopted.addOverride("resource_settings", { realtime_resource_settings: { resource_group_identifier: "di_group" } });
    adopted.addOverride("table_mappings", [{ source_object_selection_rules: [{ object_type: "Database" }] }]);
  }
}

const app = new App();
new AdoptStack(app, "adopt");
app.synth();
