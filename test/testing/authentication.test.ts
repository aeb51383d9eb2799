import { Authentication } from "../../src/testing/emulator/authentication";
import { KEYS, SIGNED_AT, signedRequest } from "../_support/signed-request";

const MINUTE_MS = 60_000;

const refusal = (request = signedRequest(), nowMs = SIGNED_AT) => new Authentication(KEYS).refusal(request, nowMs);

test("a request signed with the right secret is let in", () => {
  expect(refusal()).toBeUndefined();
  expect(refusal(signedRequest({ version: "2024-05-18" }))).toBeUndefined();
});

test("a wrong secret is refused with a message that echoes the string to sign", () => {
  const error = refusal(signedRequest({ secret: "wrong" }));

  expect(error).toMatchObject({ status: 400, code: "SignatureDoesNotMatch" });
  expect(error?.message).toMatch(/server string to sign is:ACS3-HMAC-SHA256\n[0-9a-f]{64}$/);
});

test("a body that is not the one signed is refused", () => {
  expect(refusal({ ...signedRequest(), body: "ProjectId=1968" })).toMatchObject({ code: "IncompleteSignature" });
});

test("a header of the API that is not signed is refused by its name", () => {
  const error = refusal(signedRequest({ unsigned: { "x-acs-extra": "1" } }));

  expect(error).toMatchObject({ code: "IncompleteSignature", message: expect.stringContaining("x-acs-extra") });
});

test.each(["x-acs-date", "x-acs-action", "x-acs-signature-nonce", "host", "authorization"])(
  "a request without %s is refused",
  (name) => {
    expect(refusal(signedRequest({ unsigned: { [name]: undefined } }))).toMatchObject({ code: "IncompleteSignature" });
  },
);

test("a key nobody knows is refused, also one with the name of an object's property", () => {
  expect(refusal(signedRequest({ accessKeyId: "LTAIother" }))).toMatchObject({
    status: 404,
    code: "InvalidAccessKeyId.NotFound",
  });
  expect(refusal(signedRequest({ accessKeyId: "constructor" }))).toMatchObject({ code: "InvalidAccessKeyId.NotFound" });
});

test.each([15, -15])("a clock that is %d minutes away is close enough, a second more is not", (minutes) => {
  const limit = SIGNED_AT + minutes * MINUTE_MS;

  expect(refusal(signedRequest(), limit)).toBeUndefined();
  expect(refusal(signedRequest(), limit + Math.sign(minutes) * 1_000)).toMatchObject({
    status: 400,
    code: "InvalidTimeStamp.Expired",
  });
});

test("a date in another format is refused", () => {
  expect(refusal(signedRequest({ headers: { "x-acs-date": "2026-03-01T12:00:00.000Z" } }))).toMatchObject({
    code: "InvalidTimeStamp.Expired",
  });
});

test("the same request a second time is refused, until its date is too old anyway", () => {
  const authentication = new Authentication(KEYS);
  const request = signedRequest();

  expect(authentication.refusal(request, SIGNED_AT)).toBeUndefined();
  expect(authentication.refusal(request, SIGNED_AT + 14 * MINUTE_MS)).toMatchObject({ code: "SignatureNonceUsed" });
});

test("a refused request does not use up its nonce", () => {
  const authentication = new Authentication(KEYS);
  const request = signedRequest();

  expect(authentication.refusal(request, SIGNED_AT + 60 * MINUTE_MS)).toMatchObject({
    code: "InvalidTimeStamp.Expired",
  });
  expect(authentication.refusal(request, SIGNED_AT)).toBeUndefined();
});

describe("a temporary key", () => {
  const temporary = (token?: string) =>
    signedRequest({
      accessKeyId: "STStest",
      secret: "s",
      headers: token === undefined ? {} : { "x-acs-security-token": token },
    });

  test("is let in with its token, and only with it", () => {
    expect(refusal(temporary("t"))).toBeUndefined();
    expect(refusal(temporary())).toMatchObject({ code: "MissingSecurityToken" });
    expect(refusal(temporary("u"))).toMatchObject({ code: "InvalidSecurityToken.MismatchWithAccessKey" });
  });

  test("is refused when it has expired", () => {
    const expired = new Authentication({ STStest: { secret: "s", securityToken: "t", expired: true } });

    expect(expired.refusal(temporary("t"), SIGNED_AT)).toMatchObject({ code: "InvalidSecurityToken.Expired" });
  });
});
