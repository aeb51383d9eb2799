import type { DiAlarmRuleArguments } from "../../src/constructs/alarm-rule";
import { checkAlarmRule } from "../../src/constructs/alarm-rule-check";
import { failure } from "../_support/failure";
import { diJob } from "../_support/stack-job";

const rule = (changes: Partial<DiAlarmRuleArguments> = {}): DiAlarmRuleArguments => ({
  job: diJob(),
  diAlarmRuleName: "delay",
  metricType: "Delay",
  triggerConditions: [{ severity: "Warning", duration: 10, threshold: 300 }],
  notificationSettings: { notificationChannels: [{ severity: "Warning", channels: ["Mail"] }] },
  ...changes,
});

test.each<[string, Partial<DiAlarmRuleArguments>, string]>([
  ["no condition", { triggerConditions: [] }, "triggerConditions"],
  ["no name", { diAlarmRuleName: "" }, "diAlarmRuleName"],
  [
    "an unknown severity",
    { triggerConditions: [{ severity: "Fatal", threshold: 1 }] },
    "triggerConditions[0].severity",
  ],
  ["a severity in other case", { triggerConditions: [{ severity: "warning", threshold: 1 }] }, "Warning, Critical"],
  [
    "an unknown severity of a channel",
    { notificationSettings: { notificationChannels: [{ severity: "Info" }] } },
    "notificationChannels[0].severity",
  ],
  [
    "a channel in other case",
    { notificationSettings: { notificationChannels: [{ channels: ["mail"] }] } },
    "write it as the API does: Mail",
  ],
  [
    "a receiver in other case",
    { notificationSettings: { notificationReceivers: [{ receiverType: "aliyunUid" }] } },
    "AliyunUid",
  ],
  ["a metric in other case", { metricType: "delay" }, "write it as the API does: Delay"],
  ["a delay without a threshold", { triggerConditions: [{ severity: "Warning" }] }, "the delay in seconds"],
  ["failovers without a threshold", { metricType: "FailoverCount", triggerConditions: [{}] }, "number of failovers"],
  [
    "a DDL report without kinds",
    { metricType: "DdlReport", triggerConditions: [{}] },
    "triggerConditions[0].ddlReportTags",
  ],
  ["half a minute", { triggerConditions: [{ duration: 0.5, threshold: 1 }] }, "a whole number of minutes"],
  ["a threshold below one", { triggerConditions: [{ threshold: 0 }] }, "a whole number of seconds"],
])("%s is refused", (_, changes, words) => {
  const { code, message } = failure(() => checkAlarmRule(rule(changes)));

  expect(code).toBe("InvalidArgument");
  expect(message).toContain(words);
});

test("a heartbeat needs no threshold, and nothing about it is doubtful", () => {
  expect(checkAlarmRule(rule({ metricType: "Heartbeat", triggerConditions: [{ severity: "Warning" }] }))).toEqual([]);
});

test("words that the API does not document are pointed out, not refused", () => {
  const settings = {
    notificationChannels: [{ channels: ["Mail", "Feishu"] }],
    notificationReceivers: [{ receiverType: "Pager" }],
  };

  expect(checkAlarmRule(rule({ metricType: "Cost", notificationSettings: settings }))).toEqual([
    expect.stringContaining("metricType 'Cost'"),
    expect.stringContaining("channels 'Feishu'"),
    expect.stringContaining("receiverType 'Pager'"),
  ]);
});

test("tokens are left to Terraform", () => {
  const token = "${TfToken[TOKEN.0]}";

  expect(
    checkAlarmRule(
      rule({ metricType: token, triggerConditions: [{ severity: token, threshold: -1.8881545897087505e289 }] }),
    ),
  ).toEqual([]);
});
