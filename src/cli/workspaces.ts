import type { RuleSetWorkspace } from "../checks/rule-set";
import { aliasUnknown } from "../errors";
import { nearestNames } from "../nearest";
import { canonicalQuery, type DiJobsQuery, type QueryDefaults, queryKey } from "../query";
import { parseWorkspace, workspaceName } from "../workspace";

/** The workspaces of a policy file by their aliases. */
export interface KnownWorkspaces {
  /** Path of the policy file, where there is one. */
  readonly path?: string | undefined;
  readonly workspaces: Readonly<Record<string, RuleSetWorkspace>>;
}

/**
 * The questions for whole workspaces that `--workspace` asks: each once, in the order given.
 *
 * A workspace is asked in the version of the option, then that of the policy file, then the run's.
 *
 * @throws DataWorksError `InvalidArgument` for an alias that no policy file knows, or any other text.
 */
export function workspaceQueries(
  texts: readonly string[],
  known: KnownWorkspaces,
  defaults: QueryDefaults,
  apiVersion?: string,
): DiJobsQuery[] {
  const queries = texts.map((text) => {
    const { regionId, projectId, apiVersion: own } = workspaceNamed(text, known);
    const version = apiVersion ?? own ?? defaults.apiVersion;
    return canonicalQuery({ regionId, projectId }, version === undefined ? {} : { apiVersion: version });
  });
  return eachOnce(queries);
}

/** Leaves out a question that stands before already. */
function eachOnce(queries: readonly DiJobsQuery[]): DiJobsQuery[] {
  return [...new Map(queries.map((query) => [queryKey(query), query])).values()];
}

function workspaceNamed(text: string, { path, workspaces }: KnownWorkspaces): RuleSetWorkspace {
  if (text.includes("/")) {
    const workspace = parseWorkspace(text);
    const name = workspaceName(workspace);
    return Object.values(workspaces).find((each) => workspaceNameOf(each) === name) ?? workspace;
  }
  const workspace = Object.hasOwn(workspaces, text) ? workspaces[text] : undefined;
  if (workspace === undefined) throw aliasUnknown(text, path, nearestNames(text, Object.keys(workspaces))[0]);
  return workspace;
}

/** The name of a workspace of a policy file. */
export function workspaceNameOf({ regionId, projectId }: RuleSetWorkspace): string {
  return workspaceName({ regionId, projectId: String(projectId) });
}
