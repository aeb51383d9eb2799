import { excerpt } from "../../text/visible";
import { UnreadableBody } from "./body";
import { type Exchange, header } from "./exchange";
import type { Failure } from "./failure";
import { field } from "./field";

/** What came back, with any status but a redirect's: text that may be a page, a refusal, or neither. */
export interface Reply {
  readonly text: string;
  readonly statusCode?: number | undefined;
  readonly contentType?: string | undefined;
  readonly requestId?: string | undefined;
  /** `x-acs-retry-after`: how long the server asks to wait. */
  readonly retryAfterMs?: number | undefined;
}

/** The body of an answer together with what its head tells. */
export function reply(text: string, exchange: Exchange): Reply | Failure {
  const facts = circumstances(exchange);
  const { statusCode = 200 } = facts;
  if (statusCode >= 300 && statusCode < 400)
    return { failed: "unreadable", what: `a redirect to ${whereTo(exchange)}`, ...facts };
  return { text, contentType: header(exchange, "content-type"), ...facts };
}

/** Why no answer came, or none that could be read. */
export function failure(error: unknown, exchange: Exchange): Failure {
  const facts = circumstances(exchange);
  if (error instanceof UnreadableBody) return { failed: "unreadable", what: error.message, ...facts };
  const text = error instanceof Error ? error.message : String(error);
  const proxyStatusCode = /^Bad response: (\d{3})/.exec(text)?.[1];
  if (proxyStatusCode !== undefined)
    return { failed: "unreachable", reason: `status ${proxyStatusCode}`, proxyStatusCode: Number(proxyStatusCode) };
  const code = field(error, "code");
  const reason = typeof code === "string" ? code : excerpt(text, 100);
  return { failed: "unreachable", reason: facts.statusCode === undefined ? reason : `${reason} within the answer` };
}

function circumstances(exchange: Exchange): Pick<Reply, "statusCode" | "requestId" | "retryAfterMs"> {
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
