import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** What a signature covers: a request as it came. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query, as in the request line. */
  readonly url: string;
  /** Header values by lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** The parts of an `Authorization` header. */
export interface Authorization {
  readonly accessKeyId: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/** Name of the algorithm, the first word of the header and of the text that is signed. */
const ALGORITHM = "ACS3-HMAC-SHA256";

/** Reads an `Authorization` header; `undefined` when it is no ACS3-HMAC-SHA256 signature. */
export function parseAuthorization(header: string | undefined): Authorization | undefined {
  const match = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(
    header ?? "",
  );
  const [, accessKeyId, names, signature] = match ?? [];
  if (accessKeyId === undefined || names === undefined || signature === undefined) return undefined;
  return { accessKeyId, signedHeaders: names.split(";"), signature };
}

/** The text that is signed: the name of the algorithm and the hash of the canonical request. */
export function stringToSign(request: SignedRequest, signedHeaders: readonly string[]): string {
  return `${ALGORITHM}\n${sha256(canonicalRequest(request, signedHeaders))}`;
}

/** The signature of a text: HMAC-SHA256 keyed with the access key's secret, in hexadecimal digits. */
export function signatureOf(text: string, accessKeySecret: string): string {
  return createHmac("sha256", accessKeySecret).update(text).digest("hex");
}

/** Compares two signatures in a time that tells nothing about them. */
export function sameSignature(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

/** SHA-256 in hexadecimal digits. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function canonicalRequest({ method, url, headers, body }: SignedRequest, signedHeaders: readonly string[]): string {
  const [path = "/", query = ""] = url.split("?", 2);
  const headerLines = signedHeaders.map((name) => `${name}:${(headers[name] ?? "").trim()}\n`).join("");
  return [method, path, canonicalQuery(query), headerLines, signedHeaders.join(";"), sha256(body)].join("\n");
}

function canonicalQuery(query: string): string {
  return [...new URLSearchParams(query)]
    .map(([name, value]) => [percentEncoded(name), percentEncoded(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

/** RFC 3986: everything but letters, digits and `-._~`. */
function percentEncoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
