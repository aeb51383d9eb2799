import {
  accessDenied,
  clockSkewed,
  editionForbidden,
  type FailedCall,
  keyRefused,
  proxyRefused,
  quotaExhausted,
  requestRejected,
  serviceUnavailable,
  throttled,
  tokenRefused,
  unexpectedResponse,
  unreachable,
  unsupportedRegion,
  untrusted,
} from "../errors/call";
import type { DataWorksError } from "../errors/error";
import type { Failure } from "./http/failure";

/**
 * What to do about a failure.
 *
 * - `again`: send it again, after a backoff, until the attempts are used up
 * - `wait`: the server is not ready for it; hold all calls, and do not count it as an attempt
 * - `never`: the same call would fail in the same way
 */
export type Remedy = "again" | "wait" | "never";

/** A kind of failure, what to do about it, why, and what people read when it stays. */
export interface RetryRule {
  readonly name: string;
  readonly remedy: Remedy;
  readonly because: string;
  readonly error: (call: FailedCall) => DataWorksError;
  applies(failure: Failure): boolean;
}

const codes =
  (pattern: RegExp) =>
  (failure: Failure): boolean =>
    failure.failed === "rejected" && pattern.test(failure.apiCode);

const status = (failure: Failure): number => failure.statusCode ?? 0;

const isDenial = (failure: Failure): boolean => [401, 403].includes(status(failure));

/** Node.js gives what OpenSSL finds wrong with a certificate; `ERR_SSL_` is a handshake that failed for another reason. */
const isOfCertificate = (reason: string): boolean =>
  /CERT|LEAF_SIGNATURE|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH/.test(reason) && !reason.startsWith("ERR_SSL_");

const UNREACHABLE: RetryRule = {
  name: "unreachable",
  remedy: "again",
  because: "connections are refused, reset and lost for a moment; no call reached the API, so none counts",
  applies: () => true,
  error: unreachable,
};

/** Which failures are sent again; the first rule that applies counts. */
export const RETRY_RULES: readonly RetryRule[] = [
  {
    name: "quota used up",
    remedy: "never",
    because:
      "Throttling.Api.Risk is a daily limit and Throttling.Resource a purchased one: every further call fails, and counts",
    applies: codes(/^Throttling\.(Api\.Risk|Resource)$/i),
    error: quotaExhausted,
  },
  {
    name: "not in this region",
    remedy: "never",
    because: "Forbidden.Not.Server says that the region lacks the API, in spite of its status 500",
    applies: codes(/^Forbidden\.Not\.Server$/i),
    error: unsupportedRegion,
  },
  {
    name: "edition",
    remedy: "never",
    because: "only buying an edition, or asking the other version, changes the answer",
    applies: codes(/^Forbidden\.Access$|Edition/i),
    error: editionForbidden,
  },
  {
    name: "clock",
    remedy: "never",
    because: "the next call would be signed with the same wrong time",
    applies: codes(/^(InvalidTimeStamp|IllegalTimestamp)(\.|$)/i),
    error: clockSkewed,
  },
  {
    name: "throttled",
    remedy: "wait",
    because: "the quota is free again in the next second",
    applies: codes(/^(Rejected\.)?Throttling(\.|$)/i),
    error: throttled,
  },
  {
    name: "security token",
    remedy: "never",
    because: "a temporary key that has expired stays so; a new lookup resolves the credentials again",
    applies: codes(/(Security|Sts)[.-]?Token|^(Invalid|Missing|Expired)?Token/i),
    error: tokenRefused,
  },
  {
    name: "access key",
    remedy: "never",
    because: "an id or a secret that is wrong stays so",
    applies: codes(/AccessKey|^(Incomplete|Invalid)Signature|^SignatureDoesNotMatch/i),
    error: keyRefused,
  },
  {
    name: "access",
    remedy: "never",
    because: "permissions do not change within seconds",
    applies: (failure) =>
      codes(/Forbidden|Permission|AccessDenied|(Im|Ex)plicitDeny|(Not|Un)Auth(ori[sz]|enticat)/i)(failure) ||
      (failure.failed === "rejected" && isDenial(failure)),
    error: accessDenied,
  },
  {
    name: "told to wait",
    remedy: "wait",
    because: "x-acs-retry-after and 429 ask everyone to come back later, whatever the code; only a refusal stays one",
    applies: (failure) => (status(failure) === 429 || failure.retryAfterMs !== undefined) && !isDenial(failure),
    error: throttled,
  },
  {
    name: "internal error",
    remedy: "again",
    because:
      "the API page says of InternalError.System and InternalError.UserId.Missing to try again later; the Terraform provider repeats 9990020002",
    applies: (failure) =>
      codes(/^(InternalError|ServiceUnavailable|9990020002$)/i)(failure) ||
      (failure.failed === "rejected" && status(failure) >= 500),
    error: serviceUnavailable,
  },
  {
    name: "rejected",
    remedy: "never",
    because: "the API understood the call and refuses it",
    applies: (failure) => failure.failed === "rejected",
    error: requestRejected,
  },
  {
    name: "gateway error",
    remedy: "again",
    because: "a 5xx that is no JSON comes from a gateway on the way, which may find its server again",
    applies: (failure) => failure.failed === "unreadable" && status(failure) >= 500,
    error: serviceUnavailable,
  },
  {
    name: "not the API",
    remedy: "never",
    because: "a captive portal, a wrong endpoint or a changed API answers the same way again",
    applies: (failure) => failure.failed === "unreadable",
    error: unexpectedResponse,
  },
  {
    name: "proxy refused",
    remedy: "never",
    because: "a proxy that forbids the way or wants a password goes on doing so",
    applies: (failure) => failure.failed === "unreachable" && (failure.proxyStatusCode ?? 500) < 500,
    error: proxyRefused,
  },
  {
    name: "certificate",
    remedy: "never",
    because: "the certificate will not be trusted the next time either",
    applies: (failure) => failure.failed === "unreachable" && isOfCertificate(failure.reason),
    error: untrusted,
  },
  UNREACHABLE,
];

/** The rule for a failure. */
export function retryRule(failure: Failure): RetryRule {
  return RETRY_RULES.find((rule) => rule.applies(failure)) ?? UNREACHABLE;
}

/** As the vendors' SDKs of 2026 have it for what fails in passing; after a throttle all wait for a second (pace.ts). */
const FIRST_BACKOFF_MS = 50;
const LONGEST_BACKOFF_MS = 5_000;

/**
 * How long to wait before the next attempt: exponential, capped, with full jitter, so that callers
 * that failed together do not come back together.
 */
export function backoffMs(attempts: number, random: () => number = Math.random): number {
  return random() * Math.min(FIRST_BACKOFF_MS * 2 ** (attempts - 1), LONGEST_BACKOFF_MS);
}
