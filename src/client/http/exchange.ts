import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import { ClientRequest, IncomingMessage } from "node:http";
import https from "node:https";
import type { Environment } from "../../model/environment";
import { limitBody, readBody } from "./body";
import { field } from "./field";
import { namesProxy, proxyFor } from "./proxy";

/** What really happens on the wire during a call, which the SDK hides. */
export interface Exchange {
  /** Names the proxy. */
  readonly env: Environment;
  /** Ends requests that are still to be sent. */
  readonly signal?: AbortSignal;
  /** Called when the request has left this machine. */
  readonly onSent?: () => void;
  /** Called when the answer begins. */
  readonly onAnswered?: () => void;
  request?: ClientRequest;
  response?: IncomingMessage;
  /** Takes the body of the answer, before the SDK does. */
  take?: (response: IncomingMessage) => void;
}

/** Header of a call in which no two are alike; the signature covers it. */
const NONCE = "x-acs-signature-nonce";

/** Headers that the SDK is to send with a call. */
export type MarkedHeaders = Readonly<Record<typeof NONCE, string>>;

const byNonce = new Map<unknown, Exchange>();
const byContext = new AsyncLocalStorage<Exchange>();
const byRequest = new WeakMap<ClientRequest, Exchange>();

/**
 * Runs a source of credentials, whose requests go through the proxy.
 *
 * They carry nothing of ours, so they are found by their context, which makes every promise of the process slower.
 */
export function observe<T>(exchange: Exchange, run: () => Promise<T>): Promise<T> {
  wrapRequests(exchange.env);
  return byContext.run(exchange, run);
}

/**
 * The body of the answer to a call that the SDK sends with these headers.
 *
 * It is read here, with any status: the SDK would read it without end, and hand out none of a failure.
 */
export function bodyOf(exchange: Exchange, send: (headers: MarkedHeaders) => Promise<unknown>): Promise<string> {
  wrapRequests(exchange.env);
  const nonce = randomUUID();
  byNonce.set(nonce, exchange);
  return new Promise((resolve, reject) => {
    exchange.take = (response) => void readBody(response).then(resolve, reject);
    // What the SDK makes of an answer that it finds read does not matter.
    send({ [NONCE]: nonce })
      .catch((error) => exchange.response ?? reject(error))
      .finally(() => byNonce.delete(nonce));
  });
}

function exchangeOf(nonce: unknown): Exchange | undefined {
  return byNonce.get(nonce) ?? byContext.getStore();
}

/** A header of the answer. */
export function header(exchange: Exchange, name: string): string | undefined {
  const value = exchange.response?.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

subscribe("http.client.request.start", (event) => {
  const request = field(event, "request");
  // A CONNECT is the way to the proxy, not the call.
  if (!(request instanceof ClientRequest) || request.method === "CONNECT") return;
  const exchange = exchangeOf(request.getHeader(NONCE));
  if (exchange === undefined) return;
  exchange.request = request;
  byRequest.set(request, exchange);
  if (exchange.signal?.aborted) request.destroy();
  if (exchange.onSent !== undefined) request.once("finish", exchange.onSent);
});

// An answer arrives outside of the context of its call, so it is found by its request.
subscribe("http.client.response.finish", (event) => {
  const request = field(event, "request");
  const response = field(event, "response");
  const exchange = request instanceof ClientRequest ? byRequest.get(request) : undefined;
  if (exchange === undefined || !(response instanceof IncomingMessage)) return;
  exchange.response = response;
  exchange.onAnswered?.();
  (exchange.take ?? limitBody)(response);
});

let wrapped = false;

/**
 * Gives calls within an exchange the agent of their proxy, because the SDK cannot be given one.
 *
 * All others pass untouched, and so does everything where no proxy is named: this may be a program of the user's.
 */
function wrapRequests(env: Environment): void {
  if (wrapped || !namesProxy(env)) return;
  wrapped = true;
  const request = https.request;
  Reflect.set(https, "request", (options: unknown, ...rest: unknown[]) =>
    Reflect.apply(request, https, [throughProxy(options), ...rest]),
  );
}

function throughProxy(options: unknown): unknown {
  if (!isTarget(options) || options.method === "CONNECT") return options;
  const exchange = exchangeOf(field(options.headers, NONCE));
  if (exchange === undefined) return options;
  const proxy = proxyFor({ protocol: "https", host: `${options.host}:${options.port}` }, exchange.env);
  return proxy === undefined ? options : { ...options, agent: proxy.agent };
}

function isTarget(options: unknown): options is { host: string; port: number; method?: string; headers?: unknown } {
  return typeof options === "object" && options !== null && "host" in options && "port" in options;
}
