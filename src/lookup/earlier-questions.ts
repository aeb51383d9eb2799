import { identityVariables } from "../client/credentials/environment-keys";
import { DataWorksError } from "../errors/error";
import type { Environment } from "../model/environment";
import type { DiJobsQuery } from "../model/query";
import { workspaceName } from "../model/workspace";
import { tryReadSnapshot } from "../snapshot/file";
import { emptySnapshot, namedWorkspaces, type Snapshot } from "../snapshot/snapshot";
import { askedInProcess } from "./asked";
import { askOnce } from "./lookup";
import { appName } from "./project-folder";
import type { Settings } from "./settings";

/**
 * Starts the questions that the snapshot says this app asked last time, once, in the modes `live` and `record`.
 *
 * They are asked in the ordinary way, at the run's endpoint and as its identity: an answer is only ever given to whoever asks the
 * same in the same way. Nobody waits for what nobody asks, and its failure is nobody's.
 */
export function startEarlierQuestions(settings: Settings, env: Environment): void {
  if (settings.prefetch === "off" || (settings.mode !== "live" && settings.mode !== "record")) return;
  const { snapshotPath, client } = settings;
  const app = appName(settings);
  const begun = JSON.stringify([snapshotPath, app, Object.entries(client).sort(), identityVariables(env)]);
  const { earlier } = askedInProcess();
  if (earlier.has(begun)) return;
  earlier.add(begun);
  for (const query of questionsOf(app, readable(snapshotPath))) askOnce(query, settings, env);
}

/** Not of workspaces that have a name in the file: who asks by that asks another question. */
function questionsOf(app: string, snapshot: Snapshot): DiJobsQuery[] {
  const named = new Set(namedWorkspaces(snapshot).map(([, workspace]) => workspace));
  return snapshot.lookups
    .filter(({ query, usedBy }) => !named.has(workspaceName(query)) && usedBy.some((use) => use.app === app))
    .map(({ query }) => query);
}

/** A broken file must not stand in the way of what the API says. */
function readable(path: string): Snapshot {
  try {
    return tryReadSnapshot(path) ?? emptySnapshot;
  } catch (error) {
    if (DataWorksError.is(error)) return emptySnapshot;
    throw error;
  }
}
