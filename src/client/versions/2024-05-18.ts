import type { Api } from "./version";

/**
 * ListDIJobs of 2024-05-18, a GET with query parameters, and its ListProjects, a form in a POST.
 *
 * The quota is that of the Basic edition, which is enough for both.
 *
 * @see https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2024-05-18-listdijobs
 * @see https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2024-05-18-listprojects
 */
export const api20240518: Api = {
  callsPerSecond: 5,
  editionRepair: 'try apiVersion: "2020-05-18" or DIJOBS_API_VERSION=2020-05-18, or activate DataWorks in this region',
  jobs: {
    action: "ListDIJobs",
    method: "GET",
    envelope: "PagingInfo",
    list: "DIJobs",
    idIn: (job) => job.Id ?? job.DIJobId,
  },
  projects: {
    action: "ListProjects",
    method: "POST",
    envelope: "PagingInfo",
    list: "Projects",
    fields: { projectId: "Id", projectName: "Name", displayName: "DisplayName", status: "Status" },
  },
};
