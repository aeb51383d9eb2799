import type { Failure } from "../../src/client/http/failure";
import { backoffMs, RETRY_RULES, type Remedy, retryRule } from "../../src/client/retry";
import type { ErrorCode } from "../../src/errors/error";
import { call as failedCall } from "../_support/error-samples";

const rejected = (statusCode: number, apiCode: string): Failure => ({
  failed: "rejected",
  apiCode,
  message: "",
  statusCode,
});

const unreachable = (reason: string): Failure => ({ failed: "unreachable", reason });

/** What people must get of each rule: the remedy, the code of the error, and words of its own. */
const RULES: Readonly<Record<string, readonly [remedy: Remedy, code: ErrorCode, words: string]>> = {
  "quota used up": ["never", "QuotaExhausted", "quota of DataWorks calls is used up"],
  "not in this region": ["never", "UnsupportedRegion", "does not offer this API in 'cn-shanghai'"],
  edition: ["never", "AccessDenied", "the edition of DataWorks does not allow"],
  clock: ["never", "AccessDenied", "because of its time"],
  throttled: ["wait", "Throttled", "throttles the calls"],
  "security token": ["never", "AccessDenied", "does not accept the security token"],
  "access key": ["never", "AccessDenied", "does not accept the access key"],
  access: ["never", "AccessDenied", "refuses to list the jobs"],
  "told to wait": ["wait", "Throttled", "throttles the calls"],
  "internal error": ["again", "ServiceUnavailable", "fails to list the jobs"],
  rejected: ["never", "RequestRejected", "rejects the question"],
  "gateway error": ["again", "ServiceUnavailable", "fails to list the jobs"],
  "not the API": ["never", "UnexpectedResponse", "does not answer as DataWorks does"],
  "proxy refused": ["never", "ServiceUnavailable", "refuses the way"],
  certificate: ["never", "ServiceUnavailable", "certificate"],
  unreachable: ["again", "ServiceUnavailable", "cannot reach"],
};

function expectRule(failure: Failure, name: string): void {
  const rule = retryRule(failure);
  const error = rule.error(failedCall("said", { proxy: "proxy.example:3128" }));

  expect(rule.name).toBe(name);
  const [remedy, code, words] = RULES[name] ?? [];
  expect({ remedy: rule.remedy, code: error.code }).toEqual({ remedy, code });
  expect(error.message).toContain(words);
}

test("every rule says why, and has a name of its own", () => {
  for (const rule of RETRY_RULES) expect(rule.because.length).toBeGreaterThan(20);
  expect(RETRY_RULES.map((rule) => rule.name)).toEqual(Object.keys(RULES));
});

const BY_CODE: Readonly<Record<string, readonly string[]>> = {
  "quota used up": ["Throttling.Api.Risk", "Throttling.Resource"],
  "not in this region": ["Forbidden.Not.Server"],
  edition: ["Forbidden.Access", "Forbidden.Edition", "EditionNotSupported"],
  clock: ["InvalidTimeStamp.Expired", "InvalidTimeStamp", "IllegalTimestamp"],
  throttled: ["Throttling", "Throttling.Api", "Throttling.System", "Throttling.User", "Rejected.Throttling"],
  "security token": [
    "InvalidSecurityToken.Expired",
    "InvalidSecurityToken.MismatchWithAccessKey",
    "InvalidSecurityToken.Malformed",
    "SecurityTokenExpired",
    "MissingSecurityToken",
    "InvalidStsToken.Expired",
    "ExpiredToken",
    "Expired.SecurityToken",
    "InactiveSecurityToken",
    "Sts.Token.Invalid",
  ],
  "access key": [
    "InvalidAccessKeyId.NotFound",
    "InvalidAccessKeyId.Inactive",
    "InvalidAccessKeySecret",
    "MissingAccessKeyId",
    "InactiveAccessKeyId",
    "EntityNotExist.AccessKey",
    "IncompleteSignature",
    "InvalidSignature",
    "SignatureDoesNotMatch",
  ],
  access: [
    "Forbidden",
    "Forbidden.RAM",
    "Forbidden.NoPermission",
    "NoPermission",
    "ResourceNotAuthorized.Api",
    "NotAuthorized",
    "Unauthorized",
    "AccessDenied",
    "PermissionDenied",
    "User.NoPermission",
    "OperationDenied.LackOfPermission",
    "ImplicitDeny",
    "UserNotAuthorised",
    "Unauthenticated",
  ],
};

