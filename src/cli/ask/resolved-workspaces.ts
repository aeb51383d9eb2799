import type { RuleSetDiscovery } from "../../checks/rule-set";
import { findProjectId } from "../../client/project-ids";
import { policyInvalid } from "../../errors/policy";
import { canonicalApiVersion } from "../../model/api-version";
import { groupBy } from "../../model/group-by";
import type { NamedQuery } from "../../model/query";
import { canonicalRegionId, parseTypedWorkspace, workspaceName } from "../../model/workspace";
import { namesIn, type Policy, withWorkspaces } from "../policy/policy";
import type { Terminal } from "../terminal/terminal";
import { discoverWorkspaces, type FoundWorkspace } from "./discovery";
import { answerOr, type Invocation, resolveInvocation, type UnansweredQuery, withPolicy } from "./invocation";
import { recordedProjectId } from "./named-workspaces";
import type { AskingOptions, RecordingOptions } from "./options";
import { type Wanted, type WorkspaceNeeds, wantedOf } from "./wanted-workspaces";

/** An invocation whose policy knows its workspaces by their ids, as far as they are meant. */
export interface ResolvedWorkspaces {
  readonly invocation: Invocation;
  /** Names without an id, and accounts whose workspaces could not be listed. */
  readonly unresolved: readonly UnansweredQuery<NamedQuery>[];
  /** The workspaces that nobody wrote down: `<regionId>/<projectId>` with its name. */
  readonly discovered: ReadonlyMap<string, string>;
}

/** Resolves how to ask, as {@link resolveInvocation} does, and which workspaces are meant. */
export async function resolveAll(
  options: AskingOptions & RecordingOptions,
  terminal: Terminal,
  needs: Parameters<typeof resolveInvocation>[2] = {},
): Promise<ResolvedWorkspaces> {
  return await resolveWorkspaces(options, resolveInvocation(options, terminal, needs), terminal);
}

/**
 * Finds the ids of the workspaces that a policy names, and those that it discovers; what cannot be found out does not
 * keep the others from being asked.
 *
 * @throws DataWorksError `PolicyInvalid` for a name that is used, and that workspaces of two accounts have.
 */
export async function resolveWorkspaces(
  options: AskingOptions,
  invocation: Invocation,
  terminal: Terminal,
  needs: WorkspaceNeeds = {},
): Promise<ResolvedWorkspaces> {
  const { policy } = invocation;
  if (policy === undefined) return { invocation, unresolved: [], discovered: new Map() };
  const find = async (name: string) => {
    const query = namedQuery(name, versionOf(options, invocation, policy.workspaceOf(name)?.apiVersion));
    return await found(query, needs, invocation, async () => {
      const projectId = await findProjectId(query, query.apiVersion, invocation.clientOf(query), terminal.clock);
      return [[name, { regionId: query.regionId, projectId }]];
    });
  };
  const discover = async (discovery: RuleSetDiscovery) => {
    const regionId = canonicalRegionId(discovery.regionId);
    // Not the name of one: it stands for all.
    const query = { apiVersion: versionOf(options, invocation, discovery.apiVersion), regionId, projectName: "*" };
    const profile = options.profile ?? discovery.profile;
    const client = profile === undefined ? invocation.client : { ...invocation.client, profile };
    const listed = () => discoverWorkspaces(discovery, query, client, terminal.clock);
    return { ...(await found(query, needs, invocation, listed)), profile };
  };
  const { meant, related } = wantedOf(policy, options, needs);
  const resolve = async ({ names, discoveries }: Wanted) => {
    const isWritten = (name: string) => policy.workspaceOf(name) !== undefined;
    const [written, seen] = await Promise.all([
      Promise.all(names.filter(isWritten).map(find)),
      Promise.all(discoveries.map(discover)),
    ]);
    // What nobody has written down is looked for among what was discovered, before the run's own account is asked.
    const found = new Set(answered(seen).map(([name]) => name));
    const lost = new Set(seen.flatMap((each) => ("error" in each ? [each.query.regionId] : [])));
    const rest = names.filter((name) => !isWritten(name) && !found.has(name) && !lost.has(name.split("/")[0] ?? ""));
    return { named: [...written, ...(await Promise.all(rest.map(find)))], seen };
  };
  const [own, others] = await terminal.stoppable(() => Promise.all([resolve(meant), resolve(related)]));
  const failed = ({ named, seen }: typeof own) => [...named, ...seen].filter((each) => "error" in each);
  return {
    ...withFound(
      options,
      invocation,
      policy,
      answered([...own.named, ...others.named]),
      answered([...own.seen, ...others.seen]),
    ),
    // An account that could not be listed may have the workspace that a rule means, but not another one of that id.
    unresolved: [...failed(own), ...(needs.rules && isUnknown(policy, options) ? failed(others) : [])],
  };
}

