import { type Wire, wireFields } from "./wire";

/** ListDIJobs and ListProjects of 2020-05-18: a form in, `DIJobPaging` and `PageResult` out. */
export const wire20200518: Wire = {
  version: "2020-05-18",
  operations: {
    ListDIJobs: { method: "POST", envelope: "DIJobPaging", list: "DIJobs" },
    ListProjects: { method: "POST", envelope: "PageResult", list: "ProjectList" },
  },
  job: (job) => ({ DIJobId: BigInt(job.diJobId), ...wireFields(job, "2020-05-18") }),
  workspace: ({ projectId, projectName, displayName, status }) => ({
    ProjectId: BigInt(projectId),
    ProjectIdentifier: projectName,
    ProjectName: displayName,
    ProjectStatusCode: status.toUpperCase(),
  }),
};
