import { execFileSync } from "node:child_process";
import { lstatSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BaselineEntry } from "../../../src/checks/baseline";
import { parseBaseline, readBaseline, renderBaseline, writeBaseline } from "../../../src/cli/policy/baseline-file";
import { failure } from "../../_support/failure";

const HEADER = '{"dijobs":"baseline","version":1}';
const LINE = '{"workspace":"cn-shanghai/1967","rule":"naming","kind":"jobName","diJobId":"7","jobName":"Bad"}';
const ENTRY: BaselineEntry = {
  workspace: "cn-shanghai/1967",
  ruleId: "naming",
  kind: "jobName",
  diJobId: "7",
  jobName: "Bad",
};

const baselineOf = (...entries: BaselineEntry[]) => ({ entries, workspaces: new Map<string, string>() });

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "baseline-"));
  path = join(folder, "b.jsonl");
});

afterEach(() => rmSync(folder, { recursive: true }));

test("each finding is a line, and read again as it was written, whatever its name holds", () => {
  const nasty = { ...ENTRY, jobName: '\u202e "x"\n##[set-env] \u0000 \ud800 </script>' };
  const text = renderBaseline(baselineOf(ENTRY, nasty, { ...ENTRY, diJobId: undefined, aspect: "source" }));

  expect(text.split("\n").slice(0, 2)).toEqual([HEADER, LINE]);
  expect(text.split("\n")).toHaveLength(5);
  expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]|##\[/u);
  expect(parseBaseline(path, text).entries).toMatchObject([ENTRY, nasty, { aspect: "source" }]);
});

test("lines of merges are read: in any order, twice, with a second header, and with the ends of Windows", () => {
  const { entries } = parseBaseline(path, [HEADER, LINE, "", HEADER, LINE, ""].join("\r\n"));

  expect(entries).toMatchObject([ENTRY, ENTRY]);
});

test.each([
  ["", ":1': it does not begin as a baseline"],
  [LINE, ":1': it does not begin as a baseline"],
  ["version: 1", ":1': it is no JSON"],
  ['{"dijobs":"baseline","version":2}', "use a newer release"],
  [`${HEADER}\n\n{"workspace"`, ":3': it is no JSON"],
  [`${HEADER}\n[]`, ":2': "],
  [`${HEADER}\n${LINE.replace("rule", "ruel")}`, "did you mean 'rule'?"],
  [`${HEADER}\n${LINE.replace('"7"', "7")}`, "write the id in quotes"],
  [`${HEADER}\n${LINE.replace('"jobName"', '"jobNmae"')}`, "use one of dataSourceTypes"],
  [`${HEADER}\n<<<<<<< ours\n${LINE}\n=======\n>>>>>>> theirs`, ":2': it has the marks of a merge"],
])("%j is refused, naming line and repair", (text, says) => {
  const error = failure(() => parseBaseline("b.jsonl", text));

  expect(error.code).toBe("BaselineInvalid");
  expect(error.message).toContain(says);
  expect(error.message).toContain("git checkout -- b.jsonl");
});

test("a file that is not there, and one of another policy, say so", () => {
  expect(failure(() => readBaseline(path, ["naming"])).message).toContain("--update-baseline");
  writeFileSync(path, `${HEADER}\n${LINE}\n`);

  const error = failure(() => readBaseline(path, ["unique"]));

  expect(error.message).toContain("another policy: this one has no rule 'naming'");
  expect(readBaseline(path, ["naming", "unique"]).entries).toHaveLength(1);
});

test("neither a pipe, a device nor a folder is read", () => {
  execFileSync("mkfifo", [path]);
  for (const [what, says] of [
    [path, "it is a pipe, not a file"],
    ["/dev/zero", "it is a device, not a file"],
    [folder, "it is a folder, not a file"],
  ] as const)
    expect(failure(() => readBaseline(what, [])).message).toContain(says);
  expect(failure(() => writeBaseline(path, baselineOf())).code).toBe("BaselineInvalid");
});

test("what says the same is left alone, a link stays, and what cannot be written says so", () => {
  const target = join(folder, "target.jsonl");
  symlinkSync(target, path);
  writeFileSync(target, `${HEADER}\r\n${LINE}\r\n`, { mode: 0o640 });
  const before = statSync(target).ino;

  writeBaseline(path, baselineOf(ENTRY));
  expect(statSync(target).ino).toBe(before);

  writeBaseline(path, baselineOf());
  expect(lstatSync(path).isSymbolicLink()).toBe(true);
  expect({ text: readFileSync(target, "utf8"), mode: statSync(target).mode & 0o777 }).toEqual({
    text: `${HEADER}\n`,
    mode: 0o640,
  });
  expect(failure(() => writeBaseline(join(target, "b.jsonl"), baselineOf())).message).toContain("b.jsonl");
});

test("workspaces that were discovered are lines of their own, before the findings", () => {
  const workspaces = new Map([
    ["cn-shanghai/2", "b\u202e"],
    ["cn-shanghai/1", "a"],
  ]);

  const text = renderBaseline({ entries: [ENTRY], workspaces });

  expect(text.split("\n").slice(1, 4)).toEqual([
    '{"workspace":"cn-shanghai/1","name":"a"}',
    '{"workspace":"cn-shanghai/2","name":"b\\u202e"}',
    LINE,
  ]);
  expect(parseBaseline(path, text).workspaces).toEqual(workspaces);
});
