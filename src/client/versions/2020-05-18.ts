import type { Api } from "./version";

/**
 * ListDIJobs and ListProjects of 2020-05-18: a form in a POST.
 *
 * The quota is that of the Enterprise edition, which ListDIJobs needs.
 *
 * @see https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-listdijobs
 * @see https://www.alibabacloud.com/help/en/dataworks/developer-reference/api-dataworks-public-2020-05-18-listprojects
 */
export const api20200518: Api = {
  callsPerSecond: 50,
  editionRepair: 'try apiVersion: "2024-05-18" or DIJOBS_API_VERSION=2024-05-18, which every edition has',
  jobs: {
    action: "ListDIJobs",
    method: "POST",
    envelope: "DIJobPaging",
    list: "DIJobs",
    idIn: (job) => job.DIJobId,
  },
  projects: {
    action: "ListProjects",
    method: "POST",
    envelope: "PageResult",
    list: "ProjectList",
    fields: {
      projectId: "ProjectId",
      projectName: "ProjectIdentifier",
      displayName: "ProjectName",
      status: "ProjectStatusCode",
    },
  },
};
