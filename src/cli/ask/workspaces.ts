import type { RuleSetWorkspace } from "../../checks/rule-set";
import { aliasUnknown, labelUnknown } from "../../errors/program";
import { canonicalQuery, type DiJobsQuery, type QueryDefaults, queryKey } from "../../model/query";
import { parseTypedWorkspace } from "../../model/workspace";
import type { Policy } from "../policy/policy";

/**
 * The questions for whole workspaces that `--workspace` asks: each once, in the order given.
 *
 * A name without an id is left out: {@link resolveWorkspaces} says that of it.
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
  const queries = texts.flatMap((text) => {
    const { regionId, projectId, apiVersion: own } = workspaceNamed(text, policy);
    if (projectId === undefined) return [];
    const version = apiVersion ?? own ?? defaults.apiVersion;
    return [canonicalQuery({ regionId, projectId }, version === undefined ? {} : { apiVersion: version })];
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
  const discoveries = [policy?.ruleSet.discover ?? []].flat();
  const aliases = workspaces.flatMap(([alias, { labels = [] }]) => (labels.includes(label) ? [alias] : []));
  // What is discovered has its labels before anything was seen.
  if (aliases.length > 0 || discoveries.some(({ labels = [] }) => labels.includes(label))) return aliases;
  const known = new Set([...workspaces.map(([, each]) => each), ...discoveries].flatMap(({ labels = [] }) => labels));
  throw labelUnknown(label, policy?.path, known);
}

/** Leaves out a question that stands before already. */
function eachOnce(queries: readonly DiJobsQuery[]): DiJobsQuery[] {
  return [...new Map(queries.map((query) => [queryKey(query), query])).values()];
}

function workspaceNamed(text: string, policy: Pick<Policy, "path" | "ruleSet"> | undefined): RuleSetWorkspace {
  const workspaces = policy?.ruleSet.workspaces ?? {};
  if (Object.hasOwn(workspaces, text) && workspaces[text] !== undefined) return workspaces[text];
  if (!text.includes("/")) throw aliasUnknown(text, policy?.path, Object.keys(workspaces));
  const workspace = parseTypedWorkspace(text);
  return Object.values(workspaces).find((each) => isNamed(each, text)) ?? workspace;
}

/** Tells whether a text means a workspace: by its id, or by its name. */
function isNamed({ regionId, projectId, projectName }: RuleSetWorkspace, text: string): boolean {
  return text === `${regionId}/${projectId}` || text === `${regionId}/${projectName}`;
}
