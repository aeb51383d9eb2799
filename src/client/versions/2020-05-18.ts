import type { Api } from "./version";

/**
 * ListDIJobs of 2020-05-18: a form in a POST.
 *
 * Its quota is that of the Enterprise edition, which it needs.
 *
 * @see https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-listdijobs
 */
export const api20200518: Api = {
  method: "POST",
  callsPerSecond: 50,
  envelope: "DIJobPaging",
  jobId: (job) => job.DIJobId,
};
