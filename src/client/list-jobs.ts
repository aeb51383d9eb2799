import { listingTooLong, lookupTimedOut } from "../errors/call";
import { matcher } from "../model/filter";
import type { Listing } from "../model/listing";
import { type DiJobsQuery, describeQuery } from "../model/query";
import type { Tally } from "./call";
import { type Clock, systemClock } from "./clock";
import { withDeadline } from "./deadline";
import type { ClientOptions } from "./options";
import { listPages } from "./pages";
import { askPage, openSession } from "./session";
import { localFilter } from "./versions/versions";

export type { ClientOptions } from "./options";

/**
 * Lists every job that a query selects: complete and consistent, or not at all.
 *
 * @throws DataWorksError of the codes that `docs/reliability.md` lists.
 */
export function listJobs(query: DiJobsQuery, options: ClientOptions, clock: Clock = systemClock): Promise<Listing> {
  const { timeoutMs } = options;
  const where = describeQuery(query);
  const tally: Tally = { calls: 0, throttledCalls: 0 };
  const timedOut = () => lookupTimedOut(where, timeoutMs, tally.calls);
  return withDeadline(timeoutMs, clock, timedOut, async (deadline) => {
    const session = await openSession(query, options, clock, tally, deadline);
    const { pace } = session;
    const source = {
      where,
      date: clock.date,
      ask: askPage.bind(undefined, session),
      expect: (calls: number) => {
        const neededMs = pace.minimumMs(calls);
        const leftMs = deadline.leftMs();
        if (neededMs > leftMs)
          throw listingTooLong(where, { calls: calls + 1, callsPerSecond: pace.limit, neededMs, leftMs, timeoutMs });
      },
    };
    const { jobs, observedAt, unknownValues } = await listPages(source, deadline);
    return {
      query,
      jobs: jobs.filter(matcher(localFilter(query))),
      observedAt: observedAt.toISOString().replace(/\.\d{3}Z$/, "Z"),
      source: "live",
      ...tally,
      unknownValues,
    };
  });
}
