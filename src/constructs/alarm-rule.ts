import { invalidArgument } from "../errors/arguments";
import { isToken } from "../text/token";
import type { Attributes } from "./overrides";
import { type AnyDiJob, exactNumber, type NumberToken, rawJob } from "./stack-di-job";

/** When an alarm rule raises an alarm. */
export interface DiAlarmTriggerCondition {
  /** How serious the alarm is: `Warning` or `Critical`. */
  readonly severity?: string;
  /** The time that is looked at, in minutes. */
  readonly duration?: number;
  /** For `FailoverCount` a number of failovers, for `Delay` seconds; `Heartbeat` has none. */
  readonly threshold?: number;
  /** The kinds of DDL that are reported; for `DdlReport` only. */
  readonly ddlReportTags?: readonly string[];
}

/** The ways in which alarms of one severity go out. */
export interface DiAlarmNotificationChannel {
  /** `Warning` or `Critical`. */
  readonly severity?: string;
  /** `Mail`, `Phone`, `Sms`, `Ding`. */
  readonly channels?: readonly string[];
}

/** Who gets alarms. */
export interface DiAlarmNotificationReceiver {
  /** `AliyunUid`, `DingToken`, `FeishuToken` or `WebHookUrl`. */
  readonly receiverType?: string;
  /** The ids, tokens or addresses. */
  readonly receiverValues?: readonly string[];
}

/** How alarms go out, and to whom. */
export interface DiAlarmNotificationSettings {
  /** How long the same alarm is not repeated, in minutes. */
  readonly inhibitionInterval?: number;
  /** The ways in which alarms go out. */
  readonly notificationChannels?: readonly DiAlarmNotificationChannel[];
  /** Who gets them. */
  readonly notificationReceivers?: readonly DiAlarmNotificationReceiver[];
}

/**
 * What `alicloud_data_works_di_alarm_rule` takes, under the names of generated bindings, with a job in place of its id.
 *
 * @see https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2024-05-18-createdialarmrule
 */
export interface DiAlarmRuleArguments {
  /** The job to watch. */
  readonly job: AnyDiJob;
  /** Name of the rule. */
  readonly diAlarmRuleName: string;
  /** What is watched: `Heartbeat`, `FailoverCount`, `Delay`, `DdlReport` or `ResourceUtilization`. */
  readonly metricType: string;
  /** At least one. */
  readonly triggerConditions: readonly DiAlarmTriggerCondition[];
  /** How alarms go out, and to whom. */
  readonly notificationSettings: DiAlarmNotificationSettings;
  /** What people read about the rule. */
  readonly description?: string;
  /** @default false, by the API's own default */
  readonly enabled?: boolean;
}

/** Type of the resource in the provider. */
export const ALARM_RULE_TYPE = "alicloud_data_works_di_alarm_rule";

const SEVERITIES = ["Warning", "Critical"];
const METRIC_TYPES = ["Heartbeat", "FailoverCount", "Delay", "DdlReport", "ResourceUtilization"];
const CHANNELS = ["Mail", "Phone", "Sms", "Ding"];
const RECEIVER_TYPES = ["AliyunUid", "DingToken", "FeishuToken", "WebHookUrl"];

/**
 * Checks what the provider leaves to the API, which refuses it only at apply.
 *
 * Severities are a closed list in every version of the API's page. The other lists differ between versions, so an
 * unknown value there is only pointed out, unless it is a known one in other case.
 *
 * @returns what is doubtful, as sentences.
 *
 * @throws DataWorksError `InvalidArgument` for what cannot be right.
 */
export function checkAlarmRule(rule: DiAlarmRuleArguments): string[] {
  const { notificationChannels = [], notificationReceivers = [] } = rule.notificationSettings;
  if (rule.triggerConditions.length === 0)
    throw invalidArgument("triggerConditions", "[]", "an alarm rule needs at least one condition that triggers it");
  if (rule.diAlarmRuleName === "") throw invalidArgument("diAlarmRuleName", "", "an alarm rule needs a name");
  rule.triggerConditions.forEach((condition, index) => {
    checkCondition(rule.metricType, condition, `triggerConditions[${index}]`);
  });
  notificationChannels.forEach(({ severity }, index) => {
    checkSeverity(severity, `notificationChannels[${index}].severity`);
  });
  return [
    ...doubtful("metricType", [rule.metricType], METRIC_TYPES),
    ...notificationChannels.flatMap(({ channels = [] }) => doubtful("channels", channels, CHANNELS)),
    ...notificationReceivers.flatMap(({ receiverType = [] }) =>
      doubtful("receiverType", [receiverType].flat(), RECEIVER_TYPES),
    ),
  ];
}

/** Renders an alarm rule as the provider's arguments. */
export function alarmRuleAttributes(rule: DiAlarmRuleArguments, numberToken: NumberToken): Attributes {
  const { inhibitionInterval, notificationChannels, notificationReceivers } = rule.notificationSettings;
  return {
    di_job_id: exactNumber(rawJob(rule.job).diJobId, numberToken),
    di_alarm_rule_name: rule.diAlarmRuleName,
    description: rule.description,
    enabled: rule.enabled,
    metric_type: rule.metricType,
    trigger_conditions: rule.triggerConditions.map(({ ddlReportTags, ...condition }) => ({
      ...condition,
      ddl_report_tags: ddlReportTags,
    })),
    notification_settings: {
      inhibition_interval: inhibitionInterval,
      notification_channels: notificationChannels?.map(({ severity, channels }) => ({ severity, channels })),
      notification_receivers: notificationReceivers?.map(({ receiverType, receiverValues }) => ({
        receiver_type: receiverType,
        receiver_values: receiverValues,
      })),
    },
  };
}

function checkCondition(metricType: string, condition: DiAlarmTriggerCondition, where: string): void {
  const { severity, duration, threshold, ddlReportTags = [] } = condition;
  checkSeverity(severity, `${where}.severity`);
  checkCount(duration, `${where}.duration`, "minutes");
  checkCount(threshold, `${where}.threshold`, metricType === "Delay" ? "seconds" : "times");
  if (threshold === undefined && metricType === "Delay")
    throw invalidArgument(`${where}.threshold`, threshold, "a Delay alarm needs the delay in seconds");
  if (threshold === undefined && metricType === "FailoverCount")
    throw invalidArgument(`${where}.threshold`, threshold, "a FailoverCount alarm needs the number of failovers");
  if (ddlReportTags.length === 0 && metricType === "DdlReport")
    throw invalidArgument(`${where}.ddlReportTags`, undefined, "a DdlReport alarm needs the kinds of DDL to report");
}

function checkSeverity(severity: string | undefined, where: string): void {
  if (severity === undefined || isToken(severity) || SEVERITIES.includes(severity)) return;
  throw invalidArgument(where, severity, `use one of ${SEVERITIES.join(", ")}`);
}

function checkCount(count: number | undefined, where: string, unit: string): void {
  if (count === undefined || isToken(count) || (Number.isSafeInteger(count) && count > 0)) return;
  throw invalidArgument(where, count, `use a whole number of ${unit}, at least 1`);
}

function doubtful(name: string, values: readonly string[], documented: readonly string[]): string[] {
  return values.flatMap((value) => {
    if (isToken(value) || documented.includes(value)) return [];
    const meant = documented.find((known) => known.toLowerCase() === value.toLowerCase());
    if (meant !== undefined) throw invalidArgument(name, value, `write it as the API does: ${meant}`);
    return [`${name} '${value}' is not documented; the API knows ${documented.join(", ")}`];
  });
}
