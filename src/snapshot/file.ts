import { snapshotInvalid, snapshotMissing, snapshotNoFile, snapshotTooLarge } from "../errors/snapshot";
import { type FileFlaw, MOST_BYTES, readRegularFile, textIn } from "./disk/regular-file";
import { isSystemError } from "./disk/system-error";
import { parseSnapshot } from "./parse";
import type { Snapshot } from "./snapshot";

/** What was read last from each path. */
const readBefore = new Map<string, { readonly bytes: Buffer; readonly snapshot: Snapshot }>();

/**
 * Reads a snapshot; bytes that did not change are parsed once per process.
 *
 * @throws DataWorksError `SnapshotMissing`, `SnapshotInvalid`.
 */
export function readSnapshot(path: string): Snapshot {
  const snapshot = tryReadSnapshot(path);
  if (snapshot === undefined) throw snapshotMissing(path);
  return snapshot;
}

/**
 * Reads a snapshot, or nothing where there is none.
 *
 * @throws DataWorksError `SnapshotInvalid`.
 */
export function tryReadSnapshot(path: string): Snapshot | undefined {
  const flawed = (flaw: string, cause?: unknown) => snapshotInvalid(path, "the whole file", flaw, undefined, cause);
  try {
    const bytes = readRegularFile(path, refusedAt(path));
    if (bytes === undefined) return undefined;
    // By its bytes: two files of one size, time and number may follow one another within a tick of the clock.
    const before = readBefore.get(path);
    if (before?.bytes.equals(bytes)) return before.snapshot;
    const snapshot = parseSnapshot(textIn(bytes, flawed), path);
    readBefore.set(path, { bytes, snapshot });
    return snapshot;
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    throw flawed(`it cannot be read: ${cause.message}`, cause);
  }
}

/** The text of a snapshot that was read, as people have it; an empty one where there is none. */
export function snapshotText(path: string): string {
  return tryReadText(path) ?? "";
}

/** The text of a snapshot, or of the types beside it, or nothing where there is none. */
export function tryReadText(path: string): string | undefined {
  return readRegularFile(path, refusedAt(path))?.toString("utf8");
}

function refusedAt(path: string) {
  return (flaw: FileFlaw) =>
    "kind" in flaw ? snapshotNoFile(path, flaw.kind) : snapshotTooLarge(path, flaw.bytes, MOST_BYTES);
}
