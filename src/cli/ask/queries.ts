import { questionsMissing, workspaceMissing } from "../../errors/program";
import type { DiJobsQuery } from "../../model/query";
import { workspaceName } from "../../model/workspace";
import { tryReadSnapshot } from "../../snapshot/file";
import type { Invocation } from "./invocation";
import type { AskingOptions } from "./options";
import { labelled, workspaceQueries } from "./workspaces";

/**
 * The questions of a command: whole workspaces where `--workspace` or `--label` names them, else those of the snapshot.
 *
 * @throws DataWorksError `InvalidArgument` when there is neither, or for a workspace that cannot be.
 */
export function chooseQueries(options: AskingOptions, invocation: Invocation): DiJobsQuery[] {
  if (namesWorkspaces(options)) return namedQueries(options, invocation);
  const queries = recordedQueries(invocation);
  // Who asks nothing finds nothing, which would look as if all were well.
  if (queries.length === 0) throw questionsMissing(invocation.settings.snapshotPath);
  return queries;
}

/**
 * The questions of the snapshot, also where it has none any more.
 *
 * @throws DataWorksError `InvalidArgument` when there is no snapshot.
 */
export function recordedQueries({ settings: { snapshotPath } }: Invocation): DiJobsQuery[] {
  const snapshot = tryReadSnapshot(snapshotPath);
  if (snapshot === undefined) throw workspaceMissing(snapshotPath);
  return snapshot.lookups.map(({ query }) => query);
}

/** Tells whether the options say which workspaces are meant. */
export function namesWorkspaces({ workspace = [], label = [] }: AskingOptions): boolean {
  return workspace.length + label.length > 0;
}

/**
 * The questions for the whole workspaces that `--workspace` names, or that have a label of `--label`.
 *
 * @throws DataWorksError `InvalidArgument` for an alias or a label that no policy file knows, or any other text.
 */
export function namedQueries(options: AskingOptions, { policy, defaults }: Invocation): DiJobsQuery[] {
  const { workspace = [], label = [], apiVersion } = options;
  const texts = [...workspace, ...label.flatMap((each) => labelled(each, policy))];
  return workspaceQueries(texts, policy, defaults, apiVersion);
}

/** Tells whether a query asks one of the workspaces that the options name; without any, every query does. */
export function isInWorkspaces(options: AskingOptions, invocation: Invocation): (query: DiJobsQuery) => boolean {
  const names = namedQueries(options, invocation).map(workspaceName);
  return (query) => !namesWorkspaces(options) || names.includes(workspaceName(query));
}