/** Tells whether a workspace is named by an id of which nobody says the name: a rule may mean it by that. */
function isUnknown(policy: Policy, { workspace = [] }: AskingOptions): boolean {
  return workspace.some((text) => text.includes("/") && policy.workspaceOf(text) === undefined);
}

function answered(all: readonly Found[]): FoundWorkspace[] {
  return all.flatMap((each) => ("workspaces" in each ? each.workspaces : []));
}

type Found = { readonly workspaces: readonly FoundWorkspace[] } | UnansweredQuery<NamedQuery>;

async function found(
  query: NamedQuery,
  { locked }: WorkspaceNeeds,
  { settings }: Invocation,
  ask: () => Promise<readonly FoundWorkspace[]>,
): Promise<Found> {
  if (locked) return await answerOr(query, recordedWorkspace(query, settings.snapshotPath));
  return await answerOr(
    query,
    ask().then((workspaces) => ({ workspaces })),
  );
}

/** A workspace that a snapshot knows by its name. */
async function recordedWorkspace(query: NamedQuery, snapshotPath: string): Promise<Found> {
  const projectId = recordedProjectId(query, snapshotPath);
  return { workspaces: [[workspaceName(query), { regionId: query.regionId, projectId }]] };
}

function withFound(
  options: AskingOptions,
  invocation: Invocation,
  policy: Policy,
  named: readonly FoundWorkspace[],
  seen: readonly FoundWorkspace[],
): Pick<ResolvedWorkspaces, "invocation" | "discovered"> {
  const idOf = ({ 1: { regionId, projectId } }: FoundWorkspace) =>
    workspaceName({ regionId, projectId: `${projectId}` });
  const byName = groupBy([...named, ...seen], ([name]) => name);
  const used = namesIn(policy);
  const ids = [...byName].map(([name, all]) => {
    const [id = "", ...others] = new Set(all.map(idOf));
    if (others.length > 0 && used.includes(name))
      throw policyInvalid(
        policy.path,
        `'${name}' is the name of ${[id, ...others].join(" and ")}, in several accounts`,
        "write the id of the one that is meant",
      );
    return [name, id, others.length > 0] as const;
  });
  const shared = new Set(ids.flatMap(([name, , isShared]) => (isShared ? [name] : [])));
  const discovered = new Map(seen.map((each) => [idOf(each), each]));
  const entries = [...discovered].map(([id, [name, workspace]]) => [shared.has(name) ? id : name, workspace] as const);
  const own = ids.flatMap(([name, id]) => (shared.has(name) ? [] : [[name, id] as const]));
  return {
    invocation: withPolicy(invocation, withWorkspaces(policy, new Map(own), new Map(entries)), options.profile),
    discovered: new Map([...discovered].map(([id, [name]]) => [id, name.slice(name.indexOf("/") + 1)])),
  };
}

function namedQuery(name: string, apiVersion: NamedQuery["apiVersion"]): NamedQuery {
  const workspace = parseTypedWorkspace(name);
  return {
    apiVersion,
    regionId: workspace.regionId,
    projectName: "projectName" in workspace ? workspace.projectName : "",
  };
}

function versionOf({ apiVersion }: AskingOptions, { defaults }: Invocation, own: string | undefined) {
  return canonicalApiVersion(apiVersion ?? own ?? defaults.apiVersion);
}
