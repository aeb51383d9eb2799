import type { DiJobsQuery } from "../model/query";
import { type Caller, callUntilAnswered, type Tally } from "./call";
import type { Clock } from "./clock";
import type { Credential } from "./credentials/credential";
import { resolveCredentials } from "./credentials/credentials";
import { type Deadline, unlessAborted } from "./deadline";
import { send } from "./http/alicloud";
import { type Endpoint, resolveEndpoint } from "./http/endpoint";
import type { Exchange } from "./http/exchange";
import { isFailure } from "./http/failure";
import { proxyFor } from "./http/proxy";
import type { ClientOptions } from "./options";
import { sharedPace } from "./pace";
import { decodePage, type Page } from "./page";
import { apiOf, PAGE_SIZE, pageParameters } from "./versions/versions";

/** A question together with everything that asking it needs. */
export interface Session extends Caller {
  readonly options: ClientOptions;
  readonly endpoint: Endpoint;
  readonly credential: Credential;
}

/**
 * Finds out where, as whom and how fast a query is to be asked.
 *
 * @throws DataWorksError `InvalidArgument` for an endpoint or a proxy that is none, `NoCredentials`.
 */
export async function openSession(
  query: DiJobsQuery,
  options: ClientOptions,
  clock: Clock,
  tally: Tally,
  { signal }: Deadline,
): Promise<Session> {
  const endpoint = resolveEndpoint(query.regionId, options);
  const proxy = proxyFor(endpoint, options.env)?.host;
  const credential = await unlessAborted(resolveCredentials(options), signal);
  const quota = [credential.accessKeyId, query.regionId, endpoint.host, query.apiVersion];
  const pace = sharedPace(quota, options.callsPerSecond ?? apiOf(query).callsPerSecond, clock);
  const { maxAttempts, timeoutMs } = options;
  return { query, options, endpoint, proxy, credential, pace, clock, tally, maxAttempts, timeoutMs };
}

/** Asks for one page until it is there; `exchange` tells what happened on the wire. */
export function askPage(
  session: Session,
  pageNumber: number,
  deadline: Deadline,
  { pageSize = PAGE_SIZE, observe = (_: Exchange): void => {} } = {},
): Promise<Page> {
  const { query, options, endpoint, credential } = session;
  const { signal } = deadline;
  return callUntilAnswered(session, deadline, async (turn) => {
    const exchange: Exchange = { env: options.env, signal, onSent: turn.sent, onAnswered: turn.answered };
    observe(exchange);
    const reply = await send({
      endpoint,
      credential,
      version: query.apiVersion,
      method: apiOf(query).method,
      parameters: pageParameters(query, pageNumber, pageSize),
      exchange,
      signal,
    });
    return isFailure(reply) ? reply : decodePage(reply, query);
  });
}
