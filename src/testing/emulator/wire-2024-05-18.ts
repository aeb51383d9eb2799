import { type Wire, wireFields } from "./wire";

/** ListDIJobs of 2024-05-18, a query in, and its ListProjects, a form in: `PagingInfo` out. */
export const wire20240518: Wire = {
  version: "2024-05-18",
  operations: {
    ListDIJobs: { method: "GET", envelope: "PagingInfo", list: "DIJobs" },
    ListProjects: { method: "POST", envelope: "PagingInfo", list: "Projects" },
  },
  job: (job) => ({ Id: BigInt(job.diJobId), DIJobId: BigInt(job.diJobId), ...wireFields(job, "2024-05-18") }),
  workspace: ({ projectId, projectName, displayName, status }) => ({
    Id: BigInt(projectId),
    Name: projectName,
    DisplayName: displayName,
    Status: status,
  }),
};
