import { lookupTimedOut } from "../errors/call";
import { DataWorksError } from "../errors/error";
import { type DiJobsQuery, describeQuery } from "../model/query";
import { type Clock, systemClock } from "./clock";
import { withDeadline } from "./deadline";
import { resolveEndpoint } from "./http/endpoint";
import { type Exchange, header } from "./http/exchange";
import { proxyFor } from "./http/proxy";
import type { ClientOptions } from "./options";
import { askPage, openSession } from "./session";

/** What one call tells about the way to DataWorks. */
export interface Probe {
  /** URL that was asked. */
  readonly endpoint: string;
  /** Host and port of the proxy in use. */
  readonly proxy?: string | undefined;
  /** Where the credentials were found. */
  readonly credentialSource?: string | undefined;
  readonly statusCode?: number | undefined;
  /** How far the server's clock is ahead of this machine's, in milliseconds, to the second. */
  readonly clockSkewMs?: number | undefined;
  /** How many jobs the query selects, before what is filtered here. */
  readonly totalCount?: number | undefined;
  /** Why there is no answer. */
  readonly error?: DataWorksError;
}

/**
 * Asks once, for a single job, and tells everything that came of it.
 *
 * @throws DataWorksError `InvalidArgument` for an endpoint or a proxy that is none; everything else is told.
 */
export async function probe(query: DiJobsQuery, options: ClientOptions, clock: Clock = systemClock): Promise<Probe> {
  const endpoint = resolveEndpoint(query.regionId, options);
  const way = {
    endpoint: `${endpoint.protocol}://${endpoint.host}`,
    proxy: proxyFor(endpoint, options.env)?.host,
  };
  const tally = { calls: 0, throttledCalls: 0 };
  const timedOut = () => lookupTimedOut(describeQuery(query), options.timeoutMs, tally.calls);
  let credentialSource: string | undefined;
  let exchange: Exchange = { env: options.env };
  const told = () => ({
    ...way,
    credentialSource,
    statusCode: exchange.response?.statusCode,
    ...skew(exchange, clock),
  });
  try {
    const { totalCount } = await withDeadline(options.timeoutMs, clock, timedOut, async (deadline) => {
      const session = await openSession(query, { ...options, maxAttempts: 1 }, clock, tally, deadline);
      credentialSource = session.credential.source;
      const observe = (present: Exchange) => {
        exchange = present;
      };
      return await askPage(session, 1, deadline, { pageSize: 1, observe });
    });
    return { ...told(), totalCount };
  } catch (error) {
    if (!DataWorksError.is(error)) throw error;
    return { ...told(), error };
  }
}

function skew(exchange: Exchange, clock: Clock): Pick<Probe, "clockSkewMs"> {
  const serverDateMs = Date.parse(header(exchange, "date") ?? "");
  return Number.isNaN(serverDateMs)
    ? {}
    : { clockSkewMs: serverDateMs - Math.floor(clock.date().getTime() / 1_000) * 1_000 };
}
