import type { ApiError } from "./api-error";
import type { Fault } from "./fault";

/** What goes back over the wire, and how. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Wait before the first byte. */
  readonly delayMs: number;
  /** Wait before each byte of the body. */
  readonly intervalMs?: number;
  /** How the body is packed. */
  readonly packed?: "gzip";
  /** Whether it goes on with spaces for ever. */
  readonly endless?: true;
  /** Where the connection ends instead of the answer. */
  readonly resetAt?: "mid-body" | "before-answer";
}

/** An answer of the API. */
export function jsonAnswer(status: number, body: string, requestId: string): HttpAnswer {
  const headers = { "content-type": "application/json;charset=utf-8", "x-acs-request-id": requestId };
  return { status, headers, body, delayMs: 0 };
}

/** A refusal of the API. */
export function errorAnswer(error: ApiError, requestId: string, hostId: string): HttpAnswer {
  const body = {
    RequestId: requestId,
    HostId: hostId,
    Code: error.code,
    Message: error.message,
    Recommend: `https://api.alibabacloud.com/troubleshoot?q=${error.code}&product=dataworks-public&requestId=${requestId}`,
  };
  return jsonAnswer(error.status, JSON.stringify(body), requestId);
}

/** What a fault on the way makes of an answer; other faults leave it as it is. */
export function faultyAnswerOnTheWay(answer: HttpAnswer, fault: Fault): HttpAnswer {
  switch (fault.kind) {
    case "reset":
      return { ...answer, resetAt: fault.when ?? "mid-body" };
    case "slow":
      return { ...answer, delayMs: answer.delayMs + fault.delayMs };
    case "trickle":
      return { ...answer, intervalMs: fault.intervalMs };
    case "html":
      return strange(answer, fault.status ?? 502, { "content-type": "text/html" }, HTML);
    case "empty":
      return strange(answer, fault.status ?? 504, {}, "");
    case "redirect":
      return strange(answer, fault.status ?? 302, { location: fault.location ?? "https://login.example.com/" }, "");
    case "endless":
      return { ...answer, endless: true };
    case "gzip":
      return { ...answer, packed: "gzip" };
    case "truncated":
      return { ...answer, body: answer.body.slice(0, answer.body.length / 2) };
    default:
      return answer;
  }
}

const HTML = "<html><head><title>One moment</title></head><body><h1>Somebody else answers</h1></body></html>";

/** An answer of somebody between the client and the API. */
function strange(answer: HttpAnswer, status: number, headers: HttpAnswer["headers"], body: string): HttpAnswer {
  return { ...answer, status, headers, body };
}