/** Statuses, and a request to come back later, that must not change what a code says. */
const CIRCUMSTANCES: readonly Partial<Failure>[] = [200, 400, 401, 403, 404, 429, 500, 503].flatMap((statusCode) => [
  { statusCode },
  { statusCode, retryAfterMs: 100 },
]);

test.each(Object.entries(BY_CODE).flatMap(([name, codes]) => codes.map((code) => [code, name] as const)))(
  "%s is of the rule '%s', whatever its status and whether it comes with x-acs-retry-after or not",
  (apiCode, name) => {
    for (const circumstances of CIRCUMSTANCES) {
      expectRule({ ...rejected(200, apiCode), ...circumstances } as Failure, name);
      expectRule({ ...rejected(200, apiCode.toLowerCase()), ...circumstances } as Failure, name);
    }
  },
);

test.each([
  ["Throttling.ResourceBusy", "throttled"],
  ["Throttling.Api.Risky", "throttled"],
  ["Rejected.Throttling.Resource", "throttled"],
  ["X.Throttling", "rejected"],
  ["Forbidden.Not.Servers", "access"],
  ["X.Forbidden.Not.Server", "access"],
  ["Forbidden.Accesses", "access"],
  ["X.Forbidden.Access", "access"],
  ["InvalidTimeStampFormat", "rejected"],
  ["X.InvalidTimeStamp", "rejected"],
  ["Security-Token.Expired", "security token"],
  ["TokenExpired", "security token"],
  ["MissingToken", "security token"],
  ["PageToken", "rejected"],
  ["X.InvalidSignature", "rejected"],
  ["X.SignatureDoesNotMatch", "rejected"],
  ["ExplicitDeny", "access"],
  ["Unauthorised", "access"],
  ["X.InternalError", "rejected"],
])("the code %s, which is like another one, is of the rule '%s'", (apiCode, name) => {
  expectRule(rejected(400, apiCode), name);
});

