import { TerraformElement, type TerraformMetaArguments, TerraformResource, Token } from "cdktf";
import type { Construct } from "constructs";
import { ALARM_RULE_TYPE, alarmRuleAttributes, type DiAlarmRuleArguments } from "../constructs/alarm-rule";
import { checkAlarmRule } from "../constructs/alarm-rule-check";
import { annotate } from "../constructs/annotation";
import { type DiJobsClass, DiJobsConstruct, type WorkspaceOf } from "../constructs/di-jobs";
import type { DiJobsProps } from "../constructs/di-jobs-props";
import { stackOf } from "../constructs/overrides";
import { pathIn, placed } from "../constructs/placed";
import { ALICLOUD_REQUIREMENT_ID, alicloudRequirement } from "../constructs/provider-requirement";
import type { NumberToken } from "../constructs/stack-di-job";

const numberToken: NumberToken = (expression) => Token.asNumber(expression);

/**
 * The Data Integration jobs of a DataWorks workspace, looked up at synth time.
 *
 * Whatever reads jobs waits for the lookup, and throws what it failed with, a `DataWorksError` of one of these codes:
 * `NoCredentials`, `AccessDenied`, `RequestRejected`, `UnsupportedRegion` or `WorkspaceNotFound` when it refuses; `Throttled`,
 * `QuotaExhausted`, `ServiceUnavailable` or `LookupTimedOut` when the API cannot answer in time; `UnexpectedResponse` or
 * `InconsistentListing` when what it answers is no listing; `SdkMissing` or `WorkerFailed` when nothing could be asked;
 * `SnapshotMissing`, `SnapshotInvalid` or `SnapshotLacksQuery` where the snapshot is to answer.
 *
 * @example
 * const jobs = new DiJobs(this, "jobs", { regionId: "cn-shanghai", projectId: 1967 });
 * const orders = jobs.findJob("mysql_to_holo_sync_8772");
 */
export const DiJobs: DiJobsClass = class DiJobs<W extends string> extends DiJobsConstruct<W> {
  constructor(scope: Construct, id: string, props: DiJobsProps) {
    super(scope, id, props, numberToken);
  }
};

/**
 * The Data Integration jobs of a DataWorks workspace, by which fields and parameters are declared: of any workspace, or
 * `DiJobs<"cn-shanghai/1967">`, whose recorded names editors complete.
 *
 * @example
 * function firstOf(jobs: DiJobs<"cn-shanghai/1967">) {
 *   return jobs.all[0];
 * }
 */
export type DiJobs<P extends DiJobsProps | string = string> = DiJobsConstruct<WorkspaceOf<P>>;

/** What a {@link DiAlarmRule} takes: the provider's arguments, with a job in place of its id, and Terraform's own. */
export interface DiAlarmRuleConfig extends DiAlarmRuleArguments, TerraformMetaArguments {}

const META_ARGUMENTS: Readonly<Record<keyof TerraformMetaArguments, true>> = {
  dependsOn: true,
  count: true,
  provider: true,
  lifecycle: true,
  forEach: true,
  provisioners: true,
  connection: true,
};

/**
 * An `alicloud_data_works_di_alarm_rule` that watches a job.
 *
 * What the provider finds out only at apply is checked at once. A stack that says nothing about the provider
 * `aliyun/alicloud` gets its requirement; a provider of its own stays as it is.
 *
 * @example
 * for (const job of jobs.where({ migrationType: "RealtimeIncremental" }))
 *   new DiAlarmRule(this, `alarm-${job.diJobId}`, {
 *     job,
 *     diAlarmRuleName: `delay of ${job.jobName}`,
 *     metricType: "Delay",
 *     triggerConditions: [{ severity: "Warning", duration: 10, threshold: 300 }],
 *     notificationSettings: { notificationChannels: [{ severity: "Warning", channels: ["Mail"] }] },
 *   });
 */
export class DiAlarmRule extends TerraformResource {
  /** The type of the resource in Terraform. */
  static readonly tfResourceType = ALARM_RULE_TYPE;

  readonly #config: DiAlarmRuleConfig;

  /**
   * Declares the alarm rule.
   *
   * @throws DataWorksError `InvalidArgument` for no trigger condition, an unknown severity, a number that is no
   * positive whole one, a missing threshold, or a known word in other case.
   */
  constructor(scope: Construct, id: string, config: DiAlarmRuleConfig) {
    const doubts = placed(pathIn(scope, id), () => checkAlarmRule(config, Object.keys(META_ARGUMENTS)));
    super(scope, id, { ...config, terraformResourceType: ALARM_RULE_TYPE });
    this.#config = config;
    for (const doubt of doubts) annotate(this, "warn", doubt);
    const stack = stackOf(this);
    if (stack !== undefined && stack.node.tryFindChild(ALICLOUD_REQUIREMENT_ID) === undefined)
      new AlicloudRequirement(stack, ALICLOUD_REQUIREMENT_ID);
  }

  /** `<di_job_id>:<di_alarm_rule_id>`, known after apply. */
  get id(): string {
    return this.getStringAttribute("id");
  }

  /** Id of the rule, known after apply. */
  get diAlarmRuleId(): number {
    return this.getNumberAttribute("di_alarm_rule_id");
  }

  protected override synthesizeAttributes() {
    return { ...alarmRuleAttributes(this.#config, numberToken) };
  }
}

/** Says which provider a stack needs, when the stack is written and only if nothing else says so. */
class AlicloudRequirement extends TerraformElement {
  override toTerraform() {
    const stack = stackOf(this);
    return stack === undefined ? {} : alicloudRequirement(stack);
  }
}
