import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSnapshot, snapshotText } from "../../src/snapshot/file";
import { renderSnapshot } from "../../src/snapshot/render";
import { emptySnapshot, type Snapshot } from "../../src/snapshot/snapshot";
import { overwriteSnapshot, updateSnapshot } from "../../src/snapshot/update";
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

test("what was written is read, and a file that is new is told as one", () => {
  expect(updateSnapshot(path, () => one)).toBe("created");

  expect(readSnapshot(path)).toEqual(one);
  expect(readFileSync(path, "utf8")).toBe(renderSnapshot(one));
});

test("a change gets the current content, which is empty where there is no file", () => {
  const seen = [one, other].map((next) => {
    let before: Snapshot | undefined;
    updateSnapshot(path, (current) => {
      before = current;
      return next;
    });
    return before;
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

test.each([
  ["first", 1],
  ["second", 2],
])("nothing is left behind by a change that fails when it is asked for the %s time", (_, time) => {
  updateSnapshot(path, () => one);
  let asked = 0;
  const failing = () => {
    if (++asked === time) throw new RangeError("no");
    return other;
  };

  expect(() => updateSnapshot(path, failing)).toThrow(RangeError);
  expect(readdirSync(folder).sort()).toEqual(["dataworks.snapshot.d.ts", "dataworks.snapshot.json"]);
  expect(readSnapshot(path)).toEqual(one);
});

test.each([
  ["a file", () => writeFileSync(join(folder, "real.json"), renderSnapshot(one))],
  ["a file that is not there yet", () => undefined],
])("a symbolic link to %s stays one, and the file it leads to is written", (_, put) => {
  const real = join(folder, "real.json");
  put();
  symlinkSync("real.json", join(folder, "link.json"));
  symlinkSync(join(folder, "link.json"), path);

  updateSnapshot(path, () => other);

  expect([lstatSync(path).isSymbolicLink(), lstatSync(real).isFile()]).toEqual([true, true]);
  expect(readFileSync(real, "utf8")).toBe(renderSnapshot(other));
  expect(readFileSync(join(folder, "real.d.ts"), "utf8")).toContain('"orders"');
});

test.each([
  ["0600", 0o600],
  ["0640", 0o640],
])("the mode %s of the snapshot stays, and new types get it", (_, mode) => {
  writeFileSync(path, renderSnapshot(one), { mode });

  updateSnapshot(path, () => other);

  const modes = [path, join(folder, "dataworks.snapshot.d.ts")].map((file) => statSync(file).mode & 0o777);
  expect(modes).toEqual([mode, mode]);
});

test("types that have a mode of their own keep it", () => {
  updateSnapshot(path, () => one);
  const types = join(folder, "dataworks.snapshot.d.ts");
  chmodSync(types, 0o600);
  chmodSync(path, 0o644);

  updateSnapshot(path, () => snapshotOf(lookup([job("1", "crm")])));

  expect([path, types].map((file) => statSync(file).mode & 0o777)).toEqual([0o644, 0o600]);
});

test.each([
  ["written by hand", "export type Orders = string;\n"],
  ["empty", ""],
])("a file of types that is %s is not replaced, and nothing is written", (_, text) => {
  const types = join(folder, "types.d.ts");
  writeFileSync(types, text);
  const update = () => updateSnapshot(join(folder, "types.json"), () => one);

  expect(update).toThrow(expect.objectContaining({ code: "SnapshotNotWritten" }));
  expect(update).toThrow(
    /its types belong into '.*types\.d\.ts', which holds something else\n {2}rename that file, or/,
  );
  expect(readFileSync(types, "utf8")).toBe(text);
  expect(readdirSync(folder)).toEqual(["types.d.ts"]);
});

test("types that a formatter or a checkout on Windows changed are replaced", () => {
  const types = join(folder, "dataworks.snapshot.d.ts");
  updateSnapshot(path, () => one);
  const text = readFileSync(types, "utf8");
  writeFileSync(types, `// A licence.\r\n${text.replaceAll("\n", "\r\n")}`);

  updateSnapshot(path, () => one);

  expect(readFileSync(types, "utf8")).toBe(text);
});

test("what would be too large to be read is not written", () => {
  const jobs = Array.from({ length: 1_000 }, (_, index) => job(String(index + 1), "x".repeat(64_000)));

  expect(() => updateSnapshot(path, () => snapshotOf(lookup(jobs)))).toThrow(/65 MB are too much for it/);
  expect(readdirSync(folder)).toEqual([]);
});

test("a broken file is refused and left as it is", () => {
  writeFileSync(path, "{");

  expect(() => updateSnapshot(path, () => one)).toThrow(expect.objectContaining({ code: "SnapshotInvalid" }));
  expect(readFileSync(path, "utf8")).toBe("{");
});

test("what stands there is overwritten, whatever it is, unless it says the same", () => {
  writeFileSync(path, "<<<<<<< HEAD\n");

  expect(snapshotText(path)).toBe("<<<<<<< HEAD\n");
  expect(overwriteSnapshot(path, one)).toBe("written");
  expect(readSnapshot(path)).toEqual(one);
  expect(snapshotText(path)).toBe(renderSnapshot(one));
  expect(overwriteSnapshot(path, one)).toBe("unchanged");
  expect(snapshotText(join(folder, "none.json"))).toBe("");
});

test.each([
  ["the owner and the group", { uid: 12_345, gid: 23_456 }],
  ["another owner", { uid: 12_345 }],
  ["another group", { gid: 23_456 }],
])("%s of the file stay, as far as the system lets", (_, others) => {
  const { uid, gid } = { ...statSync(folder), ...(process.getuid?.() === 0 && others) };
  writeFileSync(path, renderSnapshot(one));
  chownSync(path, uid, gid);

  updateSnapshot(path, () => other);

  for (const file of [path, join(folder, "dataworks.snapshot.d.ts")])
    expect(statSync(file)).toMatchObject({ uid, gid });
});

test("a folder that does not exist is an error that names it", () => {
  const lost = join(folder, "none", "dataworks.snapshot.json");

  expect(() => updateSnapshot(lost, () => one)).toThrow(expect.objectContaining({ code: "SnapshotNotWritten" }));
  expect(() => updateSnapshot(lost, () => one)).toThrow(/ENOENT.*\n.*see that its folder exists/);
});

test("a lock that another program left beside it is none of ours", () => {
  writeFileSync(`${path}.lock`, "elsewhere 4711");

  expect(updateSnapshot(path, () => one)).toBe("created");
  expect(updateSnapshot(path, () => other)).toBe("written");
  expect(readFileSync(`${path}.lock`, "utf8")).toBe("elsewhere 4711");
});

test("what a killed writer left behind loses its right to replace the file, and is tidied up", () => {
  jest.spyOn(Atomics, "wait").mockReturnValue("timed-out");
  for (const left of [path, path.replace(/json$/, "d.ts")]) writeFileSync(`${left}.0123456789abcdef.0.tmp`, "");

  expect(updateSnapshot(path, () => one)).toBe("created");

  jest.restoreAllMocks();
  expect(readdirSync(folder).sort()).toEqual(["dataworks.snapshot.d.ts", "dataworks.snapshot.json"]);
});

test("who is overtaken at each attempt writes nothing, says so and leaves nothing behind", () => {
  let asked = 0;
  // Another process comes in between as soon as the content is asked for.
  const withdraw = () => {
    asked += 1;
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    return one;
  };

  expect(() => updateSnapshot(path, withdraw)).toThrow(expect.objectContaining({ code: "SnapshotNotWritten" }));
  // Once to see whether anything is to be done, and then at nine attempts.
  expect(asked).toBe(10);
  expect(() => updateSnapshot(path, withdraw)).toThrow(/other processes took its turn each time\n {2}run it again/);
  expect(readdirSync(folder)).toEqual([]);
});

test("who is overtaken once begins again from what the other one wrote", () => {
  const seen: Snapshot[] = [];

  updateSnapshot(path, (current) => {
    seen.push(current);
    if (seen.length === 2) {
      for (const name of readdirSync(folder)) rmSync(join(folder, name));
      writeFileSync(path, renderSnapshot(other));
    }
    return { ...current, lookups: [...current.lookups, lookup([], { projectId: "9" })] };
  });

  expect(seen).toEqual([emptySnapshot, emptySnapshot, other]);
  expect(readSnapshot(path).lookups).toHaveLength(2);
});
