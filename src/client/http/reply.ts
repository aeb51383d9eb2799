import { type Exchange, header } from "./exchange";
import type { Failure } from "./failure";
import { field } from "./field";

/** What came with a status below 300. */
export interface Reply {
  readonly text: string;
  readonly statusCode: number | undefined;
  readonly requestId: string | undefined;
}

/** What the SDK gave back for a status below 400. */
export function reply(answer: unknown, exchange: Exchange): Reply | Failure {
  const text = field(answer, "body");
  const { statusCode, requestId, retryAfterMs } = circumstances(exchange);
  if (statusCode !== undefined && statusCode >= 300)
    return { failed: "unreadable", what: `a redirect to ${whereTo(exchange)}`, statusCode, requestId, retryAfterMs };
  return { text: typeof text === "string" ? text : "", statusCode, requestId };
}

/** What the SDK threw, together with what the wire tells about it. */
export function failure(error: unknown, exchange: Exchange): Failure {
  const facts = circumstances(exchange);
  const apiCode = field(field(error, "data"), "Code");
  const message = field(field(error, "data"), "Message");
  const requestId = field(field(error, "data"), "RequestId");
  if (typeof apiCode === "string")
    return {
      failed: "rejected",
      apiCode,
      message: typeof message === "string" ? message : "",
      ...facts,
      requestId: typeof requestId === "string" ? requestId : facts.requestId,
    };
  if (field(error, "name") === "SyntaxError" || field(error, "data") !== undefined)
    return { failed: "unreadable", what: header(exchange, "content-type") ?? "no content", ...facts };
  const text = error instanceof Error ? error.message : String(error);
  const proxyStatusCode = /^Bad response: (\d{3})/.exec(text)?.[1];
  if (proxyStatusCode !== undefined)
    return { failed: "unreachable", reason: `status ${proxyStatusCode}`, proxyStatusCode: Number(proxyStatusCode) };
  const code = field(error, "code");
  const reason = typeof code === "string" ? code : text.split("\n")[0]?.slice(0, 100);
  return {
    failed: "unreachable",
    reason: facts.statusCode === undefined ? `${reason}` : `${reason} within the answer`,
  };
}

function circumstances(exchange: Exchange): Pick<Failure, "statusCode" | "requestId" | "retryAfterMs"> {
  const retryAfterMs = header(exchange, "x-acs-retry-after");
  return {
    statusCode: exchange.response?.statusCode,
    requestId: header(exchange, "x-acs-request-id"),
    retryAfterMs: retryAfterMs !== undefined && /^\d{1,9}$/.test(retryAfterMs) ? Number(retryAfterMs) : undefined,
  };
}

function whereTo(exchange: Exchange): string {
  const location = header(exchange, "location") ?? "";
  return URL.canParse(location) ? new URL(location).origin : "nowhere";
}
