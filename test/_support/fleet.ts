import type { Failure } from "../../src/client/http/failure";
import { type ClientOptions, listJobs } from "../../src/client/list-jobs";
import type { Transport } from "../../src/client/session";
import { DataWorksError } from "../../src/errors/error";
import type { Listing } from "../../src/model/listing";
import { canonicalQuery } from "../../src/model/query";
import { ListServer, listedJobs } from "./list-server";
import { VirtualClock } from "./virtual-clock";

/** Workspaces of a team, and the jobs of each. */
export const WORKSPACES = 40;
export const JOBS = 1_000;
/** Calls that list them all, and prove it: eleven pages twice, without the last one, for each. */
export const LEAST_CALLS = WORKSPACES * 21;

/** How many calls a day without answers had before questions knew of one another, at 5 and at 50 calls a second. */
export const CALLS_WHEN_APART = {
  "answers with 500": { 5: 150, 50: 160 },
  "refuses connections": { 5: 150, 50: 160 },
  "never answers": { 5: 40, 50: 40 },
} as const;

/** What a server does instead of answering. */
export const OUTAGES: Record<keyof typeof CALLS_WHEN_APART | "throttles", (clock: VirtualClock) => Transport> = {
  "answers with 500": (clock) => failing(clock, 50, rejected("InternalError.System", 500)),
  "refuses connections": (clock) => failing(clock, 1, { failed: "unreachable", reason: "ECONNREFUSED" }),
  "never answers": (clock) => failing(clock, Number.MAX_SAFE_INTEGER, rejected("Late", 500)),
  throttles: (clock) => failing(clock, 50, rejected("Throttling.User", 429)),
};

const rejected = (apiCode: string, statusCode: number): Failure => ({
  failed: "rejected",
  apiCode,
  message: "",
  statusCode,
});

function failing(clock: VirtualClock, afterMs: number, failure: Failure): Transport {
  return async ({ signal }) => {
    await clock.sleep(afterMs, signal);
    return failure;
  };
}

/** What others use of a quota of so many calls, in which second. */
export const OTHERS: Readonly<Record<string, (callsPerSecond: number) => (second: number) => number>> = {
  "a third, always": (callsPerSecond) => () => Math.ceil(callsPerSecond / 3),
  "all, for the first 5 s": (callsPerSecond) => (second) => (second < 5 ? callsPerSecond : 0),
  "all, from 2 to 7 s": (callsPerSecond) => (second) => (second >= 2 && second < 7 ? callsPerSecond : 0),
};

/** One of the questions, and what came of it. */
export interface Asked {
  readonly index: number;
  readonly listing?: Listing;
  readonly error?: DataWorksError;
  readonly endedAtMs: number;
}

interface FleetProps {
  readonly callsPerSecond: number;
  readonly clock?: VirtualClock;
  readonly options?: Partial<ClientOptions>;
  /** The server of a question, by its number. @default one of 1,000 jobs, with a quota that is the pace */
  readonly server?: (index: number) => Transport | undefined;
  readonly regionId?: string;
  /** How many calls of its quota others use, in which second. @default none */
  readonly others?: ((second: number) => number) | undefined;
}

let fleets = 0;

/** Asks for all workspaces of one account at once, on a virtual clock. */
export async function askFleet({ clock = new VirtualClock(), ...props }: FleetProps) {
  return await clock.until(askFleetOn({ ...props, clock }));
}

/** The same on a clock of which somebody else lets time pass. */
export async function askFleetOn({ callsPerSecond, clock, ...props }: FleetProps & { readonly clock: VirtualClock }) {
  fleets += 1;
  const env = { ALIBABA_CLOUD_ACCESS_KEY_ID: "a-virtual-key", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "a-secret-key" };
  const where = { endpoint: `http://127.0.0.1:${10_000 + fleets}`, regionId: props.regionId ?? "cn-shanghai" };
  const { regionId, endpoint } = where;
  const options = { env, endpoint, timeoutMs: 30_000, maxAttempts: 4, callsPerSecond, ...props.options };
  const quota = new Quota(clock, callsPerSecond, props.others);
  const list = quota.admits(new ListServer(clock, listedJobs(JOBS)).send);
  const calls: { readonly index: number; readonly atMs: number }[] = [];
  const ask = async (index: number): Promise<Asked> => {
    const query = canonicalQuery({ regionId, projectId: 1967, jobNameLike: `${index}` });
    const server = props.server?.(index) ?? list;
    const send: Transport = (call) => {
      calls.push({ index, atMs: clock.nowMs() });
      return server(call);
    };
    try {
      return { index, listing: await listJobs(query, options, clock, send), endedAtMs: clock.nowMs() };
    } catch (error) {
      if (!DataWorksError.is(error)) throw error;
      return { index, error, endedAtMs: clock.nowMs() };
    }
  };
  const startMs = clock.nowMs();
  const asked = await Promise.all(Array.from({ length: WORKSPACES }, (_, index) => ask(index)));
  return {
    asked,
    calls,
    tookMs: clock.nowMs() - startMs,
    throttledCalls: quota.throttledCalls,
    listed: asked.filter(({ listing }) => listing?.jobs.length === JOBS).length,
    codes: [...new Set(asked.flatMap(({ error }) => error?.code ?? []))].sort(),
  };
}

/** A server's own count of calls in any second. */
class Quota {
  throttledCalls = 0;
  #admittedAtMs: number[] = [];

  constructor(
    private readonly clock: VirtualClock,
    private readonly callsPerSecond: number,
    private readonly others: (second: number) => number = () => 0,
  ) {}

  admits(send: Transport): Transport {
    return (call) => {
      const now = this.clock.nowMs();
      this.#admittedAtMs = this.#admittedAtMs.filter((atMs) => now - atMs < 1_000);
      if (this.#admittedAtMs.length >= this.callsPerSecond - this.others(Math.floor(now / 1_000))) {
        this.throttledCalls += 1;
        return failing(this.clock, 10, rejected("Throttling.User", 429))(call);
      }
      this.#admittedAtMs.push(now);
      return send(call);
    };
  }
}
