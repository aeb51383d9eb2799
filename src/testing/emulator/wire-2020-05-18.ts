import { type Wire, wireFields } from "./wire";

/** ListDIJobs of 2020-05-18: a form in, `DIJobPaging` out. */
export const wire20200518: Wire = {
  version: "2020-05-18",
  method: "POST",
  envelope: "DIJobPaging",
  job: (job) => ({ DIJobId: BigInt(job.diJobId), ...wireFields(job, "2020-05-18") }),
};
