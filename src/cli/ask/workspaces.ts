import type { RuleSetWorkspace } from "../../checks/rule-set";
import { aliasUnknown, labelUnknown } from "../../errors/program";
import { canonicalQuery, type DiJobsQuery, type QueryDefaults, queryKey } from "../../model/query";
import { parseWorkspace, workspaceName } from "../../model/workspace";
import type { Policy } from "../policy/policy";

/**
 * The questions for whole workspaces that `--workspace` asks: each once, in the order given.
 *
 * A workspace is asked in the version of the option, then that of the policy file, then the run's.
 *
 * @throws DataWorksError `InvalidArgument` for an alias that no policy file knows, or any other text.
 */
export function workspaceQueries(
  texts: readonly string[],
  policy: Pick<Policy, "path" | "ruleSet"> | undefined,
  defaults: QueryDefaults,
  apiVersion?: string,
): DiJobsQuery[] {
  const queries = texts.map((text) => {
    const { regionId, projectId, apiVersion: own } = workspaceNamed(text, policy);
    const version = apiVersion ?? own ?? defaults.apiVersion;
    return canonicalQuery({ regionId, projectId }, version === undefined ? {} : { apiVersion: version });
  });
  return eachOnce(queries);
}

/**
 * The aliases of the workspaces that have a label.
 *
 * @throws DataWorksError `InvalidArgument` for a label that no workspace has.
 */
export function labelled(label: string, policy: Pick<Policy, "path" | "ruleSet"> | undefined): string[] {
  const workspaces = Object.entries(policy?.ruleSet.workspaces ?? {});
  const aliases = workspaces.flatMap(([alias, { labels = [] }]) => (labels.includes(label) ? [alias] : []));
  if (aliases.length > 0) return aliases;
  const known = new Set(workspaces.flatMap(([, { labels = [] }]) => labels));
  throw labelUnknown(label, policy?.path, known);
}

/** Leaves out a question that stands before already. */
function eachOnce(queries: readonly DiJobsQuery[]): DiJobsQuery[] {
  return [...new Map(queries.map((query) => [queryKey(query), query])).values()];
}

function workspaceNamed(text: string, policy: Pick<Policy, "path" | "ruleSet"> | undefined): RuleSetWorkspace {
  const workspaces = policy?.ruleSet.workspaces ?? {};
  if (text.includes("/")) {
    const workspace = parseWorkspace(text);
    const name = workspaceName(workspace);
    return Object.values(workspaces).find((each) => nameOf(each) === name) ?? workspace;
  }
  const workspace = Object.hasOwn(workspaces, text) ? workspaces[text] : undefined;
  if (workspace === undefined) throw aliasUnknown(text, policy?.path, Object.keys(workspaces));
  return workspace;
}

function nameOf({ regionId, projectId }: RuleSetWorkspace): string {
  return workspaceName({ regionId, projectId: String(projectId) });
}
