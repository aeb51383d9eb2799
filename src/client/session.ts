import { lookupTimedOut } from "../errors/call";
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
import { type Pace, sharedPace } from "./pace";

/** Signs and sends one call. */
export type Transport = typeof send;

/** What was sent for a question so far. */
export interface Tally {
  calls: number;
  throttledCalls: number;
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
  readonly pace: Pace;
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
  { clock, send: transport = send }: { readonly clock: Clock; readonly send?: Transport },
  run: (session: Session<Item>) => Promise<T>,
): Promise<T> {
  const { regionId, apiVersion, where } = listed;
  const tally: Tally = { calls: 0, throttledCalls: 0 };
  const timedOut = () => lookupTimedOut(where, options.timeoutMs, tally.calls);
  return withDeadline(options.timeoutMs, clock, timedOut, async (deadline) => {
    const endpoint = resolveEndpoint(regionId, options);
    const proxy = proxyFor(endpoint, options.env)?.host;
    const credential = await unlessAborted(resolveCredentials(options), deadline.signal);
    const quota = [credential.accessKeyId, regionId, endpoint.host, apiVersion];
    const pace = sharedPace(quota, options.callsPerSecond ?? listed.callsPerSecond, clock);
    return await run({ listed, options, endpoint, proxy, credential, pace, clock, deadline, tally, send: transport });
  });
}
