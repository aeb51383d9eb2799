import type { DiJob } from "../model/job";
import type { DiJobsQuery } from "../model/query";
import { type Clock, systemClock } from "./clock";
import { clockSkewMs } from "./clock-skew";
import type { Exchange } from "./http/exchange";
import { type Failure, isFailure } from "./http/failure";
import { isObject, parseExactly } from "./json";
import type { WireRow } from "./listed";
import { listedJobs } from "./listed-jobs";
import type { ClientOptions } from "./options";
import { decodePage, type Page } from "./page";
import { retryRule } from "./retry";
import { type Transport, withSession } from "./session";

/** What one call brought, as it came and as a listing reads it. */
export interface Observation {
  readonly page: Page<DiJob> | Failure;
  /** The object around the page, every number with all its digits; `undefined` where there is none. */
  readonly envelope: WireRow | undefined;
  readonly statusCode?: number | undefined;
  /** In small letters, sorted. */
  readonly headerNames: readonly string[];
  /** How far the server's clock is ahead of this machine's, in milliseconds, to the second. */
  readonly clockSkewMs?: number | undefined;
  /** Whether the server asked to come back later. */
  readonly throttled: boolean;
}

/**
 * Sends one call, once, and tells everything that came of it.
 *
 * @param parameters all that is asked; the query says where.
 * @returns `undefined` where the pace, or a throttle, allows no call before the deadline: nothing was sent.
 * @throws DataWorksError where nothing could be sent, and `LookupTimedOut`.
 */
export function observeCall(
  query: DiJobsQuery,
  parameters: Readonly<Record<string, string>>,
  options: ClientOptions,
  { clock = systemClock, send }: { readonly clock?: Clock; readonly send?: Transport | undefined } = {},
): Promise<Observation | undefined> {
  return withSession(listedJobs(query), options, { clock, send }, async (session) => {
    const { listed, endpoint, credential, deadline } = session;
    const turn = await session.place.turn(deadline.signal);
    if ("waitMs" in turn) return undefined;
    const { signal } = deadline;
    const exchange: Exchange = { env: options.env, signal, onSent: turn.sent, onAnswered: turn.answered };
    const { action, apiVersion: version, method } = listed;
    const sent = session.send({ endpoint, credential, action, version, method, parameters, exchange, signal });
    const reply = await sent.catch((reason: unknown) => {
      turn.ended("givenUp");
      throw reason;
    });
    const page = isFailure(reply) ? reply : decodePage(reply, listed);
    const remedy = isFailure(page) ? retryRule(page).remedy : "never";
    const throttled = isFailure(page) && remedy === "wait";
    if (throttled) turn.ended("throttled", page.retryAfterMs);
    else turn.ended(remedy === "again" ? "failed" : "answered");
    return {
      page,
      envelope: isFailure(reply) ? undefined : envelopeOf(reply.text, listed.envelope),
      statusCode: reply.statusCode,
      headerNames: Object.keys(exchange.response?.headers ?? {}).sort(),
      clockSkewMs: clockSkewMs(exchange, clock),
      throttled,
    };
  });
}

function envelopeOf(text: string, name: string): WireRow | undefined {
  try {
    const body = parseExactly(text);
    const envelope = isObject(body) ? body[name] : undefined;
    return isObject(envelope) ? envelope : undefined;
  } catch {
    return undefined; // The page tells what is wrong with it.
  }
}
