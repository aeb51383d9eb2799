import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";
import { reasonOf } from "../../text/reason";

/** The most bytes that are read: a file that people keep is smaller. */
const MOST_BYTES = 64_000_000;

/**
 * The text of a file, or nothing where there is none; neither a pipe nor a device, which would never end.
 *
 * @param flawed makes the error that says why it cannot be read.
 */
export function readTextFile(path: string, flawed: (flaw: string, cause?: unknown) => Error): string | undefined {
  const file = opened(path, flawed);
  if (file === undefined) return undefined;
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw flawed(stats.isDirectory() ? "it is a folder" : "it is no file, but a pipe or a device");
    if (stats.size > MOST_BYTES) throw flawed(`it has ${stats.size} bytes, more than ${MOST_BYTES}`);
    return decoded(readFileSync(file), flawed);
  } finally {
    closeSync(file);
  }
}

function opened(path: string, flawed: (flaw: string, cause?: unknown) => Error): number | undefined {
  try {
    // Otherwise a pipe would be opened only when somebody writes into it.
    return openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
    throw flawed(`it cannot be read: ${reasonOf(cause)}`, cause);
  }
}

function decoded(bytes: Buffer, flawed: (flaw: string, cause?: unknown) => Error): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw flawed("it is not UTF-8", cause);
  }
}
