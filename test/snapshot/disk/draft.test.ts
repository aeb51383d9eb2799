import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Draft, draftsOf } from "../../../src/snapshot/disk/draft";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "draft-"));
  file = join(folder, "snapshot.json");
});

afterEach(() => rmSync(folder, { recursive: true }));

test("a draft takes effect as a whole, and leaves nothing", () => {
  const draft = new Draft(file, file, 0);
  draft.write("new");

  expect(existsSync(file)).toBe(false);
  expect(draft.takeEffect()).toBe(true);
  draft.discard();
  expect(readFileSync(file, "utf8")).toBe("new");
  expect(readdirSync(folder)).toEqual(["snapshot.json"]);
});

test.each([false, true])("one that was withdrawn never takes effect (written before: %s)", (written) => {
  const draft = new Draft(file, file, 0);
  const other = new Draft(file, file, 0);
  if (written) draft.write("old");
  other.withdrawOthers();
  if (!written) draft.write("old");

  expect(draft.takeEffect()).toBe(false);
  expect(existsSync(file)).toBe(false);
  other.write("new");
  expect(other.takeEffect()).toBe(true);
});

test("nobody else can read a draft of a private file, not even before it is written", () => {
  writeFileSync(file, "old", { mode: 0o600 });
  const draft = new Draft(file, file, 0);
  const [path = ""] = new Draft(file, file, 0).others();

  expect(statSync(path).mode & 0o777).toBe(0o600);
  draft.discard();
});

test("what only looks like a draft is left to whom it belongs", () => {
  const id = "0123456789abcdef";
  const others = [`snapshot.json.bak.${id}.0.tmp`, `a.snapshot.json.${id}.0.tmp`, `snapshot.json.${id}.0.tmp.bak`];
  for (const name of [...others, `snapshot.json.${id.toUpperCase()}.0.tmp`, `snapshot.json.${id}.tmp`])
    writeFileSync(join(folder, name), "");
  mkdirSync(join(folder, `snapshot.json.${id}.1.tmp`));
  const left = join(folder, `snapshot.json.${id}.2.tmp`);
  writeFileSync(left, "");

  expect(draftsOf(file)).toEqual([left]);
});
