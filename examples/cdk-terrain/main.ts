import { DiAlarmRule, DiJobs } from "cdktf-dataworks-di-jobs/cdktn";
import { App, TerraformOutput, TerraformStack } from "cdktn";
import type { Construct } from "constructs";

/** Watches every running job of a workspace: an app of CDK Terrain. */
class AlarmsStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    const jobs = new DiJobs(this, "jobs", { regionId: "cn-shanghai", projectId: 1967 });

    for (const job of jobs.where({ jobStatus: "Running" }))
      new DiAlarmRule(this, `alarm-${job.diJobId}`, {
        job,
        diAlarmRuleName: `${job.jobName} stopped answering`,
        metricType: "Heartbeat",
        triggerConditions: [{ severity: "Warning", duration: 5 }],
        notificationSettings: { notificationChannels: [{ severity: "Warning", channels: ["Mail"] }] },
      });

    new TerraformOutput(this, "di_jobs", { value: jobs.toMap(), staticId: true });
  }
}

const app = new App();
new AlarmsStack(app, "alarms");
app.synth();
