import { hostname } from "node:os";
import { LOCK_STALE_MS, type LockFiles, whileLocked } from "../../src/snapshot/lock";

const LOCK = "snapshot.lock";
const GUARD = "snapshot.lock.tmp";
const DEAD = `${hostname()} ${2 ** 30} 1`;
const ALIVE = `${hostname()} ${process.pid} 1`;

/** Files in memory; each step of a protocol can be watched. */
class MemoryFiles implements LockFiles {
  readonly texts = new Map<string, string>();
  readonly agesMs = new Map<string, number>();
  onCreate = (_path: string): void => undefined;

  create(path: string, text: string): boolean {
    this.onCreate(path);
    if (this.texts.has(path)) return false;
    this.texts.set(path, text);
    return true;
  }
  read(path: string): string | undefined {
    return this.texts.get(path);
  }
  remove(path: string): void {
    this.texts.delete(path);
  }
  ageMs(path: string): number {
    return this.agesMs.get(path) ?? 0;
  }
}

test("the action runs under a lock that names its owner, and the lock is gone afterwards", () => {
  const files = new MemoryFiles();

  const held = whileLocked(files, "snapshot", 0, () => files.read(LOCK));

  expect(held).toMatch(`${hostname()} ${process.pid} `);
  expect(files.texts.size).toBe(0);
});

test("of two processes that see the same dead owner the slower one leaves the faster one's new lock alone", () => {
  const files = new MemoryFiles();
  files.texts.set(LOCK, DEAD);
  files.onCreate = (path) => {
    if (path === GUARD) files.texts.set(LOCK, ALIVE);
  };

  expect(() => whileLocked(files, "snapshot", 0, () => "acted")).toThrow(/another process holds 'snapshot.lock'/);
  expect(files.read(LOCK)).toBe(ALIVE);
});

test("while one process takes a dead owner's lock away, no other does", () => {
  const files = new MemoryFiles();
  files.texts.set(LOCK, DEAD).set(GUARD, "");

  expect(() => whileLocked(files, "snapshot", 0, () => "acted")).toThrow(/another process holds/);
  expect(files.read(LOCK)).toBe(DEAD);
});

test("a process that was killed while it took a lock away does not block for ever", () => {
  const files = new MemoryFiles();
  files.texts.set(LOCK, DEAD).set(GUARD, "");
  files.agesMs.set(GUARD, LOCK_STALE_MS + 1);

  expect(whileLocked(files, "snapshot", 1_000, () => "acted")).toBe("acted");
  expect(files.texts.size).toBe(0);
});
