import { identityVariables } from "../client/credentials/environment-keys";
import { resolveEndpoint } from "../client/http/endpoint";
import { DataWorksError, type ErrorCode } from "../errors/error";
import { orFromSnapshot, snapshotLacksName, snapshotLacksQuery, snapshotNameMeantOther } from "../errors/snapshot";
import type { Environment } from "../model/environment";
import type { Listing } from "../model/listing";
import { type AskedQuery, describeQuery, queryKey } from "../model/query";
import { workspaceName } from "../model/workspace";
import { readSnapshot, tryReadSnapshot } from "../snapshot/file";
import {
  emptySnapshot,
  findLookup,
  meantBefore,
  recordedNames,
  type Snapshot,
  type SnapshotLookup,
} from "../snapshot/snapshot";
import { askedInProcess } from "./asked";
import { once } from "./once";
import { appName } from "./project-folder";
import type { Settings } from "./settings";

/** The answer to a lookup. */
export interface Answer {
  readonly listing: Listing;
  /** Why the snapshot answered although the API was asked. */
  readonly unavailable?: DataWorksError;
}

/** Into which snapshot an answer belongs, with who used it, and how. */
export type RecordingSettings = Settings["recording"] &
  Pick<Settings, "snapshotPath" | "mode"> & {
    readonly app: string;
    /** Whether the API gave the answer; the file has it already otherwise, and is told who used it. */
    readonly isNew: boolean;
  };

/** A query on its way. */
export interface Lookup {
  readonly query: AskedQuery;
  /** How the answer and its users are recorded after a successful synth, in the modes `record` and `fill`. */
  readonly recording?: RecordingSettings;
  /** The lookup of the whole answer, where the snapshot has a part of it and may be filled; asked for when it is called. */
  readonly whole?: () => Lookup;
  /**
   * Waits for the answer; later calls give the same one.
   *
   * @throws DataWorksError what the lookup failed with.
   */
  answer(): Answer;
  /** What the snapshot knows about the query, to explain a live answer: nothing where there is no file, and why it cannot be read. */
  recorded(): SnapshotLookup | DataWorksError | undefined;
  /** All that the snapshot knows: nothing where there is no file, and why it cannot be read. */
  snapshot(): Snapshot | DataWorksError | undefined;
}

/**
 * Starts a lookup and returns at once; an equal query to the same place by the same identity is asked once per
 * process.
 *
 * @param construct path of what asks: a recorded name must mean to it what it meant when it was recorded.
 * @throws DataWorksError `InvalidArgument` for an endpoint that must not be asked, `SnapshotInvalid` in the modes `record`
 * and `fill`.
 */
export function startLookup(query: AskedQuery, settings: Settings, env: Environment, construct?: string): Lookup {
  if (settings.mode === "fill") return filledLookup(query, settings, env, construct);
  return lookupIn(settings.mode, query, settings, env, construct);
}

/** What the snapshot has it answers, as when it is locked; what it lacks is asked and recorded. */
function filledLookup(query: AskedQuery, settings: Settings, env: Environment, construct: string | undefined): Lookup {
  const known = answerIn(tryReadSnapshot(settings.snapshotPath) ?? emptySnapshot, query, settings, construct);
  const ask = () => lookupIn("record", query, settings, env);
  if (known === undefined || DataWorksError.is(known)) return ask();
  const lookup = lookupIn("locked", query, settings, env);
  // Whether a part will do shows when it is read.
  return { ...lookup, recording: recordingOf(settings, false), ...(known.partial && { whole: once(ask) }) };
}

function lookupIn(
  mode: "live" | "record" | "locked",
  query: AskedQuery,
  given: Settings,
  env: Environment,
  construct?: string,
): Lookup {
  const settings = { ...given, mode };
  const answer =
    mode === "locked" ? lockedAnswer(query, settings, construct) : liveAnswer(query, settings, env, construct);
  return {
    query,
    ...(mode === "record" && { recording: recordingOf(given, true) }),
    answer: once(answer),
    recorded: once(() => recordedLookup(query, settings)),
    snapshot: () => readableSnapshot(settings),
  };
}

function recordingOf(settings: Settings, isNew: boolean): RecordingSettings {
  const { mode, snapshotPath, recording } = settings;
  return { snapshotPath, mode, app: appName(settings), isNew, ...recording };
}

function lockedAnswer(query: AskedQuery, settings: Settings, construct: string | undefined): () => Answer {
  return () => {
    const snapshot = readSnapshot(settings.snapshotPath);
    const lookup = answerIn(snapshot, query, settings, construct);
    if (DataWorksError.is(lookup)) throw lookup;
    if (lookup !== undefined) return { listing: namedListing(query, lookup) };
    const isUnknown = "projectName" in query && !snapshot.workspaces.has(workspaceName(query));
    throw (isUnknown ? snapshotLacksName : snapshotLacksQuery)(describeQuery(query), settings.snapshotPath);
  };
}

