import { writeFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import type { Socket } from "node:net";
import { buffer } from "node:stream/consumers";
import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import { invalidArgument } from "../../errors/arguments";
import { jsonText } from "../../text/json-text";
import { type Certificate, makeCertificate } from "./certificate";
import { openOnLoopback } from "./loopback-server";
import type { RecordedExchange } from "./recording";
import { redacted } from "./redaction";

/** A recorder that can be asked. */
export interface OpenRecorder {
  /** Where it listens: the URL of the proxy. */
  readonly endpoint: string;
  /** Environment of a process whose calls are to be recorded. */
  readonly env: Readonly<Record<string, string>>;
  /** Removes its certificate. */
  close(): void;
}

/**
 * Opens a recorder on a port of loopback, 0 for any.
 *
 * @throws DataWorksError `InvalidArgument` for a service that is not asked by `https:`, `EmulatorFailed` without openssl.
 */
export async function openRecorder(given: {
  readonly from: string;
  readonly to: string;
  readonly hostName: string | undefined;
  readonly port: number;
}): Promise<OpenRecorder> {
  const from = serviceUrl(given.from);
  const hostName = given.hostName ?? from.hostname;
  const certificate = makeCertificate([hostName]);
  const port = await new Recorder(from, given.to, hostName, certificate).open(given.port);
  const endpoint = `http://127.0.0.1:${port}`;
  const env = {
    DIJOBS_ENDPOINT: `https://${hostName}`,
    HTTPS_PROXY: endpoint,
    NO_PROXY: "",
    NODE_EXTRA_CA_CERTS: certificate.file,
  };
  return { endpoint, env, close: certificate.remove };
}

const UNPACK = { gzip: gunzipSync, deflate: inflateSync, br: brotliDecompressSync } as const;

/**
 * A proxy that passes calls on to one service, untouched, and writes what was asked and answered without what tells of
 * the account.
 *
 * Callers reach it as `HTTPS_PROXY`, because they sign the name of the host that they ask: under another one the service
 * would not take their signature. Connections to other hosts are refused.
 */
class Recorder {
  readonly #exchanges: RecordedExchange[] = [];
  readonly #from: URL;
  readonly #to: string;
  readonly #proxy: http.Server;

  constructor(from: URL, to: string, hostName: string, identity: Certificate) {
    this.#from = from;
    this.#to = to;
    // Speaks TLS within the tunnels; it has no port of its own.
    const inside = https.createServer({ key: identity.key, cert: identity.cert }, (request, response) => {
      this.#passOn(request, response).catch((error: NodeJS.ErrnoException) => {
        const reason = error.code ?? "the answer cannot be read";
        response
          .writeHead(502, { "content-type": "text/plain" })
          .end(`the recorder cannot reach the service: ${reason}\n`);
      });
    });
    this.#proxy = http.createServer((_, response) => response.writeHead(405).end("use it as HTTPS_PROXY\n"));
    this.#proxy.on("connect", (request: http.IncomingMessage, socket: Socket) => {
      socket.on("error", () => socket.destroy());
      const [host = ""] = (request.url ?? "").split(":");
      if (host !== hostName) return socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
      socket.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      return inside.emit("connection", socket);
    });
  }

  /** Opens the port, 0 for any, on loopback; resolves to it. */
  open(port: number): Promise<number> {
    return openOnLoopback(this.#proxy, port);
  }

  async #passOn(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const body = await buffer(request);
    const answer = await this.#send(request, body);
    const answered = await buffer(answer);
    this.#record(request, body.toString("utf8"), answer, answered);
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders).end(answered);
  }

  /** Sends a call as it came: each header, that of the host included, is signed. */
  #send({ method = "GET", url = "/", rawHeaders }: http.IncomingMessage, body: Buffer): Promise<http.IncomingMessage> {
    const { hostname, port } = this.#from;
    return new Promise((resolve, reject) => {
      const options = { host: hostname, port: port || 443, servername: hostname, rejectUnauthorized: true };
      https
        .request({ ...options, method, path: url, headers: rawHeaders }, resolve)
        .once("error", reject)
        .end(body);
    });
  }

  #record(request: http.IncomingMessage, form: string, answer: http.IncomingMessage, answered: Buffer): void {
    const { method = "GET", url = "/", headers } = request;
    const of = (name: string) => String(headers[name] ?? "");
    this.#exchanges.push({
      action: of("x-acs-action"),
      version: of("x-acs-version"),
      method,
      parameters: Object.fromEntries(new URLSearchParams(method === "POST" ? form : (url.split("?", 2)[1] ?? ""))),
      status: answer.statusCode ?? 0,
      headers: Object.fromEntries(Object.entries(answer.headers).map(([name, value]) => [name, String(value)])),
      body: unpacked(answered, answer.headers["content-encoding"]).toString("utf8"),
    });
    writeFileSync(this.#to, jsonText(redacted(this.#exchanges)));
  }
}

function serviceUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "https:" || url.pathname !== "/")
    throw invalidArgument("--record-from", text, "give a service such as https://dataworks.cn-shanghai.aliyuncs.com");
  return url;
}

function unpacked(bytes: Buffer, encoding = ""): Buffer {
  const unpack = Object.entries(UNPACK).find(([name]) => name === encoding)?.[1];
  return unpack === undefined ? bytes : unpack(bytes);
}
