import { questionsMissing, workspaceMissing } from "../../errors/program";
import type { DiJobsQuery } from "../../model/query";
import { workspaceName } from "../../model/workspace";
import { tryReadSnapshot } from "../../snapshot/file";
import type { Snapshot } from "../../snapshot/snapshot";
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
  const queries = recordedQueries(options, invocation);
  // Who asks nothing finds nothing, which would look as if all were well.
  if (queries.length === 0) throw questionsMissing(invocation.settings.snapshotPath);
  return queries;
}

/**
 * The questions of the snapshot, as far as the options narrow them: to workspaces, and to a version; of a workspace that is
 * named, and of which it has none, the whole.
 *
 * @throws DataWorksError `InvalidArgument` when there is no snapshot, none of its questions is of the version, or for a
 * workspace that cannot be.
 */
export function questionsAgain(options: AskingOptions, invocation: Invocation, { lookups }: Snapshot): DiJobsQuery[] {
  if (!namesWorkspaces(options)) return recordedQueries(options, invocation);
  const recorded = lookups.map(({ query }) => query).filter(isInVersion(options));
  return namedQueries(options, invocation).flatMap((whole) => {
    const known = recorded.filter((query) => workspaceName(query) === workspaceName(whole));
    return known.length > 0 ? known : [whole];
  });
}

/** The questions of the snapshot, also where it has none any more. */
function recordedQueries(options: AskingOptions, { settings: { snapshotPath } }: Invocation): DiJobsQuery[] {
  const snapshot = tryReadSnapshot(snapshotPath);
  if (snapshot === undefined) throw workspaceMissing(snapshotPath);
  const queries = snapshot.lookups.map(({ query }) => query).filter(isInVersion(options));
  if (queries.length === 0 && options.apiVersion !== undefined)
    throw questionsMissing(snapshotPath, options.apiVersion);
  return queries;
}

/** Tells whether a recorded question is of the version that `--api-version` names; without it, every one is. */
export function isInVersion({ apiVersion }: AskingOptions): (query: DiJobsQuery) => boolean {
  return (query) => apiVersion === undefined || query.apiVersion === apiVersion;
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

/** Tells whether a query asks one of the workspaces that the options name, and in the version; without any, every query does. */
export function isInWorkspaces(options: AskingOptions, invocation: Invocation): (query: DiJobsQuery) => boolean {
  const names = namedQueries(options, invocation).map(workspaceName);
  const inVersion = isInVersion(options);
  return (query) => inVersion(query) && (!namesWorkspaces(options) || names.includes(workspaceName(query)));
}
