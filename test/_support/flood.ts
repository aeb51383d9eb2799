import type { Writable } from "node:stream";
import { constants, createGzip } from "node:zlib";
import type { Step } from "./scripted-server";

const MEGABYTE = Buffer.alloc(2 ** 20, " ");

/** Sends a body that never ends, as fast as it is taken. */
export function flood(statusCode: number, headers: Record<string, string> = {}): Step {
  return (_, response) => {
    response.writeHead(statusCode, { "content-type": "application/json;charset=utf-8", ...headers });
    pour(response, MEGABYTE);
  };
}

/** Sends a body that never ends, in chunks of one byte. */
export const drizzle: Step = (_, response) => {
  const { socket } = response;
  socket?.write("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
  if (socket) pour(socket, Buffer.from("1\r\n \r\n".repeat(100_000)));
};

/** Sends a body that never ends, packed to a thousandth. */
export function packedFlood(statusCode: number): Step {
  return (_, response) => {
    response.writeHead(statusCode, { "content-encoding": "gzip" });
    const gzip = createGzip({ level: constants.Z_BEST_COMPRESSION });
    gzip.pipe(response);
    response.once("close", () => gzip.destroy());
    pour(gzip, MEGABYTE);
  };
}

function pour(stream: Writable, portion: Buffer): void {
  while (!stream.destroyed && stream.write(portion));
  if (!stream.destroyed) stream.once("drain", () => pour(stream, portion));
}
