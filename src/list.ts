export { DataWorksError, type ErrorCode, type ErrorData, type ErrorDetails } from "./errors/errors";
export { type DiJob, JobStatus, MigrationType, type OtherText } from "./model/job";
export { type ListDiJobsOptions, listDiJobs } from "./lookup/list-di-jobs";
export type { ApiVersion, QueryProps } from "./model/query";
