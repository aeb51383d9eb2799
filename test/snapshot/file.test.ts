import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSnapshot, tryReadSnapshot } from "../../src/snapshot/file";
import { renderSnapshot } from "../../src/snapshot/render";
import { updateSnapshot } from "../../src/snapshot/update";
import { job, lookup, snapshotOf } from "../_support/lookups";

const one = snapshotOf(lookup([job("1", "orders")]));
const other = snapshotOf(lookup([job("2", "orders")]));

let folder = "";
let path = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "snapshot-"));
  path = join(folder, "dataworks.snapshot.json");
});

afterEach(() => rmSync(folder, { recursive: true }));

/** A file of so many bytes, which take no room. */
function putBytes(count: number): void {
  writeFileSync(path, "");
  truncateSync(path, count);
}

test("a missing file is an error that names the repair, or nothing where that is asked for", () => {
  expect(() => readSnapshot(path)).toThrow(expect.objectContaining({ code: "SnapshotMissing" }));
  expect(() => readSnapshot(path)).toThrow(/npx --no-install dijobs refresh/);
  expect(tryReadSnapshot(path)).toBeUndefined();
});

test("an unchanged file is parsed once, a changed one again", () => {
  updateSnapshot(path, () => one);
  const before = readSnapshot(path);

  expect(readSnapshot(path)).toBe(before);
  updateSnapshot(path, () => other);
  expect(readSnapshot(path)).toEqual(other);
});

test.each([
  [
    "a folder",
    () => mkdirSync(path),
    /^'.*json' is a folder, not a file\n {2}name another snapshot with DIJOBS_SNAPSHOT$/,
  ],
  [
    "a link to itself",
    () => symlinkSync(path, path),
    /cannot be read: ELOOP|is a link that leads in a circle, not a file/,
  ],
  [
    "3 GB",
    () => putBytes(3e9),
    /^snapshot '.*json': 3000 MB are too much for it, 64 MB are the limit\n {2}record less: /,
  ],
  ["one byte too much", () => putBytes(64_000_001), /: 65 MB are too much/],
  [
    "bytes that are no UTF-8",
    () => writeFileSync(path, Buffer.from([0x7b, 0xff])),
    /^snapshot '.*json', the whole file: it is not UTF-8\n/,
  ],
])("%s in its place is an error", (_, put, message) => {
  put();

  expect(() => tryReadSnapshot(path)).toThrow(expect.objectContaining({ code: "SnapshotInvalid" }));
  expect(() => tryReadSnapshot(path)).toThrow(message);
  expect(() => updateSnapshot(path, () => one)).toThrow(message);
  expect(readdirSync(folder)).toEqual(["dataworks.snapshot.json"]);
});

test("a device in its place is an error, whoever asks", () => {
  // Only read: what wrote there by mistake, as root, would replace the device of the machine.
  symlinkSync("/dev/null", path);

  expect(() => tryReadSnapshot(path)).toThrow(expect.objectContaining({ code: "SnapshotInvalid" }));
  expect(() => tryReadSnapshot(path)).toThrow(/is a device, not a file/);
});

test("a byte order mark is passed over", () => {
  writeFileSync(path, `\ufeff${renderSnapshot(one)}`);

  expect(readSnapshot(path)).toEqual(one);
});

test("of two files that differ in their bytes alone the newer one is read", () => {
  writeFileSync(path, renderSnapshot(one));
  const { atime, mtime } = statSync(path);
  readSnapshot(path);
  writeFileSync(path, renderSnapshot(other));
  utimesSync(path, atime, mtime);

  expect(readSnapshot(path)).toEqual(other);
});
