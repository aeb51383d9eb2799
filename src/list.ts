export { DataWorksError, type ErrorCode, type ErrorData, type ErrorDetails } from "./errors";
export { type DiJob, JobStatus, MigrationType, type OtherText } from "./job";
export { type ListDiJobsOptions, listDiJobs } from "./lookup/list-di-jobs";
export type { ApiVersion, QueryProps } from "./query";
