import { type DataWorksError, lookupTimedOut } from "../errors";
import { type DiJobsQuery, describeQuery } from "../query";
import { send } from "./alicloud";
import { apiOf, pageParameters } from "./api";
import { failedCall } from "./call";
import type { ClientOptions } from "./client";
import { type Clock, systemClock } from "./clock";
import { resolveCredentials } from "./credentials";
import { withDeadline } from "./deadline";
import { resolveEndpoint } from "./endpoint";
import { type Exchange, header } from "./exchange";
import { isFailure } from "./failure";
import { decodePage } from "./page";
import { proxyFor } from "./proxy";
import { retryRule } from "./retry";

/** The API's own default: enough to see that pages can be read. */
const PROBE_PAGE_SIZE = 10;

/** What a single call showed. */
export interface Probe {
  /** How far the server's clock is ahead of this one, in milliseconds, to a second; none without an answer. */
  readonly skewMs?: number | undefined;
  /** How many jobs the query selects, in the words of the server. */
  readonly totalCount?: number;
  /** Why there was no page. */
  readonly failure?: DataWorksError;
}

/**
 * Sends one call for one page and never a second one, to see whether a listing would be answered.
 *
 * @throws DataWorksError what stands before the call: `InvalidArgument`, `NoCredentials`; `LookupTimedOut`.
 */
export function probe(query: DiJobsQuery, options: ClientOptions, clock: Clock = systemClock): Promise<Probe> {
  const timedOut = () => lookupTimedOut(describeQuery(query), options.timeoutMs);
  return withDeadline(options.timeoutMs, clock, timedOut, async ({ signal }) => {
    const endpoint = resolveEndpoint(query.regionId, options);
    const proxy = proxyFor(endpoint, options.env)?.host;
    const credential = await resolveCredentials(options);
    const exchange: Exchange = { env: options.env };
    const reply = await send({
      endpoint,
      credential,
      version: query.apiVersion,
      method: apiOf(query).method,
      parameters: pageParameters(query, 1, PROBE_PAGE_SIZE),
      exchange,
      timeoutMs: options.timeoutMs,
      signal,
    });
    const skewMs = skew(header(exchange, "date"), clock);
    const page = isFailure(reply) ? reply : decodePage(reply.text, query);
    if (!isFailure(page)) return { skewMs, totalCount: page.totalCount };
    return { skewMs, failure: retryRule(page).error(failedCall({ query, endpoint: endpoint.host, proxy }, page, 1)) };
  });
}

function skew(date: string | undefined, clock: Clock): number | undefined {
  const serverMs = Date.parse(date ?? "");
  // The header has whole seconds: half of one is what it leaves out on average.
  return Number.isNaN(serverMs) ? undefined : serverMs + 500 - clock.date().getTime();
}
