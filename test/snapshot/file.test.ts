import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { readSnapshot, tryReadSnapshot, updateSnapshot } from "../../src/snapshot/file";
import { LOCK_STALE_MS } from "../../src/snapshot/lock";
import { renderSnapshot } from "../../src/snapshot/render";
import { emptySnapshot, type Snapshot } from "../../src/snapshot/snapshot";
import { job, lookup } from "../_support/lookups";

const one: Snapshot = { version: 1, lookups: [lookup([job("1", "orders")])] };
const other: Snapshot = { version: 1, lookups: [lookup([job("2", "orders")])] };
const DEAD_PID = 2 ** 30;

let folder = "";
let path = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "snapshot-"));
  path = join(folder, "dataworks.snapshot.json");
});

afterEach(() => rmSync(folder, { recursive: true }));

/** A lock as a process left it. */
function leaveLock(host: string, pid: number, ageMs = 0): void {
  writeFileSync(`${path}.lock`, `${host} ${pid} 1`);
  const time = (Date.now() - ageMs) / 1_000;
  utimesSync(`${path}.lock`, time, time);
}

test("a missing file is an error that names the repair, or nothing where that is asked for", () => {
  expect(() => readSnapshot(path)).toThrow(expect.objectContaining({ code: "SnapshotMissing" }));
  expect(() => readSnapshot(path)).toThrow(/npx --no-install dijobs refresh/);
  expect(tryReadSnapshot(path)).toBeUndefined();
});

test("what was written is read", () => {
  expect(updateSnapshot(path, () => one)).toBe("written");

  expect(readSnapshot(path)).toEqual(one);
  expect(readFileSync(path, "utf8")).toBe(renderSnapshot(one));
});

test("an unchanged file is parsed once, a changed one again", () => {
  updateSnapshot(path, () => one);
  const before = readSnapshot(path);

  expect(readSnapshot(path)).toBe(before);
  updateSnapshot(path, () => other);
  expect(readSnapshot(path)).toEqual(other);
});

test.each([
  ["a folder", () => mkdirSync(path), /cannot be read: EISDIR/],
  ["bytes that are no UTF-8", () => writeFileSync(path, Buffer.from([0x7b, 0xff])), /not UTF-8/],
])("%s in its place is an error", (_, put, message) => {
  put();

  expect(() => tryReadSnapshot(path)).toThrow(expect.objectContaining({ code: "SnapshotInvalid" }));
  expect(() => tryReadSnapshot(path)).toThrow(message);
});

test("a byte order mark is passed over", () => {
  writeFileSync(path, `\ufeff${renderSnapshot(one)}`);

  expect(readSnapshot(path)).toEqual(one);
});

test("a change gets the current content, which is empty where there is no file", () => {
  const seen: Snapshot[] = [];
  for (const next of [one, other])
    updateSnapshot(path, (current) => {
      seen.push(current);
      return next;
    });

  expect(seen).toEqual([emptySnapshot, one]);
});

test("content that did not change leaves the file alone", () => {
  updateSnapshot(path, () => one);
  const before = statSync(path, { bigint: true });

  expect(updateSnapshot(path, (current) => current)).toBe("unchanged");
  expect(statSync(path, { bigint: true })).toMatchObject({ ino: before.ino, mtimeNs: before.mtimeNs });
});

test("content that did not change leaves the line ends of a checkout on Windows alone", () => {
  writeFileSync(path, renderSnapshot(one).replaceAll("\n", "\r\n"));

  expect(updateSnapshot(path, (current) => current)).toBe("unchanged");
});

test("the types stand beside the snapshot and come back when they were deleted", () => {
  const types = join(folder, "dataworks.snapshot.d.ts");
  updateSnapshot(path, () => one);
  const text = readFileSync(types, "utf8");
  rmSync(types);

  expect(text).toContain('"orders"');
  expect(updateSnapshot(path, () => one)).toBe("unchanged");
  expect(readFileSync(types, "utf8")).toBe(text);
});

test("nothing but the snapshot and its types is left behind, also after a change that failed", () => {
  updateSnapshot(path, () => one);
  const failing = () => {
    throw new RangeError("no");
  };

  expect(() => updateSnapshot(path, failing)).toThrow(RangeError);
  expect(readdirSync(folder).sort()).toEqual(["dataworks.snapshot.d.ts", "dataworks.snapshot.json"]);
  expect(readSnapshot(path)).toEqual(one);
});

test("what a killed process left half written is replaced", () => {
  writeFileSync(`${path}.tmp`, "{");

  expect(updateSnapshot(path, () => one)).toBe("written");
  expect(existsSync(`${path}.tmp`)).toBe(false);
});

test("a symbolic link stays one, and the file it leads to is replaced", () => {
  const real = join(folder, "real.json");
  writeFileSync(real, renderSnapshot(one));
  symlinkSync(real, path);

  updateSnapshot(path, () => other);

  expect(lstatSync(path).isSymbolicLink()).toBe(true);
  expect(readFileSync(real, "utf8")).toBe(renderSnapshot(other));
});

test("a broken file is refused and left as it is", () => {
  writeFileSync(path, "{");

  expect(() => updateSnapshot(path, () => one)).toThrow(expect.objectContaining({ code: "SnapshotInvalid" }));
  expect(readFileSync(path, "utf8")).toBe("{");
});

test("a folder that does not exist is an error that names it", () => {
  const lost = join(folder, "none", "dataworks.snapshot.json");

  expect(() => updateSnapshot(lost, () => one)).toThrow(expect.objectContaining({ code: "SnapshotNotWritten" }));
  expect(() => updateSnapshot(lost, () => one)).toThrow(/ENOENT.*\n.*see that its folder exists/);
});

test.each([
  ["a process that ended", () => leaveLock(hostname(), DEAD_PID)],
  ["a process that cannot be looked up, long ago", () => leaveLock("elsewhere", 1, LOCK_STALE_MS + 1_000)],
  [
    "a process whose number another one has now, long ago",
    () => leaveLock(hostname(), process.pid, LOCK_STALE_MS + 1_000),
  ],
])("a lock left behind by %s does not block", (_, leave) => {
  leave();

  expect(updateSnapshot(path, () => one, 0)).toBe("written");
  expect(existsSync(`${path}.lock`)).toBe(false);
});

test.each([
  ["a living process", () => leaveLock(hostname(), process.pid)],
  ["a process that cannot be looked up, just now", () => leaveLock("elsewhere", DEAD_PID)],
  ["a process that has not written its name yet", () => writeFileSync(`${path}.lock`, "")],
])("a lock of %s is waited for, then an error names it", (_, leave) => {
  leave();

  expect(() => updateSnapshot(path, () => one, 0)).toThrow(expect.objectContaining({ code: "SnapshotNotWritten" }));
  expect(() => updateSnapshot(path, () => one, 0)).toThrow(`rm ${path}.lock`);
  expect(existsSync(path)).toBe(false);
  expect(existsSync(`${path}.lock`)).toBe(true);
});

test("a process whose lock was taken over while it stood still writes nothing", () => {
  const update = () =>
    updateSnapshot(path, () => {
      leaveLock("elsewhere", 1);
      return one;
    });

  expect(update).toThrow(expect.objectContaining({ code: "SnapshotNotWritten" }));
  expect(existsSync(path)).toBe(false);
  expect(readFileSync(`${path}.lock`, "utf8")).toBe("elsewhere 1 1");
});
