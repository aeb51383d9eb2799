import { matcher } from "../model/filter";
import type { DiJob } from "../model/job";
import type { Listing } from "../model/listing";
import { type AskedQuery, type DiJobsQuery, describeQuery, resolvedQuery } from "../model/query";
import { type Clock, inSeconds, systemClock } from "./clock";
import { listedJobs } from "./listed-jobs";
import { listedProjects } from "./listed-projects";
import type { ClientOptions } from "./options";
import { readList } from "./passes";
import { projectIdOf } from "./project-ids";
import { type Session, type Transport, withSession } from "./session";
import { localFilter } from "./versions/versions";

export type { ClientOptions } from "./options";

/**
 * Lists every job that a query selects: complete and consistent, or not at all.
 *
 * @throws DataWorksError of the codes that `docs/reliability.md` lists.
 */
export function listJobs(
  query: AskedQuery,
  options: ClientOptions,
  clock: Clock = systemClock,
  send?: Transport,
): Promise<Listing> {
  const way = { clock, send };
  if (!("projectName" in query))
    return withSession(listedJobs(query), options, way, (session) => listIn(session, query));
  const where = describeQuery(query);
  return withSession({ ...listedProjects(query), where }, options, way, async (session) => {
    const resolved = resolvedQuery(query, await projectIdOf(query, session));
    const listing = await listIn({ ...session, listed: { ...listedJobs(resolved), where } }, resolved);
    return { ...listing, projectName: query.projectName };
  });
}

async function listIn(session: Session<DiJob>, query: DiJobsQuery): Promise<Listing> {
  const { items, observedAt, verified, unknownValues } = await readList(session);
  return {
    query,
    jobs: items.filter(matcher(localFilter(query))),
    observedAt: inSeconds(observedAt),
    source: "live",
    verified,
    calls: session.tally.calls,
    throttledCalls: session.tally.throttledCalls,
    unknownValues,
  };
}