function liveAnswer(
  query: AskedQuery,
  settings: Settings,
  env: Environment,
  construct: string | undefined,
): () => Answer {
  resolveEndpoint(query.regionId, settings.client);
  // A broken file could not be replaced afterwards: say so before the API is asked.
  if (settings.mode === "record") tryReadSnapshot(settings.snapshotPath);
  const listing = askOnce(query, settings, env);
  askedInProcess().untaken.delete(answerKey(query, settings, env));
  return () => {
    try {
      return { listing: listing() };
    } catch (error) {
      return unavailableAnswer(error, query, settings, construct);
    }
  };
}

/** Asks in the background; equal questions to the same place by the same identity once. */
export function askOnce(query: AskedQuery, settings: Settings, env: Environment): () => Listing {
  const key = answerKey(query, settings, env);
  const { answers, bridge } = askedInProcess();
  const known = answers.get(key);
  if (known !== undefined) return known;
  const listing = once(bridge().ask(query, { ...settings.client, env }));
  answers.set(key, listing);
  return listing;
}

/** What is the same for who asks the same, in the same place and as the same. */
export function answerKey(query: AskedQuery, { client }: Settings, env: Environment): string {
  return JSON.stringify([queryKey(query), client, identityVariables(env)]);
}

/** Failures of an API that cannot be reached, has too much to do, or fails; a refusal is none of them. */
const UNAVAILABLE: readonly ErrorCode[] = [
  "ServiceUnavailable",
  "Throttled",
  "QuotaExhausted",
  "LookupTimedOut",
  "WorkerFailed",
  "SdkMissing",
];

function unavailableAnswer(
  error: unknown,
  query: AskedQuery,
  settings: Settings,
  construct: string | undefined,
): Answer {
  // What was asked in a wrong way is to be corrected.
  if (!DataWorksError.is(error) || error.code === "InvalidArgument") throw error;
  const snapshot = readableSnapshot(settings);
  if (snapshot === undefined || DataWorksError.is(snapshot)) throw error;
  const lookup = answerIn(snapshot, query, settings, construct);
  if (lookup === undefined || DataWorksError.is(lookup)) throw error;
  // Recording an answer that came from the file would make an old one look new.
  const mayStandIn = settings.onUnavailable === "snapshot" && settings.mode !== "record";
  if (!mayStandIn || !UNAVAILABLE.includes(error.code)) throw orFromSnapshot(error);
  return { listing: namedListing(query, lookup), unavailable: error };
}

/**
 * The recorded answer for who asks, or why it is none for them: what two accounts call alike is recorded once, and whoever
 * meant the other workspace must not get this one's jobs.
 */
function answerIn(
  snapshot: Snapshot,
  query: AskedQuery,
  settings: Settings,
  construct: string | undefined,
): SnapshotLookup | DataWorksError | undefined {
  const found = findLookup(snapshot, query);
  if (!("projectName" in query) || construct === undefined) return found;
  const before = meantBefore(snapshot, query, { app: appName(settings), construct });
  if (before === undefined) return found;
  const meant = { projectId: before.query.projectId, user: construct };
  return snapshotNameMeantOther(workspaceName(query), meant, settings.snapshotPath);
}

function recordedLookup(query: AskedQuery, settings: Settings): SnapshotLookup | DataWorksError | undefined {
  const snapshot = readableSnapshot(settings);
  return snapshot === undefined || DataWorksError.is(snapshot) ? snapshot : findLookup(snapshot, query);
}

function readableSnapshot({ snapshotPath }: Settings): Snapshot | DataWorksError | undefined {
  try {
    return tryReadSnapshot(snapshotPath);
  } catch (error) {
    // A broken file must not stand in the way of what the API says; whoever needs it reads it itself.
    if (DataWorksError.is(error)) return error;
    throw error;
  }
}

function namedListing(query: AskedQuery, lookup: SnapshotLookup): Listing {
  return { ...recordedListing(lookup), ...("projectName" in query && { projectName: query.projectName }) };
}

/** The answer that a snapshot has to a query. */
export function recordedListing(lookup: SnapshotLookup): Listing {
  const { query, jobs, observedAt, partial } = lookup;
  const part = partial ? { recordedNames: recordedNames(lookup) } : {};
  return { query, jobs, ...part, observedAt, source: "snapshot", calls: 0, throttledCalls: 0, unknownValues: [] };
}
