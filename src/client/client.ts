import type { Environment } from "../environment";
import { listingTooLong, lookupTimedOut } from "../errors";
import { matcher } from "../filter";
import type { Listing } from "../listing";
import { type DiJobsQuery, describeQuery } from "../query";
import { send } from "./alicloud";
import { apiOf, PAGE_SIZE, pageParameters } from "./api";
import { type Caller, callUntilAnswered } from "./call";
import { type Clock, systemClock } from "./clock";
import type { Credential } from "./credential";
import { resolveCredentials } from "./credentials";
import { type Deadline, withDeadline } from "./deadline";
import { type Endpoint, resolveEndpoint } from "./endpoint";
import type { Exchange } from "./exchange";
import { isFailure } from "./failure";
import { sharedPace } from "./pace";
import { decodePage, type Page } from "./page";
import { listPages } from "./pages";
import { proxyFor } from "./proxy";

/** Where, as whom and how patiently to ask. */
export interface ClientOptions {
  /** Credentials, proxy and home directory are read from here. */
  readonly env: Environment;
  /** Host, `host:port` or URL, with `{region}` filled in; `http:` on this machine only. */
  readonly endpoint?: string;
  /** Which of the region's endpoints to use. @default public */
  readonly network?: "public" | "vpc";
  /** Profile of the `aliyun` CLI or the SDKs. */
  readonly profile?: string;
  /** For one lookup: all pages and attempts together. */
  readonly timeoutMs: number;
  /** For one call, the first included. */
  readonly maxAttempts: number;
  /** Pace of the calls. @default the documented quota: 50 for 2020-05-18, 5 for 2024-05-18 */
  readonly callsPerSecond?: number;
}

/**
 * Lists every job that a query selects: complete and consistent, or not at all.
 *
 * @throws DataWorksError of any code that the retry table and `docs/reliability.md` name.
 */
export function listJobs(query: DiJobsQuery, options: ClientOptions, clock: Clock = systemClock): Promise<Listing> {
  const timedOut = () => lookupTimedOut(describeQuery(query), options.timeoutMs);
  return withDeadline(options.timeoutMs, clock, timedOut, async (deadline) => {
    const endpoint = resolveEndpoint(query.regionId, options);
    const credential = await orAborted(resolveCredentials(options), deadline);
    const caller = callerFor(query, options, endpoint, credential, clock);
    const { pace, tally } = caller;
    const pages = await listPages(
      {
        where: describeQuery(query),
        date: clock.date,
        ask: (pageNumber, together) => askPage(caller, options, endpoint, credential, pageNumber, together),
        expect: (calls) => {
          const neededMs = pace.minimumMs(calls);
          const leftMs = deadline.endsAtMs - clock.nowMs();
          if (neededMs > leftMs)
            throw listingTooLong(describeQuery(query), {
              calls: calls + 1,
              callsPerSecond: pace.limit,
              neededMs,
              leftMs,
              timeoutMs: options.timeoutMs,
            });
        },
      },
      deadline,
    );
    return {
      query,
      jobs: pages.jobs.filter(matcher(apiOf(query).localFilter(query))),
      observedAt: pages.observedAt.toISOString().replace(/\.\d{3}Z$/, "Z"),
      source: "live",
      ...tally,
      unknownValues: pages.unknownValues,
    };
  });
}

function callerFor(
  query: DiJobsQuery,
  options: ClientOptions,
  endpoint: Endpoint,
  credential: Credential,
  clock: Clock,
): Caller {
  const quota = [credential.accessKeyId, query.regionId, endpoint.host, query.apiVersion];
  return {
    query,
    endpoint: endpoint.host,
    proxy: proxyFor(endpoint, options.env)?.host,
    timeoutMs: options.timeoutMs,
    maxAttempts: options.maxAttempts,
    pace: sharedPace(quota, options.callsPerSecond ?? apiOf(query).callsPerSecond, clock),
    clock,
    tally: { calls: 0, throttledCalls: 0 },
  };
}

function askPage(
  caller: Caller,
  options: ClientOptions,
  endpoint: Endpoint,
  credential: Credential,
  pageNumber: number,
  deadline: Deadline,
): Promise<Page> {
  const { query } = caller;
  return callUntilAnswered(caller, deadline, async (turn) => {
    const exchange: Exchange = { env: options.env, onSent: turn.sent };
    const reply = await send({
      endpoint,
      credential,
      version: query.apiVersion,
      method: apiOf(query).method,
      parameters: pageParameters(query, pageNumber, PAGE_SIZE),
      exchange,
      timeoutMs: options.timeoutMs,
      signal: deadline.signal,
    });
    if (isFailure(reply)) return reply;
    const page = decodePage(reply.text, query);
    return isFailure(page)
      ? { ...page, statusCode: reply.statusCode, requestId: page.requestId ?? reply.requestId }
      : page;
  });
}

async function orAborted<T>(promise: Promise<T>, { signal }: Deadline): Promise<T> {
  signal.throwIfAborted();
  return await Promise.race([
    promise,
    new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason), { once: true })),
  ]);
}
