import { type FailedCall, lookupTimedOut, throttled } from "../errors/call";
import type { DataWorksError } from "../errors/error";
import { type DiJobsQuery, describeQuery } from "../model/query";
import type { Clock } from "./clock";
import type { Credential } from "./credentials/credential";
import type { Deadline } from "./deadline";
import type { Endpoint } from "./http/endpoint";
import { type Failure, isFailure } from "./http/failure";
import type { Pace, Turn } from "./pace";
import { backoffMs, retryRule } from "./retry";

/** How many calls a lookup has sent. */
export interface Tally {
  calls: number;
  throttledCalls: number;
}

/** What all calls of one lookup share. */
export interface Caller {
  readonly query: DiJobsQuery;
  readonly endpoint: Endpoint;
  readonly proxy: string | undefined;
  readonly credential: Pick<Credential, "source">;
  readonly timeoutMs: number;
  readonly maxAttempts: number;
  readonly pace: Pace;
  readonly clock: Clock;
  readonly tally: Tally;
}

/**
 * Sends one call until it is answered, in the pace of its quota.
 *
 * @throws DataWorksError of the code that the retry table gives, `Throttled` or `LookupTimedOut`
 * when the deadline leaves no time.
 */
export async function callUntilAnswered<T extends object>(
  caller: Caller,
  deadline: Deadline,
  send: (turn: Turn) => Promise<T | Failure>,
): Promise<T> {
  const { clock, maxAttempts, pace, tally, timeoutMs } = caller;
  const tooLate = (waitMs: number, held: boolean): DataWorksError =>
    held
      ? throttled({ ...failedCall(caller, undefined, sent), waitMs })
      : lookupTimedOut(describeQuery(caller.query), timeoutMs, tally.calls);
  let sent = 0;
  for (let attempts = 1; ; ) {
    const turn = await pace.turn(deadline, tooLate);
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
      if (pace.minimumMs(0) > deadline.leftMs())
        throw rule.error({ ...failedCall(caller, outcome, sent), waitMs: pace.minimumMs(0) });
      continue;
    }
    turn.accepted();
    const waitMs = backoffMs(attempts);
    const noTime = waitMs > deadline.leftMs();
    if (rule.remedy === "never" || attempts >= maxAttempts || noTime)
      throw rule.error(failedCall(caller, outcome, sent));
    attempts += 1;
    await clock.sleep(waitMs, deadline.signal);
  }
}

function failedCall(caller: Caller, failure: Failure | undefined, attempts: number): FailedCall {
  const { query, endpoint, credential, proxy } = caller;
  return {
    where: describeQuery(query),
    regionId: query.regionId,
    apiVersion: query.apiVersion,
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
