import { workspaceMissing } from "../errors";
import type { DiJobsQuery } from "../query";
import { tryReadSnapshot } from "../snapshot/file";
import { workspaceName } from "../workspace";
import type { Asking } from "./asking";
import type { AskingOptions } from "./options";
import { findKnownWorkspaces } from "./policy-file";
import type { Aliases } from "./report";
import { workspaceNameOf, workspaceQueries } from "./workspaces";

/**
 * The questions of a command: whole workspaces where `--workspace` names them, else those of the snapshot.
 *
 * @throws DataWorksError `InvalidArgument` when there is neither, or for a workspace that cannot be.
 */
export function chooseQueries(options: AskingOptions, asking: Asking): DiJobsQuery[] {
  const { workspace = [] } = options;
  if (workspace.length > 0) return namedQueries(options, asking);
  const { snapshotPath } = asking.settings;
  const snapshot = tryReadSnapshot(snapshotPath);
  if (snapshot === undefined) throw workspaceMissing(snapshotPath);
  return snapshot.lookups.map(({ query }) => query);
}

/** The aliases that reports show: those of the policy file that `--policy` names, or that an alias was looked up in. */
export function shownAliases({ workspace = [], policy }: AskingOptions, { project }: Asking): Aliases {
  const { workspaces } = findKnownWorkspaces(workspace, policy, project);
  return new Map(Object.entries(workspaces).map(([alias, each]) => [workspaceNameOf(each), alias]));
}

/** The questions for the whole workspaces that `--workspace` names. */
export function namedQueries({ workspace = [], policy, apiVersion }: AskingOptions, asking: Asking): DiJobsQuery[] {
  return workspaceQueries(
    workspace,
    findKnownWorkspaces(workspace, policy, asking.project),
    asking.defaults,
    apiVersion,
  );
}

/** Tells whether a query asks one of the workspaces that `--workspace` names; without any, every query does. */
export function isInWorkspaces(options: AskingOptions, asking: Asking): (query: DiJobsQuery) => boolean {
  const names = namedQueries(options, asking).map(workspaceName);
  return (query) => names.length === 0 || names.includes(workspaceName(query));
}
