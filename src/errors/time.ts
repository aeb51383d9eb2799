import { DataWorksError } from "./error";

/** How far a question has come in its time. */
export interface Progress {
  /** Its time, in milliseconds. */
  readonly timeoutMs: number;
  /** What of it is left. */
  readonly leftMs: number;
  /** Calls sent. */
  readonly calls: number;
  /** Calls that it needs in all, once that is known. */
  readonly expectedCalls?: number | undefined;
  /** The pace of its account. */
  readonly callsPerSecond: number;
  /** Least time that the rest needs in this pace. */
  readonly neededMs: number;
  /** The time of the whole run, where that is over first. */
  readonly run?: RunProgress | undefined;
}

/** The time of a whole run, and the least that all its questions still need. */
export interface RunProgress {
  readonly timeoutMs: number;
  readonly neededMs: number;
}

/** How to give a run more time: together with what the answers take, which no pace tells. */
export const moreTime = ({ timeoutMs, neededMs }: RunProgress) =>
  `give the run more time: --timeout ${Math.ceil((timeoutMs + Math.max(neededMs * 1.05 + 1_000, neededMs < 1_000 ? timeoutMs : 0)) / 1_000)}s`;

const ofRun = (where: string, run: RunProgress, progress: Progress, what: string) =>
  new DataWorksError("LookupTimedOut", {
    what: `${where} ${what} within the ${seconds(run.timeoutMs)} of --timeout (${callsOf(progress)})`,
    facts: [`what is left of the run needs at least ${seconds(run.neededMs)} more in this pace`],
    repairs: [moreTime(run)],
  });

function callsOf({ calls, expectedCalls, callsPerSecond }: Progress): string {
  const all = expectedCalls === undefined || expectedCalls <= calls ? "" : ` of ${expectedCalls}`;
  return `${calls}${all} ${calls === 1 && all === "" ? "call" : "calls"} sent, at most ${callsPerSecond} a second`;
}

export const lookupTimedOut = (where: string, progress: Progress) => {
  const { timeoutMs, calls, neededMs, run } = progress;
  if (run !== undefined) return ofRun(where, run, progress, calls === 0 ? "was not asked" : "could not be listed");
  return new DataWorksError("LookupTimedOut", {
    what: `${where} could not be listed within ${seconds(timeoutMs)} (${callsOf(progress)})`,
    repairs: [`give it more time: DIJOBS_TIMEOUT_MS=${inWholeSeconds(timeoutMs + Math.max(timeoutMs, neededMs))}`],
  });
};

export const listingTooLong = (where: string, progress: Progress) => {
  const { timeoutMs, leftMs, expectedCalls, callsPerSecond, neededMs, run } = progress;
  if (run !== undefined) return ofRun(where, run, progress, "cannot be listed");
  // Three more answers have to come in turn, each as the first one did, and some of them later.
  const leastMs = inWholeSeconds(neededMs + 4 * (timeoutMs - leftMs) + 500);
  return new DataWorksError("LookupTimedOut", {
    what: `${where} needs ${expectedCalls} calls at ${callsPerSecond} a second: at least ${seconds(neededMs)} more, and ${seconds(leftMs)} are left`,
    repairs: [`give it more time: DIJOBS_TIMEOUT_MS=${leastMs}, or narrow the query`],
  });
};

/** A time as messages tell it. */
export const seconds = (durationMs: number) => `${Math.ceil(durationMs / 100) / 10} s`;

/** At least this time, in milliseconds that people can read. */
export const inWholeSeconds = (durationMs: number) => 1_000 * Math.ceil(durationMs / 1_000);
