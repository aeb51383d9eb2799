import type { RuleSetDiscovery } from "../../checks/rule-set";
import { findProjectId } from "../../client/project-ids";
import { policyInvalid } from "../../errors/policy";
import { snapshotLacksName } from "../../errors/snapshot";
import { canonicalApiVersion } from "../../model/api-version";
import { groupBy } from "../../model/group-by";
import type { NamedQuery } from "../../model/query";
import { canonicalRegionId, parseTypedWorkspace, workspaceName } from "../../model/workspace";
import { namesIn, type Policy, withWorkspaces } from "../policy/policy";
import type { Terminal } from "../terminal/terminal";
import { discoverWorkspaces, type FoundWorkspace } from "./discovery";
import { answerOr, type Invocation, resolveInvocation, type UnansweredQuery, withPolicy } from "./invocation";
import type { AskingOptions, RecordingOptions } from "./options";
import { namesWorkspaces } from "./queries";
import { labelled } from "./workspaces";

/** How the workspaces of a policy file are found out. */
export interface Settling {
  /** Whether rules are judged, whose workspaces count also where others are named. */
  readonly rules?: boolean | undefined;
  /** Whether nothing may be asked, so that names have no ids. */
  readonly locked?: boolean | undefined;
}

/** An invocation whose policy knows its workspaces by their ids, as far as they are meant. */
export interface Settled {
  readonly invocation: Invocation;
  /** Names without an id, and accounts whose workspaces could not be listed. */
  readonly unresolved: readonly UnansweredQuery<NamedQuery>[];
  /** The workspaces that nobody wrote down: `<regionId>/<projectId>` with its name. */
  readonly discovered: ReadonlyMap<string, string>;
}

/** Settles how to ask, as {@link resolveInvocation} does, and which workspaces are meant. */
export async function settled(options: AskingOptions & RecordingOptions, terminal: Terminal): Promise<Settled> {
  return await settleWorkspaces(options, resolveInvocation(options, terminal), terminal);
}

/**
 * Finds the ids of the workspaces that a policy names, and those that it discovers; what cannot be found out does not
 * keep the others from being asked.
 *
 * @throws DataWorksError `PolicyInvalid` for a name that is used, and that workspaces of two accounts have.
 */
export async function settleWorkspaces(
  options: AskingOptions,
  invocation: Invocation,
  terminal: Terminal,
  settling: Settling = {},
): Promise<Settled> {
  const { policy } = invocation;
  if (policy === undefined) return { invocation, unresolved: [], discovered: new Map() };
  const find = async (name: string) => {
    const query = namedQuery(name, versionOf(options, invocation, policy.workspaceOf(name)?.apiVersion));
    return await found(query, settling, invocation, async () => {
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
    return { ...(await found(query, settling, invocation, listed)), profile };
  };
  const [named, seen] = await terminal.stoppable(() =>
    Promise.all([
      Promise.all(namesToFind(policy, options, settling).map(find)),
      Promise.all(discoveriesToMake(policy, options).map(discover)),
    ]),
  );
  const isAbout = settling.rules === true || namesWorkspaces(options);
  const answered = (all: readonly Found[]) => all.flatMap((each) => ("workspaces" in each ? each.workspaces : []));
  return {
    ...withFound(options, invocation, policy, answered(named), answered(seen)),
    // Of a run that is about a snapshot the policy tells as whom to ask, and no more.
    unresolved: isAbout ? [...named, ...seen].filter((each) => "error" in each) : [],
  };
}

type Found = { readonly workspaces: readonly FoundWorkspace[] } | UnansweredQuery<NamedQuery>;

async function found(
  query: NamedQuery,
  { locked }: Settling,
  { settings }: Invocation,
  ask: () => Promise<readonly FoundWorkspace[]>,
): Promise<Found> {
  if (locked) return { query, error: snapshotLacksName(workspaceName(query), settings.snapshotPath) };
  return await answerOr(
    query,
    ask().then((workspaces) => ({ workspaces })),
  );
}

function withFound(
  options: AskingOptions,
  invocation: Invocation,
  policy: Policy,
  named: readonly FoundWorkspace[],
  seen: readonly FoundWorkspace[],
): Pick<Settled, "invocation" | "discovered"> {
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

/** The names of which the ids are needed: of the workspaces that are meant, and of those that judged rules name. */
function namesToFind(policy: Policy, options: AskingOptions, { rules = false }: Settling): string[] {
  if (!namesWorkspaces(options)) return namesIn(policy);
  const { workspace = [], label = [] } = options;
  const aliases = [...workspace, ...label.flatMap((each) => labelled(each, policy))];
  const meant = aliases.flatMap((alias) => policy.workspaceOf(alias) ?? []);
  const typed = meant.flatMap(({ regionId, projectName }) =>
    projectName === undefined ? [] : [workspaceName({ regionId, projectName })],
  );
  return [...new Set([...typed, ...(rules ? namesIn(policy) : [])])];
}

function discoveriesToMake({ ruleSet }: Policy, options: AskingOptions): RuleSetDiscovery[] {
  const all = [ruleSet.discover ?? []].flat();
  if (!namesWorkspaces(options)) return all;
  return all.filter(({ labels = [] }) => labels.some((label) => options.label?.includes(label)));
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
