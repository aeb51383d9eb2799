import type { Attributes } from "./overrides";
import { type AnyDiJob, exactNumber, type NumberToken, rawJob } from "./stack-di-job";

/** When an alarm rule raises an alarm. */
export interface DiAlarmTriggerCondition {
  /**
   * How serious the alarm is: `Warning` or `Critical`.
   *
   * @default what the API takes as its default
   */
  readonly severity?: string;
  /**
   * The time that is looked at, in minutes.
   *
   * @default what the API takes as its default
   */
  readonly duration?: number;
  /**
   * For `FailoverCount` a number of failovers, for `Delay` seconds; `Heartbeat` has none.
   *
   * @default none, which `Delay` and `FailoverCount` do not allow
   */
  readonly threshold?: number;
  /**
   * The kinds of DDL that are reported; for `DdlReport` only.
   *
   * @default none, which `DdlReport` does not allow
   */
  readonly ddlReportTags?: readonly string[];
}

/** The ways in which alarms of one severity go out. */
export interface DiAlarmNotificationChannel {
  /**
   * `Warning` or `Critical`.
   *
   * @default what the API takes as its default
   */
  readonly severity?: string;
  /**
   * `Mail`, `Phone`, `Sms`, `Ding`.
   *
   * @default none
   */
  readonly channels?: readonly string[];
}

/** Who gets alarms. */
export interface DiAlarmNotificationReceiver {
  /**
   * `AliyunUid`, `DingToken`, `FeishuToken` or `WebHookUrl`.
   *
   * @default what the API takes as its default
   */
  readonly receiverType?: string;
  /**
   * The ids, tokens or addresses.
   *
   * @default none
   */
  readonly receiverValues?: readonly string[];
}

/** How alarms go out, and to whom. */
export interface DiAlarmNotificationSettings {
  /**
   * How long the same alarm is not repeated, in minutes.
   *
   * @default what the API takes as its default
   */
  readonly inhibitionInterval?: number;
  /**
   * The ways in which alarms go out.
   *
   * @default none
   */
  readonly notificationChannels?: readonly DiAlarmNotificationChannel[];
  /**
   * Who gets them.
   *
   * @default none
   */
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
  /**
   * What people read about the rule.
   *
   * @default none
   */
  readonly description?: string;
  /**
   * Whether the rule raises alarms.
   *
   * @default false, by the API's own default
   */
  readonly enabled?: boolean;
}

/** Type of the resource in the provider. */
export const ALARM_RULE_TYPE = "alicloud_data_works_di_alarm_rule";

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
