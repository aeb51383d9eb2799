import { type Wire, wireFields } from "./wire";

/** ListDIJobs of 2024-05-18: a query in, `PagingInfo` out. */
export const wire20240518: Wire = {
  version: "2024-05-18",
  method: "GET",
  envelope: "PagingInfo",
  job: (job) => ({ Id: BigInt(job.diJobId), DIJobId: BigInt(job.diJobId), ...wireFields(job, "2024-05-18") }),
};
