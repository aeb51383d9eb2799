import { workspaceMissing } from "../../errors/program";
import type { DiJobsQuery } from "../../model/query";
import { workspaceName } from "../../model/workspace";
import { tryReadSnapshot } from "../../snapshot/file";
import type { Invocation } from "./invocation";
import type { AskingOptions } from "./options";
import { workspaceQueries } from "./workspaces";

/**
 * The questions of a command: whole workspaces where `--workspace` names them, else those of the snapshot.
 *
 * @throws DataWorksError `InvalidArgument` when there is neither, or for a workspace that cannot be.
 */
export function chooseQueries(options: AskingOptions, invocation: Invocation): DiJobsQuery[] {
  const { workspace = [] } = options;
  if (workspace.length > 0) return namedQueries(options, invocation);
  const { snapshotPath } = invocation.settings;
  const snapshot = tryReadSnapshot(snapshotPath);
  if (snapshot === undefined) throw workspaceMissing(snapshotPath);
  return snapshot.lookups.map(({ query }) => query);
}

/** The questions for the whole workspaces that `--workspace` names. */
export function namedQueries({ workspace = [], apiVersion }: AskingOptions, invocation: Invocation): DiJobsQuery[] {
  return workspaceQueries(workspace, invocation.policy, invocation.defaults, apiVersion);
}

/** Tells whether a query asks one of the workspaces that `--workspace` names; without any, every query does. */
export function isInWorkspaces(options: AskingOptions, invocation: Invocation): (query: DiJobsQuery) => boolean {
  const names = namedQueries(options, invocation).map(workspaceName);
  return (query) => names.length === 0 || names.includes(workspaceName(query));
}
