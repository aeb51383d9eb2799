import { type FailedCall, notAsked, throttled } from "../errors/call";
import { lookupTimedOut } from "../errors/time";
import { type Failure, isFailure } from "./http/failure";
import { backoffMs, retryRule } from "./retry";
import { progressOf, type Session } from "./session";
import type { Turn } from "./turn";
import { apiOf } from "./versions/versions";

/**
 * Sends one call until it is answered, in the pace of its quota.
 *
 * @throws DataWorksError of the code that the retry table gives, `Throttled` or `LookupTimedOut`
 * when the deadline leaves no time.
 */
export async function callUntilAnswered<T extends object>(
  session: Session,
  send: (turn: Turn) => Promise<T | Failure>,
): Promise<T> {
  const { clock, deadline, listed, options, place, queue, tally } = session;
  let sent = 0;
  for (let attempts = 1; ; ) {
    const turn = await place.turn(deadline.signal);
    if ("waitMs" in turn) {
      if (turn.cause === "outage") throw notAsked(listed.where);
      if (turn.cause === "throttle") throw throttled({ ...failedCall(session, undefined, sent), waitMs: turn.waitMs });
      throw lookupTimedOut(listed.where, progressOf(session));
    }
    sent += 1;
    tally.calls += 1;
    const outcome = await send(turn).catch((reason: unknown) => {
      turn.ended("givenUp");
      throw reason;
    });
    if (!isFailure(outcome)) {
      turn.ended("answered");
      return outcome;
    }
    const rule = retryRule(outcome);
    if (rule.remedy === "wait") {
      turn.ended("throttled", outcome.retryAfterMs);
      tally.throttledCalls += 1;
      const waitMs = queue.pace.minimumMs(0);
      if (waitMs > deadline.leftMs()) throw rule.error({ ...failedCall(session, outcome, sent), waitMs });
      continue;
    }
    turn.ended(rule.remedy === "never" ? "answered" : "failed");
    const waitMs = backoffMs(attempts);
    const noTime = waitMs > deadline.leftMs();
    if (rule.remedy === "never" || attempts >= options.maxAttempts || noTime)
      throw rule.error(failedCall(session, outcome, sent));
    if (!queue.health.takeRetry()) throw rule.error({ ...failedCall(session, outcome, sent), othersFail: true });
    options.onFailedCall?.();
    attempts += 1;
    await clock.sleep(waitMs, deadline.signal);
  }
}

function failedCall(session: Session, failure: Failure | undefined, attempts: number): FailedCall {
  const { listed, endpoint, credential, proxy, queue, options, deadline } = session;
  return {
    callsPerSecond: queue.pace.limit,
    usedMs: options.timeoutMs - deadline.leftMs(),
    run: progressOf(session).run,
    where: listed.where,
    action: listed.action,
    regionId: listed.regionId,
    apiVersion: listed.apiVersion,
    editionRepair: apiOf(listed.apiVersion).editionRepair,
    endpoint: endpoint.host,
    credentialSource: credential.source,
    proxy,
    attempts,
    said: failure === undefined ? "" : said(failure),
    statusCode: failure?.statusCode,
    requestId: failure?.requestId,
  };
}

function said(failure: Failure): string {
  switch (failure.failed) {
    case "rejected":
      return `${failure.apiCode}: ${failure.message}`;
    case "unreadable":
      return failure.statusCode === undefined ? failure.what : `status ${failure.statusCode}, ${failure.what}`;
    case "unreachable":
      return failure.reason;
  }
}
