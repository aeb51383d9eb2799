import {
  closeSync,
  fstatSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { snapshotInvalid, snapshotMissing, snapshotNotWritten } from "../errors/snapshot";
import { LOCK_WAIT_MS, type LockFiles, whileLocked } from "./lock";
import { parseSnapshot } from "./parse";
import { renderSnapshot } from "./render";
import { emptySnapshot, type Snapshot } from "./snapshot";
import { isSystemError } from "./system-error";
import { renderSnapshotTypes } from "./types";

/** What was read last of each path, and the marks by which an unchanged file is known. */
const readBefore = new Map<string, { readonly marks: string; readonly snapshot: Snapshot }>();

/**
 * Reads a snapshot; a file that did not change is read once per process.
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
  try {
    return unlessMissing(() => readUnlessKnown(path));
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    throw snapshotInvalid(path, "the whole file", `it cannot be read: ${cause.message}`, undefined, cause);
  }
}

/**
 * Changes a snapshot on disk, and the types beside it, alone among all processes.
 *
 * Whatever happens while it is written, the file is the old one or the new one. A file that would
 * say the same is left alone.
 *
 * @param change makes the new content from the current one, which is empty where there is no file.
 * @param waitMs longest wait for another process that writes the same snapshot.
 * @throws DataWorksError `SnapshotInvalid` for a broken current file, `SnapshotNotWritten`.
 */
export function updateSnapshot(
  path: string,
  change: (current: Snapshot) => Snapshot,
  waitMs = LOCK_WAIT_MS,
): "written" | "unchanged" {
  try {
    // Where the path is a symbolic link, the file it leads to is replaced, not the link.
    const target = unlessMissing(() => realpathSync(path)) ?? path;
    return whileLocked(lockFiles, target, waitMs, (refuseIfLost) => {
      const snapshot = change(tryReadSnapshot(target) ?? emptySnapshot);
      const changed = replace(target, renderSnapshot(snapshot), refuseIfLost);
      replace(snapshotTypesPath(target), renderSnapshotTypes(snapshot), refuseIfLost);
      return changed ? "written" : "unchanged";
    });
  } catch (cause) {
    if (!isSystemError(cause)) throw cause;
    throw snapshotNotWritten(path, cause.message, "see that its folder exists and can be written to", cause);
  }
}

/** Where the types of a snapshot stand: `dataworks.snapshot.d.ts` beside `dataworks.snapshot.json`. */
function snapshotTypesPath(path: string): string {
  return `${path.replace(/\.json$/, "")}.d.ts`;
}

function readUnlessKnown(path: string): Snapshot {
  const file = openSync(path, "r");
  try {
    const { dev, ino, size, mtimeNs } = fstatSync(file, { bigint: true });
    const marks = [dev, ino, size, mtimeNs].join(" ");
    const before = readBefore.get(path);
    if (before?.marks === marks) return before.snapshot;
    const snapshot = parseSnapshot(decode(readFileSync(file), path), path);
    readBefore.set(path, { marks, snapshot });
    return snapshot;
  } finally {
    closeSync(file);
  }
}

function decode(bytes: Buffer, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw snapshotInvalid(path, "the whole file", "it is not UTF-8", undefined, cause);
  }
}

/** Replaces a file in one step, unless it says the same; line ends may be those of a checkout on Windows. */
function replace(path: string, text: string, refuseIfLost: () => void): boolean {
  const before = unlessMissing(() => readFileSync(path, "utf8"));
  if (before?.replaceAll("\r\n", "\n") === text) return false;
  const temporary = `${path}.tmp`;
  rmSync(temporary, { force: true });
  const file = openSync(temporary, "wx");
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  refuseIfLost();
  renameSync(temporary, path);
  flushFolder(dirname(path));
  return true;
}

/** Makes the new name last through a power cut; not every system can flush a folder. */
function flushFolder(path: string): void {
  try {
    const folder = openSync(path, "r");
    fsyncSync(folder);
    closeSync(folder);
  } catch (error) {
    if (!isSystemError(error)) throw error;
  }
}

const lockFiles: LockFiles = {
  create(path, text) {
    try {
      writeFileSync(path, text, { flag: "wx" });
      return true;
    } catch (error) {
      if (isSystemError(error) && error.code === "EEXIST") return false;
      throw error;
    }
  },
  read: (path) => unlessMissing(() => readFileSync(path, "utf8")),
  remove: (path) => rmSync(path, { force: true }),
  ageMs: (path) => Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()),
};

function unlessMissing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isSystemError(error) && error.code === "ENOENT") return undefined;
    throw error;
  }
}
