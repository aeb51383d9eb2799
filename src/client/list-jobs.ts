import { matcher } from "../model/filter";
import type { Listing } from "../model/listing";
import type { DiJobsQuery } from "../model/query";
import { type Clock, systemClock } from "./clock";
import type { ClientOptions } from "./options";
import { readList } from "./passes";
import { type Transport, withSession } from "./session";
import { localFilter } from "./versions/versions";

export type { ClientOptions } from "./options";

/**
 * Lists every job that a query selects: complete and consistent, or not at all.
 *
 * @throws DataWorksError of the codes that `docs/reliability.md` lists.
 */
export function listJobs(
  query: DiJobsQuery,
  options: ClientOptions,
  clock: Clock = systemClock,
  send?: Transport,
): Promise<Listing> {
  return withSession(query, options, { clock, ...(send && { send }) }, async (session) => {
    const { jobs, observedAt, verified, unknownValues } = await readList(session);
    return {
      query,
      jobs: jobs.filter(matcher(localFilter(query))),
      observedAt: observedAt.toISOString().replace(/\.\d{3}Z$/, "Z"),
      source: "live",
      verified,
      calls: session.tally.calls,
      throttledCalls: session.tally.throttledCalls,
      unknownValues,
    };
  });
}
