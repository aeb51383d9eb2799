import { subscribe } from "node:diagnostics_channel";
import { ClientRequest, IncomingMessage } from "node:http";
import { field } from "../../client/http/field";
import type { Terminal } from "./terminal";

/** The terminals that are told already. */
const told = new WeakSet<Pick<Terminal, "note">>();

/**
 * Says each call on standard error from now on: where it goes, what comes back, and how long that takes; no header is
 * shown whole. A terminal is told once, however often this is asked for.
 */
export function debugCalls(terminal: Pick<Terminal, "note" | "clock">): void {
  if (told.has(terminal)) return;
  told.add(terminal);
  const { note, clock } = terminal;
  const sent = new WeakMap<ClientRequest, { readonly call: number; readonly atMs: number }>();
  let calls = 0;
  subscribe("http.client.request.start", (event) => {
    const request = field(event, "request");
    if (!(request instanceof ClientRequest)) return;
    calls += 1;
    sent.set(request, { call: calls, atMs: clock.nowMs() });
    const host = String(request.getHeader("host") ?? request.host);
    note(`debug: call ${calls}: ${request.method} ${request.protocol}//${host}${pageOf(request.path)}`);
    request.once("error", (error) => note(`debug: ${timed(request)}: ${error.message}`));
  });
  subscribe("http.client.response.finish", (event) => {
    const [request, response] = [field(event, "request"), field(event, "response")];
    if (!(request instanceof ClientRequest) || !(response instanceof IncomingMessage)) return;
    const id = response.headers["x-acs-request-id"];
    note(
      `debug: ${timed(request)}: status ${response.statusCode}${id === undefined ? "" : `, RequestId ${String(id)}`}`,
    );
  });

  function timed(request: ClientRequest): string {
    const { call, atMs } = sent.get(request) ?? { call: 0, atMs: clock.nowMs() };
    return `call ${call}: after ${Math.round(clock.nowMs() - atMs)} ms`;
  }
}

/** The page that a GET asks for; a POST has it in its body. */
function pageOf(path: string): string {
  const page = new URLSearchParams(path.split("?")[1]).get("PageNumber");
  return page === null ? "" : `, page ${page}`;
}
