import { App, TerraformOutput, TerraformResource, TerraformStack } from "cdktf";
import { DiJobs, MigrationType } from "cdktf-dataworks-di-jobs";
import type { Construct } from "constructs";

/** Raises an alarm when the orders job falls behind, and tags the resource group that runs it. */
class OrdersAlarmStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    const jobs = new DiJobs(this, "jobs", { regionId: "cn-shanghai", projectId: 1967 });
    const orders = jobs.findJob("mysql_to_holo_sync_8772");

    this.addOverride("terraform.required_providers.alicloud", { source: "aliyun/alicloud", version: "~> 1.241" });
    this.addOverride("provider.alicloud", [{ region: "cn-shanghai" }]);

    // A one-time synchronization has no delay to watch; it can only fail.
    const trigger =
      orders.migrationType === MigrationType.Full
        ? { metric_type: "Heartbeat", duration: 5 }
        : { metric_type: "Delay", duration: 10, threshold: 300 };
    const { metric_type, ...condition } = trigger;
    const alarm = new TerraformResource(this, "alarm", {
      terraformResourceType: "alicloud_data_works_di_alarm_rule",
    });
    alarm.addOverride("di_job_id", orders.diJobIdNumber);
    alarm.addOverride("di_alarm_rule_name", "orders_alarm");
    alarm.addOverride("metric_type", metric_type);
    alarm.addOverride("trigger_conditions", [{ ...condition, severity: "Warning" }]);
    alarm.addOverride("notification_settings", [
      {
        notification_channels: [{ severity: "Warning", channels: ["Mail"] }],
        notification_receivers: [{ receiver_type: "AliyunUid", receiver_values: ["1000000000000001"] }],
      },
    ]);

    const group = new TerraformResource(this, "group", {
      terraformResourceType: "alicloud_resource_manager_resource_group",
    });
    group.addOverride("resource_group_name", "orders-sync");
    group.addOverride("display_name", "orders-sync");
    group.addOverride("tags", { "di-job": orders.jobName, "di-job-id": orders.diJobId });

    new TerraformOutput(this, "di_jobs", { value: jobs.toMap(), staticId: true });
  }
}

const app = new App();
new OrdersAlarmStack(app, "orders-alarm");
app.synth();
