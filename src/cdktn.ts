import "./frameworks/need-cdktn";

export type { Acknowledgement } from "./checks/acknowledgement";
export type { RuleDefinition, RuleSetFilter } from "./checks/definition";
export { describeResult } from "./checks/describe";
export type { DriftIgnore } from "./checks/drift-ignore";
export type { RuleResult } from "./checks/result";
export type { Rule } from "./checks/rule";
export { rules } from "./checks/rule-functions";
export type { RuleOptions } from "./checks/rule-options";
export type { RuleSet, RuleSetDiscovery, RuleSetWorkspace } from "./checks/rule-set";
export type { CustomProps } from "./checks/rules/custom";
export type { DataSourceTypesProps } from "./checks/rules/data-source-types";
export type { JobCountProps } from "./checks/rules/job-count";
export type { JobExistsProps } from "./checks/rules/job-exists";
export type { JobNameProps } from "./checks/rules/job-name";
export type { JobStatusProps } from "./checks/rules/job-status";
export type { MigrationTypeProps } from "./checks/rules/migration-type";
export type { Severity } from "./checks/severity";
export type {
  DiAlarmNotificationChannel,
  DiAlarmNotificationReceiver,
  DiAlarmNotificationSettings,
  DiAlarmRuleArguments,
  DiAlarmTriggerCondition,
} from "./constructs/alarm-rule";
export type { AssertOptions } from "./constructs/assertion";
export type { DiJobsClass, DiJobsConstruct } from "./constructs/di-jobs";
export type { DiJobsProps } from "./constructs/di-jobs-props";
export type { FreshnessGuard, FreshnessOptions } from "./constructs/freshness";
export type { JobMap, JobMapField, JobMapOptions } from "./constructs/job-map";
export { type JobTagField, type JobTagOptions, jobTags } from "./constructs/job-tags";
export { literal } from "./constructs/literal";
export { applyRules } from "./constructs/rule-set-scope";
export type { AnyDiJob, StackDiJob } from "./constructs/stack-di-job";
export { TagWithJob, type TagWithJobOptions } from "./constructs/tag-with-job";
export {
  DataWorksError,
  ERROR_CODES,
  type ErrorCode,
  type ErrorData,
  type ErrorDetails,
  type Problem,
} from "./errors/error";
export { DiAlarmRule, type DiAlarmRuleConfig, DiJobs } from "./frameworks/cdktn";
export { listDiJobs } from "./lookup/list-di-jobs";
export type { ListDiJobsOptions } from "./lookup/list-di-jobs-options";
export type { Mode, OnUnavailable, SettingProps } from "./lookup/settings";
export type { ApiVersion } from "./model/api-version";
export { JobStatus, MigrationType, type OtherText } from "./model/documented-values";
export type { Duration } from "./model/duration";
export type { JobFilter, OneOrMore } from "./model/filter";
export type { DiJob } from "./model/job";
export type { QueryProps } from "./model/query";
export type { JobName, RecordedJobs, RecordedJobsOptions } from "./snapshot/recorded";
