import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FileFlaw, followLinks, readRegularFile } from "../../../src/snapshot/disk/regular-file";

let folder: string;

const refused = (flaw: FileFlaw) => new Error(JSON.stringify(flaw));

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "regular-file-")));
});

afterEach(() => rmSync(folder, { recursive: true }));

test("a file is read, and nothing where there is none", () => {
  writeFileSync(join(folder, "file"), "text");

  expect(readRegularFile(join(folder, "file"), refused)?.toString()).toBe("text");
  expect(readRegularFile(join(folder, "none"), refused)).toBeUndefined();
});

test("links are followed as the system does, also past a link to a folder", () => {
  mkdirSync(join(folder, "a/b"), { recursive: true });
  symlinkSync("a/b", join(folder, "to-b"));
  symlinkSync("to-b/../target", join(folder, "link"));

  expect(followLinks(join(folder, "link"))).toBe(join(folder, "a/target"));
  expect(followLinks(join(folder, "to-b/file"))).toBe(join(folder, "a/b/file"));
});

test("links that lead in a circle, and folders that are not there, are refused", () => {
  symlinkSync("one", join(folder, "other"));
  symlinkSync("other", join(folder, "one"));

  expect(() => followLinks(join(folder, "one"))).toThrow(expect.objectContaining({ code: "SnapshotInvalid" }));
  expect(() => followLinks(join(folder, "none/file"))).toThrow(expect.objectContaining({ code: "ENOENT" }));
});

test("what is no file is refused by its kind, and what is too large by its bytes, without being read", () => {
  execFileSync("mkfifo", [join(folder, "pipe")]);
  truncateSync(writtenFile("large"), 64_000_001);

  for (const [path, flaw] of [
    [join(folder, "pipe"), { kind: "a pipe" }],
    [folder, { kind: "a folder" }],
    ["/dev/zero", { kind: "a device" }],
    [join(folder, "large"), { bytes: 64_000_001 }],
  ] as const)
    expect(() => readRegularFile(path, refused)).toThrow(JSON.stringify(flaw));
});

function writtenFile(name: string): string {
  writeFileSync(join(folder, name), "");
  return join(folder, name);
}
