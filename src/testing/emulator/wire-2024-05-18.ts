import { filterText, type Wire } from "./wire";
import { wire20200518 } from "./wire-2020-05-18";

/** ListDIJobs of 2024-05-18: a query in, `PagingInfo` out. */
export const wire20240518: Wire = {
  version: "2024-05-18",
  method: "GET",
  envelope: "PagingInfo",
  selection: ({ Name, MigrationType, SourceDataSourceType, DestinationDataSourceType }) => ({
    jobNameLike: filterText(Name),
    migrationType: filterText(MigrationType),
    sourceDataSourceType: filterText(SourceDataSourceType),
    destinationDataSourceType: filterText(DestinationDataSourceType),
  }),
  job: (job) => ({
    Id: BigInt(job.diJobId),
    ...wire20200518.job(job),
    ...(job.owner === undefined ? {} : { Owner: job.owner }),
  }),
};
