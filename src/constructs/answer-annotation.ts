import type { IConstruct } from "constructs";
import { jobRecreated } from "../errors/snapshot";
import type { Answer } from "../lookup/lookup";
import { describeDuration } from "../model/duration";
import type { DiJob } from "../model/job";
import type { Listing } from "../model/listing";
import { describeQuery } from "../model/query";
import type { JobHistory } from "../snapshot/history";
import { annotate } from "./annotation";

/** Listings whose unknown values were reported, so that constructs that share one do not repeat it. */
const reported = new WeakSet<Listing>();

/** Tells people what is unusual about an answer: that the snapshot stood in, or values nobody documented. */
export function annotateAnswer(construct: IConstruct, { listing, unavailable }: Answer): void {
  if (unavailable !== undefined) {
    const age = describeDuration(Math.max(0, Date.now() - Date.parse(listing.observedAt)));
    annotate(
      construct,
      "warn",
      `${describeQuery(listing.query)} is answered from the snapshot, which is ${age} old: ${unavailable.message}`,
    );
  }
  if (listing.unknownValues.length === 0 || reported.has(listing)) return;
  reported.add(listing);
  const values = listing.unknownValues.join(", ");
  annotate(construct, "info", `${describeQuery(listing.query)} has values that the API does not document: ${values}`);
}

/** Warns that a name now belongs to another job than the one recorded, before the plan replaces what holds the id. */
export function annotateRecreated(construct: IConstruct, where: string, jobName: string, history?: JobHistory): void {
  const recreated = history?.recreated(jobName);
  if (recreated === undefined) return;
  const ids = (jobs: readonly DiJob[]) => jobs.map(({ diJobId }) => diJobId);
  annotate(construct, "warn", jobRecreated(jobName, where, ids(recreated.recorded), ids(recreated.live)));
}
