import { App, TerraformStack } from "cdktf";
import { DiAlarmRule, DiJobs, MigrationType } from "cdktf-dataworks-di-jobs";
import type { Construct } from "constructs";

/** Watches the delay of every job that synchronizes in real time. */
class AlarmPerJobStack extends TerraformStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);

    const jobs = new DiJobs(this, "jobs", { regionId: "cn-shanghai", projectId: 1967 });
    const realtime = jobs.where({
      migrationType: [MigrationType.RealtimeIncremental, MigrationType.FullAndRealtimeIncremental],
    });

    // The id of a job never changes, its name may: an id made of it would move the alarm rule.
    for (const job of realtime)
      new DiAlarmRule(this, `alarm-${job.diJobId}`, {
        job,
        diAlarmRuleName: `delay of ${job.jobName}`,
        metricType: "Delay",
        enabled: true,
        triggerConditions: [
          { severity: "Warning", duration: 10, threshold: 300 },
          { severity: "Critical", duration: 10, threshold: 1800 },
        ],
        notificationSettings: {
          inhibitionInterval: 15,
          notificationChannels: [
            { severity: "Warning", channels: ["Mail"] },
            { severity: "Critical", channels: ["Mail", "Phone"] },
          ],
          notificationReceivers: [{ receiverType: "AliyunUid", receiverValues: ["1000000000000001"] }],
        },
      });
  }
}

const app = new App();
new AlarmPerJobStack(app, "alarm-per-job");
app.synth();
