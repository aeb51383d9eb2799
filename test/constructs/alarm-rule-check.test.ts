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

const DOCUMENTED = {
  metricType: ["Heartbeat", "FailoverCount", "Delay", "DdlReport", "ResourceUtilization"],
  channels: ["Mail", "Phone", "Sms", "Ding"],
  receiverType: ["AliyunUid", "DingToken", "FeishuToken", "WebHookUrl"],
};

/** A rule that has a word in one place. */
const withWord = (place: string, word: string) => {
  const triggerConditions = [{ threshold: 1, ddlReportTags: ["ALTERADDCOLUMN"] }];
  if (place === "metricType") return rule({ metricType: word, triggerConditions });
  if (place === "channels") return rule({ notificationSettings: { notificationChannels: [{ channels: [word] }] } });
  return rule({ notificationSettings: { notificationReceivers: [{ receiverType: word }] } });
};

test.each(Object.entries(DOCUMENTED))(
  "every %s that the API documents is right, and only as it writes it",
  (place, words) => {
    for (const word of words) {
      expect(checkAlarmRule(withWord(place, word))).toEqual([]);
      expect(failure(() => checkAlarmRule(withWord(place, word.toUpperCase()))).message).toBe(
        `${place} cannot be '${word.toUpperCase()}'\n  write it as the API does: ${word}`,
      );
    }
    expect(checkAlarmRule(withWord(place, "Other"))).toEqual([
      `${place} 'Other' is not documented; the API knows ${words.join(", ")}`,
    ]);
  },
);

test.each<[Partial<DiAlarmRuleArguments>, string]>([
  [
    { triggerConditions: [] },
    "triggerConditions cannot be an empty list\n  an alarm rule needs at least one condition that triggers it",
  ],
  [
    { triggerConditions: [{}] },
    "triggerConditions[0].threshold is missing\n  a Delay alarm needs the delay in seconds",
  ],
  [
    { metricType: "FailoverCount", triggerConditions: [{ threshold: 1 }, {}] },
    "triggerConditions[1].threshold is missing\n  a FailoverCount alarm needs the number of failovers",
  ],
  [
    { metricType: "DdlReport", triggerConditions: [{ ddlReportTags: [] }] },
    "triggerConditions[0].ddlReportTags is missing\n  a DdlReport alarm needs the kinds of DDL to report",
  ],
  [{ diAlarmRuleName: "" }, "diAlarmRuleName cannot be ''\n  an alarm rule needs a name"],
  [
    { triggerConditions: [{ threshold: 1.5 }] },
    "use a whole number of seconds for Delay, of times for FailoverCount, at least 1",
  ],
  [{ triggerConditions: [{ threshold: 1, duration: 0 }] }, "use a whole number of minutes, at least 1"],
  [{ triggerConditions: [{ threshold: 1, levle: "x" } as object] }, "triggerConditions[0] has no 'levle'"],
  [{ enabled: "yes" as never }, "enabled cannot be 'yes'"],
  [{ job: undefined as never }, 'job is missing\n  pass a job: jobs.findJob("orders_to_holo")'],
  [{ enabledd: true } as object, "DiAlarmRule has no 'enabledd'"],
])("what is wrong is said with the place and the repair (%#)", (changes, words) => {
  expect(failure(() => checkAlarmRule(rule(changes))).message).toContain(words);
});

test("arguments that every resource has are taken where they are named", () => {
  const config = { ...rule(), dependsOn: [] };

  expect(checkAlarmRule(config, ["dependsOn"])).toEqual([]);
  expect(failure(() => checkAlarmRule(config)).message).toContain("has no 'dependsOn'");
});

test("tokens are left to Terraform", () => {
  const token = "${TfToken[TOKEN.0]}";

  expect(
    checkAlarmRule(
      rule({ metricType: token, triggerConditions: [{ severity: token, threshold: -1.8881545897087505e289 }] }),
    ),
  ).toEqual([]);
});
