import type { ProjectListing, ProjectsQuery } from "../model/project";
import { type Clock, inSeconds, systemClock } from "./clock";
import { listedProjects } from "./listed-projects";
import type { ClientOptions } from "./options";
import { readList } from "./passes";
import { type Transport, withSession } from "./session";

export type { ClientOptions } from "./options";

/**
 * Lists every workspace of a region that the account sees: complete and consistent, or not at all.
 *
 * @throws DataWorksError of the codes that `docs/reliability.md` lists.
 */
export function listProjects(
  query: ProjectsQuery,
  options: ClientOptions,
  clock: Clock = systemClock,
  send?: Transport,
): Promise<ProjectListing> {
  return withSession(listedProjects(query), options, { clock, send }, async (session) => {
    const { items, observedAt } = await readList(session);
    return { query, projects: items, observedAt: inSeconds(observedAt), calls: session.tally.calls };
  });
}
