import { notAsked } from "../errors/call";
import { lookupTimedOut, type Progress } from "../errors/time";
import type { Clock } from "./clock";
import type { Credential } from "./credentials/credential";
import { resolveCredentials } from "./credentials/credentials";
import { type Deadline, unlessAborted, withDeadline } from "./deadline";
import { send } from "./http/alicloud";
import { type Endpoint, resolveEndpoint } from "./http/endpoint";
import type { Exchange } from "./http/exchange";
import { proxyFor } from "./http/proxy";
import type { Listed } from "./listed";
import type { ClientOptions } from "./options";
import type { Queue } from "./queue";
import { sharedQueue } from "./shared-queue";
import type { Place } from "./turn";

/** Signs and sends one call. */
export type Transport = typeof send;

/** What was sent for a question so far. */
export interface Tally {
  calls: number;
  throttledCalls: number;
  /** Calls that it takes in all, once the first page tells. */
  expectedCalls?: number;
  /** What happened on the wire in the latest call. */
  latest?: Exchange;
}

/** A question together with everything that its calls share. */
export interface Session<Item extends object = object> {
  readonly listed: Listed<Item>;
  readonly options: ClientOptions;
  readonly endpoint: Endpoint;
  /** Host of the proxy on the way. */
  readonly proxy: string | undefined;
  readonly credential: Credential;
  /** All calls of its account to its region. */
  readonly queue: Queue;
  readonly place: Place;
  readonly clock: Clock;
  readonly deadline: Deadline;
  readonly tally: Tally;
  readonly send: Transport;
}

/**
 * Runs something that lists: finds out where, as whom and how fast, and ends it at the deadline.
 *
 * @throws DataWorksError `InvalidArgument` for an endpoint or a proxy that is none, `NoCredentials`, `LookupTimedOut`.
 */
export function withSession<Item extends object, T>(
  listed: Listed<Item>,
  options: ClientOptions,
  { clock, send: transport = send }: { readonly clock: Clock; readonly send?: Transport | undefined },
  run: (session: Session<Item>) => Promise<T>,
): Promise<T> {
  const { regionId, apiVersion, where } = listed;
  const tally: Tally = { calls: 0, throttledCalls: 0 };
  const callsPerSecond = options.callsPerSecond ?? listed.callsPerSecond;
  let session: Session<Item> | undefined;
  const timedOut = () => {
    if (session === undefined) {
      const run = options.within?.signal.aborted ? { timeoutMs: options.within.timeoutMs, neededMs: 0 } : undefined;
      const { timeoutMs } = options;
      return lookupTimedOut(where, { timeoutMs, leftMs: 0, calls: 0, callsPerSecond, neededMs: 0, run });
    }
    if (session.deadline.isOfRun()) return lookupTimedOut(where, progressOf(session));
    return tally.calls === 0 && session.queue.health.isFailing
      ? notAsked(where)
      : lookupTimedOut(where, progressOf(session));
  };
  const ask = async (deadline: Deadline) => {
    const endpoint = resolveEndpoint(regionId, options);
    const proxy = proxyFor(endpoint, options.env)?.host;
    const credential = await unlessAborted(resolveCredentials(options), deadline.signal);
    const queue = sharedQueue([credential.accessKeyId, regionId, endpoint.host, apiVersion], callsPerSecond, clock);
    const place = queue.enter(deadline, tally);
    const asked = { listed, options, endpoint, proxy, credential, queue, place, clock, deadline, tally };
    session = { ...asked, send: transport };
    return await run(session).finally(place.leave);
  };
  return withDeadline(options.timeoutMs, clock, timedOut, ask, { within: options.within, onPause: options.onWaiting });
}

/** How far a question has come. */
export function progressOf({ options, deadline, tally, queue }: Session): Progress {
  const { calls, expectedCalls } = tally;
  const { within } = options;
  const isOfRun = within !== undefined && deadline.isOfRun();
  return {
    run: isOfRun ? { timeoutMs: within.timeoutMs, neededMs: queue.neededMs() } : undefined,
    timeoutMs: options.timeoutMs,
    leftMs: Math.max(0, deadline.leftMs()),
    calls,
    expectedCalls,
    callsPerSecond: queue.pace.limit,
    neededMs: queue.pace.minimumMs(Math.max(0, (expectedCalls ?? 0) - calls)),
  };
}
