import { alarmRuleAttributes, type DiAlarmRuleArguments } from "../../src/constructs/alarm-rule";
import { diJob, jobOfStack } from "../_support/stack-job";

const rule = (changes: Partial<DiAlarmRuleArguments> = {}): DiAlarmRuleArguments => ({
  job: diJob(),
  diAlarmRuleName: "delay",
  metricType: "Delay",
  triggerConditions: [{ severity: "Warning", duration: 10, threshold: 300 }],
  notificationSettings: { notificationChannels: [{ severity: "Warning", channels: ["Mail"] }] },
  ...changes,
});

test("every argument arrives under the provider's name", () => {
  const all = rule({
    metricType: "DdlReport",
    description: "watched",
    enabled: true,
    triggerConditions: [{ severity: "Critical", duration: 5, threshold: 1, ddlReportTags: ["ALTERADDCOLUMN"] }],
    notificationSettings: {
      inhibitionInterval: 15,
      notificationChannels: [{ severity: "Critical", channels: ["Phone"] }],
      notificationReceivers: [{ receiverType: "AliyunUid", receiverValues: ["1"] }],
    },
  });

  expect(alarmRuleAttributes(all, Number)).toEqual({
    di_job_id: 16626,
    di_alarm_rule_name: "delay",
    description: "watched",
    enabled: true,
    metric_type: "DdlReport",
    trigger_conditions: [{ severity: "Critical", duration: 5, threshold: 1, ddl_report_tags: ["ALTERADDCOLUMN"] }],
    notification_settings: {
      inhibition_interval: 15,
      notification_channels: [{ severity: "Critical", channels: ["Phone"] }],
      notification_receivers: [{ receiver_type: "AliyunUid", receiver_values: ["1"] }],
    },
  });
});

test("a job and the same job of a stack are watched by the same id", () => {
  const ids = [diJob(), jobOfStack()].map((job) => alarmRuleAttributes(rule({ job }), Number).di_job_id);

  expect(ids).toEqual([16626, 16626]);
});
