import type { Api } from "./version";

/**
 * ListDIJobs of 2024-05-18: a GET with query parameters.
 *
 * Its quota is that of the Basic edition, which is enough for it.
 *
 * @see https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2024-05-18-listdijobs
 */
export const api20240518: Api = {
  method: "GET",
  callsPerSecond: 5,
  envelope: "PagingInfo",
  jobId: (job) => job.Id ?? job.DIJobId,
};
