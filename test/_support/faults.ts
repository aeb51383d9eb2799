import type { Fault } from "cdktf-dataworks-di-jobs/testing";
import type { ErrorCode } from "../../src/errors/error";

/** What is set up around a fault, apart from the emulator's own faults. */
export type Surroundings =
  | "plain"
  | "TLS that is not trusted"
  | "host name that does not exist"
  | "proxy that wants a password"
  | "proxy that forbids the way"
  | "proxy that is not there"
  | "expired token"
  | "wrong secret"
  | "unknown key";

/** Something that goes wrong, and what must come of it. */
export interface FaultRow {
  readonly fault: string;
  readonly faults?: readonly Fault[];
  readonly surroundings?: Surroundings;
  /** Jobs to list. @default 250, which are three pages */
  readonly jobCount?: number;
  /** What people get: an error of this code, or the listing. */
  readonly code: ErrorCode | "listed";
  /** How often the failing call was sent; for a listing, an inconsistent one and a timeout, all calls. */
  readonly attempts: number;
  /** Decisive words of the message. */
  readonly says?: readonly string[];
}

const error = (code: string): Fault => ({ kind: "error", code });

/** A lookup with 3 attempts and 2.5 s. */
export const FAULT_ROWS: readonly FaultRow[] = [
  {
    fault: "connection refused",
    faults: [{ kind: "refuse" }],
    code: "ServiceUnavailable",
    attempts: 3,
    says: ["cannot reach", "ECONNREFUSED"],
  },
  {
    fault: "connection reset before any answer, once",
    faults: [{ kind: "reset", when: "before-answer", times: 1 }],
    code: "listed",
    attempts: 6,
  },
  {
    fault: "connection reset mid-body",
    faults: [{ kind: "reset", when: "mid-body" }],
    code: "ServiceUnavailable",
    attempts: 3,
    says: ["ECONNRESET within the answer"],
  },
  {
    fault: "DNS failure",
    surroundings: "host name that does not exist",
    code: "ServiceUnavailable",
    attempts: 3,
    says: ["cannot reach", "DIJOBS_ENDPOINT"],
  },
  {
    fault: "TLS failure",
    surroundings: "TLS that is not trusted",
    code: "ServiceUnavailable",
    attempts: 1,
    says: ["not trusted", "NODE_EXTRA_CA_CERTS"],
  },
  {
    fault: "slow first byte, within the deadline",
    faults: [{ kind: "slow", delayMs: 300 }],
    code: "listed",
    attempts: 5,
  },
  {
    fault: "slow first byte, beyond the deadline",
    faults: [{ kind: "slow", delayMs: 5_000 }],
    code: "LookupTimedOut",
    attempts: 1,
    says: ["within 2.5 s", "DIJOBS_TIMEOUT_MS=5000"],
  },
  {
    fault: "body that trickles past the deadline",
    faults: [{ kind: "trickle", intervalMs: 20 }],
    code: "LookupTimedOut",
    attempts: 1,
    says: ["within 2.5 s"],
  },
  { fault: "429 once", faults: [{ ...error("Throttling.User"), times: 1 }], code: "listed", attempts: 6 },
  {
    fault: "429 every fourth call",
    faults: [{ ...error("Throttling.System"), every: 4 }],
    code: "listed",
    attempts: 6,
  },
  {
    fault: "429 always",
    faults: [error("Throttling.Api")],
    code: "Throttled",
    attempts: 2,
    says: ["DIJOBS_CALLS_PER_SECOND"],
  },
  {
    fault: "429 that asks for a minute",
    faults: [{ kind: "error", code: "Throttling.User", retryAfterMs: 60_000 }],
    code: "Throttled",
    attempts: 1,
    says: ["in 60 s"],
  },
  {
    fault: "daily limit reached",
    faults: [error("Throttling.Api.Risk")],
    code: "QuotaExhausted",
    attempts: 1,
    says: ["quota"],
  },
  {
    fault: "purchased quota used up",
    faults: [error("Throttling.Resource")],
    code: "QuotaExhausted",
    attempts: 1,
    says: ["quota"],
  },
  { fault: "500 once", faults: [{ ...error("InternalError.System"), times: 1 }], code: "listed", attempts: 6 },
  {
    fault: "500 always",
    faults: [error("InternalError.System")],
    code: "ServiceUnavailable",
    attempts: 3,
    says: ["InternalError.System", "try again later"],
  },
  {
    fault: "500 InternalError.UserId.Missing",
    faults: [error("InternalError.UserId.Missing")],
    code: "ServiceUnavailable",
    attempts: 3,
    says: ["may not have DataWorks activated"],
  },
  {
    fault: "500 Forbidden.Not.Server",
    faults: [error("Forbidden.Not.Server")],
    code: "UnsupportedRegion",
    attempts: 1,
    says: ["'cn-shanghai'"],
  },
  {
    fault: "502 with HTML",
    faults: [{ kind: "html", status: 502 }],
    code: "ServiceUnavailable",
    attempts: 3,
    says: ["status 502, text/html"],
  },
  {
    fault: "empty 504",
    faults: [{ kind: "empty", status: 504 }],
    code: "ServiceUnavailable",
    attempts: 3,
    says: ["status 504"],
  },
  {
    fault: "200 with HTML (captive portal)",
    faults: [{ kind: "html", status: 200 }],
    code: "UnexpectedResponse",
    attempts: 1,
    says: ["login page"],
  },
  {
    fault: "302 to elsewhere",
    faults: [{ kind: "redirect" }],
    code: "UnexpectedResponse",
    attempts: 1,
    says: ["a redirect to https://login.example.com"],
  },
  {
    fault: "truncated JSON",
    faults: [{ kind: "truncated" }],
    code: "UnexpectedResponse",
    attempts: 1,
    says: ["no JSON"],
  },
  {
    fault: "200 with an error body",
    faults: [{ kind: "error-with-200", code: "InternalError.System" }],
    code: "ServiceUnavailable",
    attempts: 3,
    says: ["InternalError.System"],
  },
  {
    fault: "200 with an error beside an empty list",
    faults: [{ kind: "error-beside-list", code: "InternalError.System" }],
    jobCount: 0,
    code: "ServiceUnavailable",
    attempts: 3,
    says: ["InternalError.System"],
  },
  {
    fault: "200 with an error beside a part of the list",
    faults: [{ kind: "error-beside-list", code: "Throttling.User", page: 2, times: 1 }],
    code: "listed",
    attempts: 6,
  },
  {
    fault: "body without end",
    faults: [{ kind: "endless" }],
    code: "UnexpectedResponse",
    attempts: 1,
    says: ["more than 16 MB"],
  },
  {
    fault: "gzip that nobody asked for",
    faults: [{ kind: "gzip" }],
    code: "listed",
    attempts: 5,
  },
  {
    fault: "expired STS token",
    surroundings: "expired token",
    code: "AccessDenied",
    attempts: 1,
    says: ["InvalidSecurityToken.Expired"],
  },
  {
    fault: "clock skew",
    faults: [{ kind: "clock-skew", skewMs: 3_600_000 }],
    code: "AccessDenied",
    attempts: 1,
    says: ["clock of this machine"],
  },
  {
    fault: "403 of the edition",
    faults: [error("Forbidden.Access")],
    code: "AccessDenied",
    attempts: 1,
    says: ['apiVersion: "2024-05-18"'],
  },
  {
    fault: "403 of the permission",
    faults: [error("ResourceNotAuthorized.Api")],
    code: "AccessDenied",
    attempts: 1,
    says: ["the permission dataworks:*"],
  },
  {
    fault: "unknown access key",
    surroundings: "unknown key",
    code: "AccessDenied",
    attempts: 1,
    says: ["InvalidAccessKeyId.NotFound"],
  },
  {
    fault: "wrong secret, with the string to sign in the answer",
    surroundings: "wrong secret",
    code: "AccessDenied",
    attempts: 1,
    says: ["SignatureDoesNotMatch"],
  },
  {
    fault: "400 of a parameter",
    faults: [error("InvalidParameter")],
    code: "RequestRejected",
    attempts: 1,
    says: ["InvalidParameter"],
  },
  {
    fault: "job that goes and one that comes between two pages",
    faults: [{ kind: "shift", times: 1, removeJobs: ["50"], addJobs: [{ diJobId: "251", jobName: "job_251" }] }],
    code: "listed",
    attempts: 8,
  },
  {
    fault: "jobs that come before every call",
    faults: [{ kind: "shift", addJobs: [{ jobName: "new" }], at: 0 }],
    jobCount: 150,
    code: "InconsistentListing",
    attempts: 13,
    says: ["6 times", "came while the pages were read"],
  },
  {
    fault: "total that counts the jobs of its page",
    faults: [{ kind: "own-total" }],
    code: "listed",
    attempts: 5,
  },
  {
    fault: "total that is a page too low",
    faults: [{ kind: "total-count", add: -100 }],
    code: "listed",
    attempts: 5,
  },
  {
    fault: "total that is too high, once",
    faults: [{ kind: "total-count", add: 1, page: 2, times: 1 }],
    jobCount: 150,
    code: "listed",
    attempts: 4,
  },
  {
    fault: "total that is too high",
    faults: [{ kind: "total-count", add: 1, page: 2 }],
    jobCount: 150,
    code: "InconsistentListing",
    attempts: 3,
    says: ["twice", "the pages have 150 jobs, and the total is 151"],
  },
  {
    fault: "pages of 50 where 100 were asked for",
    faults: [{ kind: "page-size", most: 50, offset: "asked" }],
    code: "listed",
    attempts: 11,
  },
  {
    fault: "another page than was asked for",
    faults: [{ kind: "echo", pageNumber: 1 }],
    code: "UnexpectedResponse",
    attempts: 1,
    says: ["page 1 where page 2 was asked for"],
  },
  {
    fault: "job listed twice, and another one missing",
    faults: [{ kind: "repeated-job", page: 2 }],
    jobCount: 150,
    code: "InconsistentListing",
    attempts: 5,
    says: ["listed twice"],
  },
  {
    fault: "short page",
    faults: [{ kind: "short-page", page: 2 }],
    jobCount: 150,
    code: "InconsistentListing",
    attempts: 3,
    says: ["the pages have 149 jobs, and the total is 150"],
  },
  {
    fault: "empty page",
    faults: [{ kind: "empty-page", page: 1 }],
    code: "InconsistentListing",
    attempts: 3,
    says: ["the pages have 0 jobs, and the total is 250"],
  },
  {
    fault: "page past the end",
    faults: [{ kind: "total-count", add: 100 }],
    jobCount: 100,
    code: "InconsistentListing",
    attempts: 4,
    says: ["the pages have 100 jobs, and the total is 200"],
  },
  {
    fault: "proxy that wants a password",
    surroundings: "proxy that wants a password",
    code: "ServiceUnavailable",
    attempts: 1,
    says: ["wants a name and a password", "HTTPS_PROXY"],
  },
  {
    fault: "proxy that refuses the way",
    surroundings: "proxy that forbids the way",
    code: "ServiceUnavailable",
    attempts: 1,
    says: ["refuses the way to dataworks.cn-shanghai.aliyuncs.com"],
  },
  {
    fault: "proxy that is not there",
    surroundings: "proxy that is not there",
    code: "ServiceUnavailable",
    attempts: 3,
    says: ["through the proxy", "ECONNREFUSED"],
  },
];
