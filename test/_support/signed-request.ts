import type { AccessKey } from "../../src/testing/emulator/authentication";
import { type SignedRequest, sha256, signatureOf, stringToSign } from "../../src/testing/emulator/signature";

/** Keys that the tests of this folder use. */
export const KEYS: Readonly<Record<string, AccessKey>> = {
  LTAItest: "right",
  STStest: { secret: "s", securityToken: "t" },
};

/** The time at which the requests of the tests are signed. */
export const SIGNED_AT = Date.parse("2026-03-01T12:00:00Z");

let nonces = 0;

/** A request that the emulator takes, apart from what is changed before or after it is signed. */
export function signedRequest({
  version = "2020-05-18",
  parameters = { ProjectId: "1967" },
  accessKeyId = "LTAItest",
  secret = "right",
  headers = {},
  ...changes
}: {
  version?: string;
  parameters?: Record<string, string>;
  accessKeyId?: string;
  secret?: string;
  headers?: Record<string, string>;
  method?: string;
  unsigned?: Record<string, string | undefined>;
} = {}): SignedRequest {
  const method = changes.method ?? (version === "2020-05-18" ? "POST" : "GET");
  const text = new URLSearchParams(parameters).toString();
  const body = method === "POST" ? text : "";
  nonces += 1;
  const signed: Record<string, string> = {
    host: "127.0.0.1:8080",
    "x-acs-action": "ListDIJobs",
    "x-acs-version": version,
    "x-acs-date": "2026-03-01T12:00:00Z",
    "x-acs-signature-nonce": `nonce-${nonces}`,
    "x-acs-content-sha256": sha256(body),
    ...(method === "POST" ? { "content-type": "application/x-www-form-urlencoded" } : {}),
    ...headers,
  };
  const names = Object.keys(signed).sort();
  const request = { method, url: method === "POST" ? "/" : `/?${text}`, headers: signed, body };
  const signature = signatureOf(stringToSign(request, names), secret);
  const authorization = `ACS3-HMAC-SHA256 Credential=${accessKeyId},SignedHeaders=${names.join(";")},Signature=${signature}`;
  return { ...request, headers: { ...signed, authorization, ...changes.unsigned } };
}
