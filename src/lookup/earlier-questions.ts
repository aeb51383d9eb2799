import { identityVariables } from "../client/credentials/environment-keys";
import { DataWorksError } from "../errors/error";
import type { Environment } from "../model/environment";
import { groupBy } from "../model/group-by";
import type { AskedQuery, DiJobsQuery, NamedQuery } from "../model/query";
import { workspaceName } from "../model/workspace";
import { tryReadSnapshot } from "../snapshot/file";
import { forgetStacks } from "../snapshot/forget";
import { emptySnapshot, namedWorkspaces, type Snapshot } from "../snapshot/snapshot";
import { askedInProcess, type EarlierQuestion } from "./asked";
import { answerKey, askOnce } from "./lookup";
import { appName } from "./project-folder";
import type { Settings } from "./settings";

/**
 * Starts the questions that the snapshot says this app asked last time, once, in the modes `live` and `record`.
 *
 * They are asked in the ordinary way, at the run's endpoint and as its identity: an answer is only ever given to whoever asks the
 * same in the same way. Nobody waits for what nobody asks, and its failure is nobody's.
 *
 * @param first what the app asked first: one that asks by name asks the workspaces by name that have one in the file.
 */
export function startEarlierQuestions(first: AskedQuery, settings: Settings, env: Environment): void {
  if (settings.prefetch === "off" || (settings.mode !== "live" && settings.mode !== "record")) return;
  const { snapshotPath, client, recording } = settings;
  const app = appName(settings);
  const begun = JSON.stringify([snapshotPath, app, client, identityVariables(env)]);
  const { earlier, answers, untaken } = askedInProcess();
  if (earlier.has(begun)) return;
  earlier.add(begun);
  for (const question of questionsOf(
    app,
    forgetStacks(readable(snapshotPath), app, recording.forget),
    "projectName" in first,
  )) {
    const key = answerKey(question.query, settings, env);
    if (answers.has(key)) continue;
    askOnce(question.query, settings, env);
    untaken.set(key, question);
  }
}

/** The earlier questions that were started and that nobody asked, each told once. */
export function uselessQuestions(): EarlierQuestion[] {
  const { untaken } = askedInProcess();
  const useless = [...untaken.values()];
  untaken.clear();
  return useless;
}

/** Who asks by name asks another question than who asks by id; which of the two an app does, its first question tells. */
function questionsOf(app: string, snapshot: Snapshot, byName: boolean): EarlierQuestion[] {
  const names = groupBy(namedWorkspaces(snapshot), ([, workspace]) => workspace);
  return snapshot.lookups.flatMap(({ query, usedBy }): EarlierQuestion[] => {
    const constructs = usedBy.flatMap((use) => (use.app === app ? use.construct : []));
    if (constructs.length === 0) return [];
    const named = names.get(workspaceName(query));
    if (named === undefined) return [{ query, constructs }];
    return byName ? named.map(([name]) => ({ query: askedByName(query, name), constructs })) : [];
  });
}

function askedByName({ projectId: _, ...rest }: DiJobsQuery, name: string): NamedQuery {
  return { ...rest, projectName: name.slice(rest.regionId.length + 1) };
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
