import { invalidArgument } from "../errors/arguments";
import {
  anything,
  type Forms,
  flag,
  form,
  list,
  number,
  object,
  oneOf,
  optional,
  optionsOf,
  orToken,
  text,
} from "../model/arguments";
import { isToken } from "../text/token";
import type {
  DiAlarmNotificationChannel,
  DiAlarmNotificationReceiver,
  DiAlarmNotificationSettings,
  DiAlarmRuleArguments,
  DiAlarmTriggerCondition,
} from "./alarm-rule";
import { jobArgument } from "./stack-di-job";

const SEVERITIES = ["Warning", "Critical"];
const METRIC_TYPES = ["Heartbeat", "FailoverCount", "Delay", "DdlReport", "ResourceUtilization"];
const CHANNELS = ["Mail", "Phone", "Sms", "Ding"];
const RECEIVER_TYPES = ["AliyunUid", "DingToken", "FeishuToken", "WebHookUrl"];

const anyText = orToken(text);
const texts = optional(orToken(list(anyText)));
const severity = optional(orToken(oneOf(SEVERITIES)));
const count = (of: string) =>
  optional(
    orToken(
      form<number>(
        (value) => Number.isSafeInteger(value) && Number(value) > 0,
        `use a whole number of ${of}, at least 1`,
      ),
    ),
  );

const condition = object<DiAlarmTriggerCondition>({
  severity,
  duration: count("minutes"),
  threshold: count("seconds for Delay, of times for FailoverCount"),
  ddlReportTags: texts,
});
const channel = object<DiAlarmNotificationChannel>({ severity, channels: texts });
const receiver = object<DiAlarmNotificationReceiver>({ receiverType: optional(anyText), receiverValues: texts });

const FORMS: Forms<DiAlarmRuleArguments> = {
  job: jobArgument,
  diAlarmRuleName: orToken(form((value) => typeof value === "string" && value !== "", "an alarm rule needs a name")),
  metricType: anyText,
  triggerConditions: list(condition),
  notificationSettings: object<DiAlarmNotificationSettings>({
    inhibitionInterval: optional(orToken(number)),
    notificationChannels: optional(list(channel)),
    notificationReceivers: optional(list(receiver)),
  }),
  description: optional(anyText),
  enabled: optional(orToken(flag)),
};

/**
 * Checks what the provider leaves to the API, which refuses it only at apply.
 *
 * Severities are a closed list in every version of the API's page. The other lists differ between versions, so an
 * unknown value there is only pointed out, unless it is a known one in other case.
 *
 * @param others the arguments that every resource of Terraform has.
 *
 * @returns what is doubtful, as sentences.
 *
 * @throws DataWorksError `InvalidArgument` for what cannot be right, `UnresolvedToken` for a job that is a token.
 */
export function checkAlarmRule(config: DiAlarmRuleArguments, others: readonly string[] = []): string[] {
  const meta = Object.fromEntries(others.map((name) => [name, anything]));
  const { metricType, triggerConditions, notificationSettings } = optionsOf("DiAlarmRule", { ...FORMS, ...meta })(
    config,
  );
  const { notificationChannels = [], notificationReceivers = [] } = notificationSettings;
  if (triggerConditions.length === 0)
    throw invalidArgument("triggerConditions", [], "an alarm rule needs at least one condition that triggers it");
  for (const [index, condition] of triggerConditions.entries())
    checkNeeds(metricType, condition, `triggerConditions[${index}]`);
  return [
    ...doubtful("metricType", [metricType], METRIC_TYPES),
    ...notificationChannels.flatMap(({ channels = [] }) => doubtful("channels", channels, CHANNELS)),
    ...notificationReceivers.flatMap(({ receiverType = [] }) =>
      doubtful("receiverType", [receiverType].flat(), RECEIVER_TYPES),
    ),
  ];
}

/** What a condition lacks for what is watched. */
function checkNeeds(
  metricType: string,
  { threshold, ddlReportTags = [] }: DiAlarmTriggerCondition,
  where: string,
): void {
  if (threshold === undefined && metricType === "Delay")
    throw invalidArgument(`${where}.threshold`, threshold, "a Delay alarm needs the delay in seconds");
  if (threshold === undefined && metricType === "FailoverCount")
    throw invalidArgument(`${where}.threshold`, threshold, "a FailoverCount alarm needs the number of failovers");
  if (ddlReportTags.length === 0 && metricType === "DdlReport")
    throw invalidArgument(`${where}.ddlReportTags`, undefined, "a DdlReport alarm needs the kinds of DDL to report");
}

function doubtful(name: string, values: readonly string[], documented: readonly string[]): string[] {
  return values.flatMap((value) => {
    if (isToken(value) || documented.includes(value)) return [];
    const meant = documented.find((known) => known.toLowerCase() === value.toLowerCase());
    if (meant !== undefined) throw invalidArgument(name, value, `write it as the API does: ${meant}`);
    return [`${name} '${value}' is not documented; the API knows ${documented.join(", ")}`];
  });
}
