import type { Failure } from "../../src/client/http/failure";
import { backoffMs, RETRY_RULES, retryRule } from "../../src/client/retry";

const rejected = (statusCode: number, apiCode: string): Failure => ({
  failed: "rejected",
  apiCode,
  message: "",
  statusCode,
});

test.each([
  [429, "Throttling.Api", "wait"],
  [429, "Throttling.System", "wait"],
  [429, "Throttling.User", "wait"],
  [429, "Rejected.Throttling", "wait"],
  [429, "Throttling.Api.Risk", "never"],
  [429, "Throttling.Resource", "never"],
  [500, "Forbidden.Not.Server", "never"],
  [403, "Forbidden.Access", "never"],
  [403, "ResourceNotAuthorized.Api", "never"],
  [403, "400010", "never"],
  [404, "InvalidAccessKeyId.NotFound", "never"],
  [400, "SignatureDoesNotMatch", "never"],
  [400, "InvalidSecurityToken.Expired", "never"],
  [400, "InvalidTimeStamp.Expired", "never"],
  [400, "InvalidParameter", "never"],
  [400, "1101080008", "never"],
  [500, "InternalError.System", "again"],
  [500, "InternalError.UserId.Missing", "again"],
  [503, "ServiceUnavailable", "again"],
  [400, "9990020002", "again"],
])("%i %s: %s", (statusCode, apiCode, remedy) => {
  expect(retryRule(rejected(statusCode, apiCode)).remedy).toBe(remedy);
});

test.each<[string, Failure, string]>([
  ["a refusal that names a time to come back", { ...rejected(503, "Busy"), retryAfterMs: 100 }, "wait"],
  ["502 with HTML", { failed: "unreadable", what: "text/html", statusCode: 502 }, "again"],
  ["429 with HTML", { failed: "unreadable", what: "text/html", statusCode: 429 }, "wait"],
  ["200 with HTML", { failed: "unreadable", what: "text/html", statusCode: 200 }, "never"],
  ["a redirect", { failed: "unreadable", what: "a redirect", statusCode: 302 }, "never"],
  ["a connection refused", { failed: "unreachable", reason: "ECONNREFUSED" }, "again"],
  ["an answer that breaks off", { failed: "unreachable", reason: "ECONNRESET within the answer" }, "again"],
  ["an untrusted certificate", { failed: "unreachable", reason: "DEPTH_ZERO_SELF_SIGNED_CERT" }, "never"],
  ["a certificate for another name", { failed: "unreachable", reason: "ERR_TLS_CERT_ALTNAME_INVALID" }, "never"],
  ["a proxy that wants a password", { failed: "unreachable", reason: "status 407", proxyStatusCode: 407 }, "never"],
  ["a proxy that is overloaded", { failed: "unreachable", reason: "status 503", proxyStatusCode: 503 }, "again"],
])("%s", (_, failure, remedy) => {
  expect(retryRule(failure).remedy).toBe(remedy);
});

test("every rule says why", () => {
  for (const rule of RETRY_RULES) expect(rule.because.length).toBeGreaterThan(20);
  expect(new Set(RETRY_RULES.map((rule) => rule.name)).size).toBe(RETRY_RULES.length);
});

test("the backoff doubles up to a cap, and jitters over its whole length", () => {
  const longest = [1, 2, 3, 4, 5, 6, 7].map((attempts) => backoffMs(attempts, () => 1));

  expect(longest).toEqual([200, 400, 800, 1_600, 3_200, 5_000, 5_000]);
  expect(backoffMs(3, () => 0)).toBe(0);
});