test.each<[string, Failure, string]>([
  ["a code that nobody knows, with 401", rejected(401, "400010"), "access"],
  ["a code that nobody knows, with 403", rejected(403, "400010"), "access"],
  ["the same, which names a time to come back", { ...rejected(403, "400010"), retryAfterMs: 100 }, "access"],
  ["a code that nobody knows, with 402", rejected(402, "1101080008"), "rejected"],
  ["a code that nobody knows, with 404", rejected(404, "1101080008"), "rejected"],
  ["a code that nobody knows, with 200", rejected(200, "1101080008"), "rejected"],
  ["a code that only begins like a throttle", rejected(400, "ThrottlingPolicyInvalid"), "rejected"],
  ["a parameter that is wrong", rejected(400, "InvalidParameter"), "rejected"],
  ["a code that nobody knows, with 429", rejected(429, "Busy"), "told to wait"],
  ["a code that nobody knows, which names a time", { ...rejected(503, "Busy"), retryAfterMs: 0 }, "told to wait"],
  ["a parameter that is wrong, which names a time", { ...rejected(400, "Bad"), retryAfterMs: 100 }, "told to wait"],
  ["429 with HTML", { failed: "unreadable", what: "text/html", statusCode: 429 }, "told to wait"],
  [
    "503 with HTML that names a time",
    { failed: "unreadable", what: "", statusCode: 503, retryAfterMs: 1 },
    "told to wait",
  ],
  [
    "403 with HTML that names a time",
    { failed: "unreadable", what: "", statusCode: 403, retryAfterMs: 1 },
    "not the API",
  ],
  ["InternalError.System", rejected(200, "InternalError.System"), "internal error"],
  ["InternalError.UserId.Missing", rejected(500, "InternalError.UserId.Missing"), "internal error"],
  ["ServiceUnavailable", rejected(503, "ServiceUnavailable"), "internal error"],
  ["9990020002", rejected(400, "9990020002"), "internal error"],
  ["99900200021", rejected(400, "99900200021"), "rejected"],
  ["a code that nobody knows, with 500", rejected(500, "500130"), "internal error"],
  ["a code that nobody knows, with 504", rejected(504, "500130"), "internal error"],
  ["a code that nobody knows, with 499", rejected(499, "500130"), "rejected"],
  ["500 with HTML", { failed: "unreadable", what: "text/html", statusCode: 500 }, "gateway error"],
  ["502 with HTML", { failed: "unreadable", what: "text/html", statusCode: 502 }, "gateway error"],
  ["499 with HTML", { failed: "unreadable", what: "text/html", statusCode: 499 }, "not the API"],
  ["200 with HTML", { failed: "unreadable", what: "text/html", statusCode: 200 }, "not the API"],
  ["a redirect", { failed: "unreadable", what: "a redirect", statusCode: 302 }, "not the API"],
  ["a page that is none, of no known status", { failed: "unreadable", what: "no JSON" }, "not the API"],
  ["a connection refused", unreachable("ECONNREFUSED"), "unreachable"],
  ["an answer that breaks off", unreachable("ECONNRESET within the answer"), "unreachable"],
  ["a port that speaks no TLS", unreachable("ERR_SSL_WRONG_VERSION_NUMBER"), "unreachable"],
  ["a server that wants a certificate", unreachable("ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED"), "unreachable"],
  ["an untrusted certificate", unreachable("DEPTH_ZERO_SELF_SIGNED_CERT"), "certificate"],
  ["an issuer that nobody knows", unreachable("UNABLE_TO_VERIFY_LEAF_SIGNATURE"), "certificate"],
  ["a certificate for another name", unreachable("ERR_TLS_CERT_ALTNAME_INVALID"), "certificate"],
  ["a certificate that has expired", unreachable("CERT_HAS_EXPIRED"), "certificate"],
  ["a proxy that wants a password", { ...unreachable("status 407"), proxyStatusCode: 407 } as Failure, "proxy refused"],
  [
    "a proxy that forbids, at the boundary",
    { ...unreachable("status 499"), proxyStatusCode: 499 } as Failure,
    "proxy refused",
  ],
  [
    "a proxy that fails, at the boundary",
    { ...unreachable("status 500"), proxyStatusCode: 500 } as Failure,
    "unreachable",
  ],
  ["a proxy that is overloaded", { ...unreachable("status 503"), proxyStatusCode: 503 } as Failure, "unreachable"],
])("%s", (_, failure, name) => expectRule(failure, name));

test.each([
  ["CERT_HAS_EXPIRED", "has expired", "renew its certificate"],
  ["CERT_NOT_YET_VALID", "is not valid yet", "the clock of this machine"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "shows the certificate of another host", "check the endpoint"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "is not trusted", "NODE_EXTRA_CA_CERTS"],
])("%s has words and advice of its own", (reason, what, advice) => {
  const { problems } = retryRule(unreachable(reason)).error(failedCall(reason, { requestId: undefined }));

  expect(problems).toMatchObject([{ what: expect.stringContaining(what), facts: [reason] }]);
  expect(problems[0].repairs?.[0]).toContain(advice);
});

test("the backoff doubles up to a cap, and jitters over its whole length", () => {
  const longest = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((attempts) => backoffMs(attempts, () => 1));

  expect(longest).toEqual([50, 100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
  expect(backoffMs(3, () => 0)).toBe(0);
});
