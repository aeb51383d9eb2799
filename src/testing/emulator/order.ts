import { compareIds } from "../../model/job";
import type { ServiceTraits } from "../../model/service-traits";
import { compareText } from "../../text/compare";
import type { HeldJob } from "../emulated-job";

const COMPARE: { readonly [Order in ServiceTraits["order"]]?: (a: HeldJob, b: HeldJob) => number } = {
  oldest: (a, b) => compareIds(a.diJobId, b.diJobId),
  newest: (a, b) => compareIds(b.diJobId, a.diJobId),
  name: (a, b) => compareText(a.jobName, b.jobName),
};

/** Jobs in the order of a service. */
export function inOrder(jobs: HeldJob[], order: ServiceTraits["order"] = "given"): HeldJob[] {
  const compare = COMPARE[order];
  return compare === undefined ? jobs : jobs.sort(compare);
}
