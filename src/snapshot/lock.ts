import { hostname } from "node:os";
import { snapshotNotWritten } from "../errors/snapshot";
import { isSystemError } from "./system-error";

/** What the lock needs of a file system. */
export interface LockFiles {
  /** Creates a file, unless there is one already: tells whether it did. */
  create(path: string, text: string): boolean;
  read(path: string): string | undefined;
  remove(path: string): void;
  /** Time since the file was written, in milliseconds; 0 where there is none. */
  ageMs(path: string): number;
}

/** Age in milliseconds from which a lock counts as left behind whoever its owner is; a write takes far less. */
export const LOCK_STALE_MS = 10_000;

/** Longest wait for a lock in milliseconds: enough to outlast one that was left behind. */
export const LOCK_WAIT_MS = 20_000;

const POLL_MS = 10;

/** What a waiting thread sleeps on; nobody wakes it. */
const ALARM = new Int32Array(new SharedArrayBuffer(4));

/**
 * Does something to a file while no other process does, blocking until it may.
 *
 * The lock is a file beside it that names its owner. The action gets a function to call just before
 * it changes something, which throws if the lock was taken away meanwhile (a suspended process).
 *
 * @throws DataWorksError `SnapshotNotWritten` when the lock cannot be had in time, or was lost.
 */
export function whileLocked<T>(
  files: LockFiles,
  path: string,
  waitMs: number,
  action: (refuseIfLost: () => void) => T,
): T {
  const lock = `${path}.lock`;
  const owner = `${hostname()} ${process.pid} ${process.hrtime.bigint()}`;
  const deadline = performance.now() + waitMs;
  while (!files.create(lock, owner)) {
    if (removeAbandoned(files, lock)) continue;
    if (performance.now() >= deadline)
      throw snapshotNotWritten(path, `another process holds '${lock}'`, `if none is at work, delete it: rm ${lock}`);
    Atomics.wait(ALARM, 0, 0, POLL_MS);
  }
  const isHeld = () => files.read(lock) === owner;
  try {
    return action(() => {
      if (!isHeld()) throw snapshotNotWritten(path, "this process stood still and another took over", "run it again");
    });
  } finally {
    if (isHeld()) files.remove(lock);
  }
}

/** Takes away a lock whose owner is gone; tells whether it did. */
function removeAbandoned(files: LockFiles, lock: string): boolean {
  const owner = files.read(lock);
  if (owner === undefined || (files.ageMs(lock) <= LOCK_STALE_MS && !isGone(owner))) return false;
  // Of several that see the same dead owner one may act: the next would take away the new lock of the first.
  const guard = `${lock}.tmp`;
  if (!files.create(guard, "")) {
    if (files.ageMs(guard) > LOCK_STALE_MS) files.remove(guard);
    return false;
  }
  try {
    if (files.read(lock) === owner) files.remove(lock);
    return true;
  } finally {
    files.remove(guard);
  }
}

/** Tells whether the owner of a lock is a process of this machine that has ended. */
function isGone(owner: string): boolean {
  const [host, pid] = owner.split(" ");
  if (host !== hostname()) return false;
  try {
    return !process.kill(Number(pid), 0);
  } catch (error) {
    // A process of somebody else lives, but may not be signalled.
    return !(isSystemError(error) && error.code === "EPERM");
  }
}
