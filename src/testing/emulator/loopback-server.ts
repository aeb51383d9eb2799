import { randomUUID } from "node:crypto";
import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { reasonOf } from "../../text/reason";
import { excerpt } from "../../text/visible";
import { errorAnswer, type HttpAnswer } from "./answer";
import type { Service } from "./service";

/** Key and certificate of a server, as PEM. */
export interface ServerIdentity {
  readonly key: string;
  readonly cert: string;
}

/** A server of the service on loopback, with a port that can be closed and opened again. */
export class LoopbackServer {
  readonly #server: http.Server | https.Server;
  #port = 0;

  /** @param tell is told what fails in the server itself: whoever asks gets a 500, and others are served on. */
  constructor(service: Service, tell: (failure: unknown) => void, identity?: ServerIdentity) {
    const listener = (request: http.IncomingMessage, response: http.ServerResponse) => {
      const answer = (body: string) => {
        const { method = "", url = "/" } = request;
        return service.answer({ method, url, headers: singleHeaders(request), body }, Date.now());
      };
      void text(request).then((body) => respond(response, () => answer(body), tell), ignoreBrokenRequest);
    };
    this.#server = identity === undefined ? http.createServer(listener) : https.createServer(identity, listener);
    // A client keeps its connections; the emulator ends before the client expects it otherwise.
    this.#server.keepAliveTimeout = 60_000;
  }

  /** Opens the port: the one it had before, or the given one, 0 for any. Resolves to the port. */
  async open(port = this.#port): Promise<number> {
    if (!this.#server.listening) this.#port = await openOnLoopback(this.#server, port);
    return this.#port;
  }

  /** Closes the port and every connection. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }
}

/** Opens a port on loopback, 0 for any; resolves to it. */
export async function openOnLoopback(server: http.Server, port: number): Promise<number> {
  await once(server.listen(port, "127.0.0.1"), "listening");
  return (server.address() as AddressInfo).port;
}

/** A client that went away while it was asking gets no answer. */
function ignoreBrokenRequest(): void {}

function singleHeaders(request: http.IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, value?.toString()]));
}

function respond(response: http.ServerResponse, make: () => HttpAnswer, tell: (failure: unknown) => void): void {
  try {
    const { delayMs, ...answer } = make();
    if (delayMs === 0) send(response, answer);
    else setTimeout(() => respond(response, () => ({ ...answer, delayMs: 0 }), tell), delayMs);
  } catch (failure) {
    tell(failure);
    send(response, failedAnswer(failure));
  }
}

function failedAnswer(failure: unknown): HttpAnswer {
  const message = `The emulator failed: ${excerpt(reasonOf(failure), 200)}`;
  return errorAnswer({ status: 500, code: "InternalError.Emulator", message }, randomUUID().toUpperCase(), "");
}

function send(response: http.ServerResponse, answer: Omit<HttpAnswer, "delayMs">): void {
  const { socket } = response;
  if (socket === null || socket.destroyed) return;
  if (answer.resetAt === "before-answer") {
    socket.destroy();
    return;
  }
  const body = answer.packed === "gzip" ? gzipSync(answer.body) : Buffer.from(answer.body);
  const packing = answer.packed === undefined ? {} : { "content-encoding": answer.packed };
  const length = answer.endless === true ? {} : { "content-length": body.length };
  response.writeHead(answer.status, { ...answer.headers, ...packing, ...length });
  if (answer.endless === true) sendForEver(response, body);
  else if (answer.resetAt === "mid-body") response.write(body.subarray(0, body.length / 2), () => socket.destroy());
  else if (answer.intervalMs !== undefined) trickle(response, body, answer.intervalMs);
  else response.end(body);
}

const SPACES = Buffer.alloc(64 * 2 ** 10, " ");

/** Sends a body, and spaces as long as somebody takes them. */
function sendForEver(response: http.ServerResponse, portion: Buffer): void {
  response.write(portion, () => {
    if (!response.destroyed) sendForEver(response, SPACES);
  });
}

/** Sends a body byte by byte. */
function trickle(response: http.ServerResponse, body: Buffer, intervalMs: number): void {
  let sent = 0;
  const timer = setInterval(() => {
    response.write(body.subarray(sent, sent + 1));
    sent += 1;
    if (sent >= body.length) response.end();
    if (response.writableEnded || response.destroyed) clearInterval(timer);
  }, intervalMs);
}
