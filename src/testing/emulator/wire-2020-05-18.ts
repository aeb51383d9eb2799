import { filterText, type Wire } from "./wire";

/** ListDIJobs of 2020-05-18: a form in, `DIJobPaging` out. */
export const wire20200518: Wire = {
  version: "2020-05-18",
  method: "POST",
  envelope: "DIJobPaging",
  selection: ({ JobName, SourceDataSourceType, DestinationDataSourceType }) => ({
    jobNameLike: filterText(JobName),
    sourceDataSourceType: filterText(SourceDataSourceType),
    destinationDataSourceType: filterText(DestinationDataSourceType),
  }),
  job: (job) => ({
    DIJobId: BigInt(job.diJobId),
    ProjectId: BigInt(job.projectId),
    JobName: job.jobName,
    MigrationType: job.migrationType,
    SourceDataSourceType: job.sourceDataSourceType,
    DestinationDataSourceType: job.destinationDataSourceType,
    JobStatus: job.jobStatus,
  }),
};
