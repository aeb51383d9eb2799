import { type ApiError, apiError } from "./api-error";
import { parseAuthorization, type SignedRequest, sameSignature, sha256, signatureOf, stringToSign } from "./signature";

/** A key that may ask: its secret, or secret and token of a temporary one. */
export type AccessKey =
  | string
  | {
      /** The secret that signs. */
      readonly secret: string;
      /** The token that a temporary key sends along. */
      readonly securityToken: string;
      /** Whether calls with it are refused as expired. @default false */
      readonly expired?: boolean;
    };

/** Longest distance between the request's date and the server's. */
const DATE_TOLERANCE_MS = 15 * 60_000;

/** Headers without which a request is not signed. */
const REQUIRED_HEADERS = ["host", "x-acs-action", "x-acs-version", "x-acs-date", "x-acs-signature-nonce"];

/** Tells who asks, and refuses whoever cannot prove it. */
export class Authentication {
  /** Each nonce seen, with the time until which its request could be sent again. */
  readonly #nonces = new Map<string, number>();

  readonly #accessKeys: Readonly<Record<string, AccessKey>>;

  constructor(accessKeys: Readonly<Record<string, AccessKey>>) {
    this.#accessKeys = accessKeys;
  }

  /** What is wrong with a request's proof; `undefined` when nothing is. */
  refusal(request: SignedRequest, nowMs: number): ApiError | undefined {
    const { headers } = request;
    const authorization = parseAuthorization(headers.authorization);
    if (authorization === undefined) return apiError("IncompleteSignature");
    const { accessKeyId, signedHeaders, signature } = authorization;
    const present = Object.keys(headers).filter((name) => name === "content-type" || name.startsWith("x-acs-"));
    const unsigned = [...REQUIRED_HEADERS, ...present].find(
      (name) => headers[name] === undefined || !signedHeaders.includes(name),
    );
    if (unsigned !== undefined) return incomplete(`the header ${unsigned} is missing or not signed`);
    if (signedHeaders.join() !== [...signedHeaders].sort().join()) return incomplete("SignedHeaders are not sorted");
    if (headers["x-acs-content-sha256"] !== sha256(request.body))
      return incomplete("x-acs-content-sha256 is not the hash of the body");

    const dateMs = parseDate(headers["x-acs-date"]);
    if (Number.isNaN(dateMs) || Math.abs(nowMs - dateMs) > DATE_TOLERANCE_MS)
      return apiError("InvalidTimeStamp.Expired");

    const key = Object.hasOwn(this.#accessKeys, accessKeyId) ? this.#accessKeys[accessKeyId] : undefined;
    if (key === undefined) return apiError("InvalidAccessKeyId.NotFound");
    const text = stringToSign(request, signedHeaders);
    if (!sameSignature(signature, signatureOf(text, typeof key === "string" ? key : key.secret)))
      return apiError("SignatureDoesNotMatch", {
        message: `Specified signature is not matched with our calculation. server string to sign is:${text}`,
      });
    return tokenRefusal(key, headers["x-acs-security-token"]) ?? this.#replay(headers["x-acs-signature-nonce"], nowMs);
  }

  #replay(nonce = "", nowMs: number): ApiError | undefined {
    for (const [old, untilMs] of this.#nonces) {
      if (untilMs >= nowMs) break;
      this.#nonces.delete(old);
    }
    if (this.#nonces.has(nonce)) return apiError("SignatureNonceUsed");
    this.#nonces.set(nonce, nowMs + 2 * DATE_TOLERANCE_MS);
    return undefined;
  }
}

function tokenRefusal(key: AccessKey, token: string | undefined): ApiError | undefined {
  if (typeof key === "string")
    return token === undefined ? undefined : apiError("InvalidSecurityToken.MismatchWithAccessKey");
  if (token === undefined) return apiError("MissingSecurityToken");
  if (token !== key.securityToken) return apiError("InvalidSecurityToken.MismatchWithAccessKey");
  return key.expired === true ? apiError("InvalidSecurityToken.Expired") : undefined;
}

function incomplete(reason: string): ApiError {
  return apiError("IncompleteSignature", {
    message: `The request signature does not conform to Aliyun standards: ${reason}.`,
  });
}

/** The format the signature's documentation asks for: UTC, whole seconds. */
function parseDate(text = ""): number {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? Date.parse(text) : Number.NaN;
}
