import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { followLinks, readRegularFile } from "../../../src/snapshot/disk/regular-file";

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), "regular-file-")));
});

afterEach(() => rmSync(folder, { recursive: true }));

test("a file is read, and nothing where there is none", () => {
  writeFileSync(join(folder, "file"), "text");

  expect(readRegularFile(join(folder, "file"))?.toString()).toBe("text");
  expect(readRegularFile(join(folder, "none"))).toBeUndefined();
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
