import { workspaceNotFound } from "../errors/workspaces";
import type { ApiVersion } from "../model/api-version";
import { isLive, type Project } from "../model/project";
import { type NamedWorkspace, workspaceName } from "../model/workspace";
import { nearestNames } from "../text/nearest";
import type { Clock } from "./clock";
import { unlessAborted } from "./deadline";
import { listedProjects } from "./listed-projects";
import type { ClientOptions } from "./options";
import { readList } from "./passes";
import type { Queue } from "./queue";
import { type Session, withSession } from "./session";

/** The workspaces of each account and region: whoever shares a quota sees the same ones. */
const known = new WeakMap<Queue, Promise<readonly Project[]>>();

/**
 * The id of the workspace that a name means: exactly, with regard to case.
 *
 * The workspaces are listed once for each account and region in a process, by the first who asks, in its session.
 *
 * @throws DataWorksError `WorkspaceNotFound`, or as a listing does.
 */
export async function projectIdOf({ regionId, projectName }: NamedWorkspace, session: Session): Promise<string> {
  const projects = await projectsIn(session);
  const live = projects.filter(isLive);
  const meant = live.filter((project) => project.projectName === projectName);
  const [only, ...others] = meant;
  if (only !== undefined && others.length === 0) return only.projectId;
  throw workspaceNotFound({
    workspace: `${regionId}/${projectName}`,
    regionId,
    credentialSource: session.credential.source,
    ids: meant.map(({ projectId }) => projectId),
    listed: live.length,
    near: nearProjects(projectName, live),
  });
}

/**
 * The id of the workspace that a name means, for who asks nothing else.
 *
 * @throws DataWorksError `WorkspaceNotFound`, or as a listing does.
 */
export function findProjectId(
  named: NamedWorkspace,
  apiVersion: ApiVersion,
  options: ClientOptions,
  clock: Clock,
): Promise<string> {
  const listed = { ...listedProjects({ ...named, apiVersion }), where: workspaceName(named) };
  return withSession(listed, options, { clock }, (session) => projectIdOf(named, session));
}

async function projectsIn(session: Session): Promise<readonly Project[]> {
  const { queue, listed, deadline } = session;
  const before = known.get(queue);
  if (before !== undefined) {
    deadline.pause(true);
    return await unlessAborted(before, deadline.signal).finally(() => deadline.pause(false));
  }
  const listing = readList({ ...session, listed: listedProjects(listed) }).then(({ items }) => items);
  known.set(queue, listing);
  // What failed is asked again by the next one.
  listing.catch(() => known.delete(queue));
  return await listing;
}

/** Workspaces that may have been meant, by either of their names. */
function nearProjects(wanted: string, projects: readonly Project[]): Project[] {
  const names = projects.flatMap(({ projectName, displayName }) => [projectName, displayName]);
  const near = nearestNames(wanted, [...new Set(names.filter((name) => name !== ""))]);
  return projects
    .filter(({ projectName, displayName }) => near.includes(projectName) || near.includes(displayName))
    .slice(0, 5);
}
