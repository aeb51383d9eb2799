import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Draft, draftsOf } from "../../../src/snapshot/disk/draft";
import { beginInTurn } from "../../../src/snapshot/disk/turn";

/** What happens while the process waits for its next look. */
let meanwhile: (look: number) => void;
let looks: number;
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "turn-"));
  file = join(folder, "snapshot.json");
  looks = 0;
  meanwhile = () => undefined;
  jest.spyOn(Atomics, "wait").mockImplementation(() => {
    meanwhile(++looks);
    return "timed-out";
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

test("where nobody writes, the turn comes at once", () => {
  beginInTurn(file, 0);

  expect(looks).toBe(0);
  expect(draftsOf(file)).toEqual([expect.stringMatching(/\/snapshot\.json\.[0-9a-f]{16}\.0\.tmp$/)]);
});

test.each([
  ["empty", "", 0],
  ["with the content of somebody else", "elsewhere 4711", 0],
  ["from the future", "", 1e6],
  ["from long ago", "", -1e6],
])("a draft that is %s is waited for 750 ms, whatever the clocks say", (_, text, seconds) => {
  const left = `${file}.0123456789abcdef.0.tmp`;
  writeFileSync(left, text);
  const time = Date.now() / 1_000 + seconds;
  utimesSync(left, time, time);

  beginInTurn(file, 0);

  expect(looks).toBe(75);
});

test("whoever lost its turn is given twice the time, and never more, so that one who is killed keeps nobody for long", () => {
  const looksFor = [0, 1, 2, 9].map((attempt) => {
    const left = new Draft(file, file, attempt);
    looks = 0;
    beginInTurn(file, 0).discard();
    left.discard();
    return looks;
  });

  expect(looksFor).toEqual([75, 150, 150, 150]);
});

test("drafts that come and go are waited for, each with a time of its own", () => {
  let draft = new Draft(file, file, 0);
  meanwhile = (look) => {
    if (look % 70 !== 0) return;
    draft.discard();
    if (look < 350) draft = new Draft(file, file, 0);
  };

  beginInTurn(file, 0);

  expect(looks).toBe(350);
});

test("of two that begin at the same moment both step back, and what was left behind needs no second wait", () => {
  writeFileSync(`${file}.0123456789abcdef.0.tmp`, "");
  const others: Draft[] = [];
  const begin = jest.spyOn(Draft.prototype, "others").mockImplementationOnce(() => {
    others.push(new Draft(file, file, 0));
    return draftsOf(file).slice(0, -1);
  });
  meanwhile = (look) => {
    if (look === 80) others[0]?.discard();
  };

  beginInTurn(file, 0);

  expect(begin).toHaveBeenCalledTimes(2);
  expect(looks).toBe(80);
  expect(draftsOf(file)).toHaveLength(2);
});

test("where others come and go for too long, the error says so", () => {
  let draft = new Draft(file, file, 0);
  meanwhile = () => {
    draft.discard();
    draft = new Draft(file, file, 0);
  };

  expect(() => beginInTurn(file, 0)).toThrow(
    /'.*snapshot\.json' was not written: other processes wrote it for 60 s without a pause\n {2}run it again/,
  );
  expect(looks).toBe(6_000);
});

test("other files beside it are no drafts of it", () => {
  for (const name of ["snapshot.json", "snapshot.json.tmp", "snapshot.json.lock", "other.json.0123456789abcdef.0.tmp"])
    writeFileSync(join(folder, name), "");
  mkdirSync(join(folder, "snapshot.json.0123456789abcdef"));
  mkdirSync(join(folder, "snapshot.json.0123456789abcdef.0.tmp"));
  const before = readdirSync(folder);

  const draft = beginInTurn(file, 0);
  draft.withdrawOthers();
  draft.discard();

  expect(looks).toBe(0);
  expect(readdirSync(folder)).toEqual(before);
});
