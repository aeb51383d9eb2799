import { type FailedCall, lookupTimedOut, throttled } from "../errors/call";
import { type Failure, isFailure } from "./http/failure";
import type { Turn } from "./pace";
import { backoffMs, retryRule } from "./retry";
import type { Session } from "./session";
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
  const { clock, deadline, options, pace, tally } = session;
  let sent = 0;
  for (let attempts = 1; ; ) {
    const turn = await pace.turn(deadline);
    if ("waitMs" in turn) {
      if (turn.held) throw throttled({ ...failedCall(session, undefined, sent), waitMs: turn.waitMs });
      throw lookupTimedOut(session.listed.where, options.timeoutMs, tally.calls);
    }
    sent += 1;
    tally.calls += 1;
    const outcome = await send(turn);
    if (!isFailure(outcome)) {
      turn.accepted();
      return outcome;
    }
    const rule = retryRule(outcome);
    if (rule.remedy === "wait") {
      turn.throttled(outcome.retryAfterMs);
      tally.throttledCalls += 1;
      const waitMs = pace.minimumMs(0);
      if (waitMs > deadline.leftMs()) throw rule.error({ ...failedCall(session, outcome, sent), waitMs });
      continue;
    }
    turn.accepted();
    const waitMs = backoffMs(attempts);
    const noTime = waitMs > deadline.leftMs();
    if (rule.remedy === "never" || attempts >= options.maxAttempts || noTime)
      throw rule.error(failedCall(session, outcome, sent));
    attempts += 1;
    await clock.sleep(waitMs, deadline.signal);
  }
}

function failedCall(session: Session, failure: Failure | undefined, attempts: number): FailedCall {
  const { listed, endpoint, credential, proxy } = session;
  return {
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
