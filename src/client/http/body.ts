import { EventEmitter, once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { excerpt } from "../../text/visible";
import { Bytes } from "./bytes";
import { field } from "./field";

/** Most bytes of a body, unpacked: a page of 100 jobs has some thirty thousand. */
const MOST_BYTES = 16 * 2 ** 20;

/** Beyond so many bytes of all bodies under way, only the one that began first is read on. */
const MOST_BYTES_TOGETHER = 2 * MOST_BYTES;

/** What servers pack answers with, asked or not. */
const UNPACKERS: ReadonlyMap<string, () => Transform> = new Map<string, () => Transform>([
  ["gzip", createGunzip],
  ["x-gzip", createGunzip],
  ["deflate", createInflate],
  ["br", createBrotliDecompress],
]);

/** A body that came, and is none that can be read; the message says why. */
export class UnreadableBody extends Error {}

/** Most bytes, as they are sent, of a body that the SDK reads itself: credentials have some two thousand. */
const MOST_BYTES_OF_KEYS = 64 * 2 ** 10;

/** Bytes held of each body under way, in the order in which they began. */
const underWay = new Map<IncomingMessage, number>();
const freed = new EventEmitter().setMaxListeners(0);

/**
 * Reads the body of an answer as text: unpacked, to a limit, every byte of it UTF-8; a byte order mark is passed over.
 *
 * Takes hold of the body at once: what comes before that would be lost.
 *
 * @throws UnreadableBody, or what broke the connection.
 */
export async function readBody(response: IncomingMessage): Promise<string> {
  const bytes = new Bytes();
  underWay.set(response, 0);
  try {
    for await (const chunk of unpacked(response)) {
      bytes.add(chunk);
      if (bytes.size > MOST_BYTES) throw new UnreadableBody(`more than ${MOST_BYTES / 2 ** 20} MB`);
      underWay.set(response, bytes.size);
      while (mustWait(response)) await once(freed, "freed");
    }
    return bytes.text();
  } catch (error) {
    response.destroy();
    throw unreadable(error, response);
  } finally {
    underWay.delete(response);
    freed.emit("freed");
  }
}

/** Ends a body that the SDK reads itself when it becomes too long. */
export function limitBody(response: IncomingMessage): void {
  response.on("newListener", function watch(event) {
    // Nothing flows before somebody reads, and from then on all is seen.
    if (event !== "data") return;
    response.off("newListener", watch);
    let size = 0;
    response.on("data", (chunk: Uint8Array) => {
      size += chunk.length;
      if (size > MOST_BYTES_OF_KEYS) response.destroy(new Error(`more than ${MOST_BYTES_OF_KEYS / 2 ** 10} KB came`));
    });
  });
}

function mustWait(response: IncomingMessage): boolean {
  const [first] = underWay.keys();
  return first !== response && [...underWay.values()].reduce((sum, size) => sum + size, 0) > MOST_BYTES_TOGETHER;
}

function unpacked(response: IncomingMessage): AsyncIterable<Uint8Array> {
  const encoding = encodingOf(response).trim().toLowerCase();
  if (encoding === "" || encoding === "identity") return response;
  const unpacker = UNPACKERS.get(encoding)?.();
  if (unpacker === undefined) throw new UnreadableBody(packed(response));
  response.once("error", (error) => unpacker.destroy(error));
  return response.pipe(unpacker);
}

function unreadable(error: unknown, response: IncomingMessage): unknown {
  const code = String(field(error, "code"));
  if (code === "ERR_ENCODING_INVALID_ENCODED_DATA") return new UnreadableBody("bytes that are no UTF-8");
  return /^(Z_|ERR__)/.test(code) ? new UnreadableBody(packed(response)) : error;
}

function packed(response: IncomingMessage): string {
  return `a body that cannot be unpacked, content-encoding '${excerpt(encodingOf(response), 40)}'`;
}

function encodingOf({ headers }: IncomingMessage): string {
  return headers["content-encoding"] ?? "";
}
