import type { RuleSetDiscovery } from "../../checks/rule-set";
import { canonicalRegionId, parseTypedWorkspace, workspaceName } from "../../model/workspace";
import { namesIn, type Policy } from "../policy/policy";
import type { AskingOptions } from "./options";
import { namesWorkspaces } from "./queries";
import { labelled } from "./workspaces";

/** How the workspaces of a policy file are found out. */
export interface WorkspaceNeeds {
  /** Whether rules are judged, whose workspaces count also where others are named. */
  readonly rules?: boolean | undefined;
  /** Whether nothing may be asked, so that names have no ids. */
  readonly locked?: boolean | undefined;
}

/** What is to be found out: names of which the ids are needed, and accounts whose workspaces are listed. */
export interface Wanted {
  readonly names: readonly string[];
  readonly discoveries: readonly RuleSetDiscovery[];
}

const NOTHING: Wanted = { names: [], discoveries: [] };

/** What a run is about, and those that tell what its rules mean, or as whom to ask. */
export function wantedOf(policy: Policy, options: AskingOptions, { rules = false }: WorkspaceNeeds) {
  const all = { names: namesIn(policy), discoveries: [policy.ruleSet.discover ?? []].flat() };
  if (!namesWorkspaces(options)) return rules ? { meant: all, related: NOTHING } : { meant: NOTHING, related: all };
  const { workspace = [], label: wanted = [] } = options;
  const entries = [...workspace, ...wanted.flatMap((each) => labelled(each, policy))].flatMap((text) => {
    return policy.workspaceOf(text) ?? [];
  });
  const names = new Set(
    entries.flatMap(({ regionId, projectName }) =>
      projectName === undefined ? [] : [workspaceName({ regionId, projectName })],
    ),
  );
  const isLabelled = ({ labels = [] }: RuleSetDiscovery) => labels.some((label) => wanted.includes(label));
  const meant = { names: [...names], discoveries: all.discoveries.filter(isLabelled) };
  if (!rules) return { meant, related: { names: [], discoveries: telling(policy, workspace, all.discoveries) } };
  const others = all.names.filter((name) => !names.has(name));
  // Names that no entry has may be those of what is discovered.
  const isNeeded = others.some((name) => policy.workspaceOf(name) === undefined);
  const discoveries = isNeeded ? all.discoveries.filter((each) => !isLabelled(each)) : [];
  return { meant, related: { names: others, discoveries } };
}

/** The discoveries that tell as whom a workspace is asked that nobody has written down. */
function telling(policy: Policy, workspace: readonly string[], discoveries: readonly RuleSetDiscovery[]) {
  const unknown = workspace.filter((text) => text.includes("/") && policy.workspaceOf(text) === undefined);
  const regions = unknown.map((text) => parseTypedWorkspace(text).regionId);
  return discoveries.filter(({ profile, regionId }) => {
    return profile !== undefined && regions.includes(canonicalRegionId(regionId));
  });
}
