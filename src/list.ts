export { DataWorksError, type ErrorCode, type ErrorData, type ErrorDetails } from "./errors/error";
export { listDiJobs } from "./lookup/list-di-jobs";
export type { ListDiJobsOptions } from "./lookup/list-di-jobs-options";
export type { ApiVersion } from "./model/api-version";
export { JobStatus, MigrationType, type OtherText } from "./model/documented-values";
export type { DiJob } from "./model/job";
export type { QueryProps } from "./model/query";
