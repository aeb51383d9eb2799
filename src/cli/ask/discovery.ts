import type { RuleSetDiscovery, RuleSetWorkspace } from "../../checks/rule-set";
import type { Clock } from "../../client/clock";
import { type ClientOptions, listProjects } from "../../client/list-projects";
import { noWorkspaceMatches } from "../../errors/workspaces";
import { compilePattern } from "../../model/pattern";
import { isLive, type ProjectsQuery } from "../../model/project";
import { workspaceName } from "../../model/workspace";

/** A workspace that was found: by its name, and as a policy would hold it. */
export type FoundWorkspace = readonly [name: string, workspace: RuleSetWorkspace];

/**
 * The workspaces that a discovery stands for: all that the account sees and whose name matches.
 *
 * @throws DataWorksError `WorkspaceNotFound` when there is none, or as a listing does.
 */
export async function discoverWorkspaces(
  { names = "", profile, labels }: RuleSetDiscovery,
  query: ProjectsQuery,
  client: ClientOptions,
  clock: Clock,
): Promise<FoundWorkspace[]> {
  const { projects } = await listProjects(query, client, clock);
  const pattern = names === "" ? undefined : compilePattern("names", names);
  const live = projects.filter(isLive);
  const meant = live.filter(({ projectName }) => pattern?.test(projectName) ?? true);
  if (meant.length === 0) throw noWorkspaceMatches(query.regionId, names, live.length);
  return meant.map(({ regionId, projectId, projectName }) => {
    const workspace = { regionId, projectId, apiVersion: query.apiVersion, profile, labels };
    return [workspaceName({ regionId, projectName }), workspace];
  });
}
