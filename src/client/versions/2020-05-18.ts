import type { Api } from "./version";

/**
 * ListDIJobs of 2020-05-18: a form in a POST.
 *
 * It cannot filter by migration type. Its quota is that of the Enterprise edition, which it needs.
 *
 * @see https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-listdijobs
 */
export const api20200518: Api = {
  method: "POST",
  callsPerSecond: 50,
  envelope: "DIJobPaging",
  filters: (query) => ({
    JobName: query.jobNameLike,
    SourceDataSourceType: query.sourceDataSourceType,
    DestinationDataSourceType: query.destinationDataSourceType,
  }),
  localFilter: (query) => (query.migrationType === undefined ? {} : { migrationType: query.migrationType }),
  jobId: (job) => job.DIJobId,
};
