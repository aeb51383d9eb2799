export { DataWorksError, type ErrorCode, type ErrorData, type ErrorDetails } from "./errors/error";
export { type ListDiJobsOptions, listDiJobs } from "./lookup/list-di-jobs";
export { type DiJob, JobStatus, MigrationType, type OtherText } from "./model/job";
export type { ApiVersion, QueryProps } from "./model/query";
