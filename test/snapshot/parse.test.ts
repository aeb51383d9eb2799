import { DataWorksError } from "../../src/errors/error";
import { canonicalQuery } from "../../src/model/query";
import { parseSnapshot } from "../../src/snapshot/parse";
import { renderSnapshot } from "../../src/snapshot/render";
import { findLookup, type Snapshot } from "../../src/snapshot/snapshot";
import { job, lookup, snapshotOf } from "../_support/lookups";
import { uses } from "../_support/uses";

const PATH = "dataworks.snapshot.json";

const snapshot: Snapshot = {
  version: 2,
  workspaces: new Map([["cn-shanghai/orders_prod", "1967"]]),
  lookups: [
    lookup([job("1", "orders"), job("2", "customers")], { usedBy: uses({ "app/jobs": ["orders"] }, "apps/a") }),
    lookup([], { projectId: "1968" }),
  ],
};
const text = renderSnapshot(snapshot);
const jobLine = text.split("\n").find((line) => line.includes('"orders"') && line.includes("diJobId")) ?? "";

/** The error of a text, as its code and message. */
function flaw(broken: string): string {
  try {
    parseSnapshot(broken, PATH);
  } catch (error) {
    if (DataWorksError.is(error)) return `${error.code} ${error.message}`;
    throw error;
  }
  return "none";
}

test("an app, a construct and a job named __proto__ are kept", () => {
  const usedBy = [{ app: "__proto__", construct: "__proto__", names: ["__proto__"] }];

  const [parsed] = parseSnapshot(renderSnapshot(snapshotOf(lookup([job("1", "__proto__")], { usedBy }))), PATH).lookups;

  expect(parsed?.usedBy).toEqual(usedBy);
  expect(parsed?.jobs.map((job) => job.jobName)).toEqual(["__proto__"]);
});

test("a text nested too deeply to be looked into is refused", () => {
  const nested = "[".repeat(200_000) + "]".repeat(200_000);

  expect(flaw(nested)).toMatch(/^SnapshotInvalid /);
  expect(flaw(text.replace(jobLine, nested))).toMatch(/^SnapshotInvalid /);
});

test("an unknown version is told before unknown fields", () => {
  expect(flaw('{"version":3,"answers":[]}')).toMatch(/version '3' is not known/);
});

test("version 1, without apps and workspaces, is read, and no app is made up for it", () => {
  const recorded = JSON.parse(text);
  for (const lookup of recorded.lookups) lookup.usedBy = { "app/jobs": ["orders"], __proto__: [] };
  const { workspaces, ...first } = recorded;

  const read = parseSnapshot(JSON.stringify({ ...first, version: 1 }), PATH);

  expect(workspaces).toEqual({ "cn-shanghai/orders_prod": "1967" });
  expect(read).toMatchObject({ version: 1, workspaces: new Map() });
  expect(read.lookups.map(({ usedBy }) => usedBy)).toEqual([
    [{ app: "", construct: "app/jobs", names: ["orders"] }],
    [{ app: "", construct: "app/jobs", names: ["orders"] }],
  ]);
  expect(renderSnapshot(read)).toContain('"version": 2');
});

test("texts that look like names are no names, and a file may be laid out in any way", () => {
  const names = [":", ': "x"', 'a":b', 'a\\":', "a\n:", "::"];
  const looksLikeNames = snapshotOf(lookup(names.map((name, index) => job(String(index + 1), name))));
  const written = renderSnapshot(looksLikeNames);

  for (const layout of [written, JSON.stringify(JSON.parse(written)), JSON.stringify(JSON.parse(written), null, "\t")])
    expect(parseSnapshot(layout.replaceAll('"jobName":', '"jobName" :'), PATH)).toEqual(looksLikeNames);
});

test("what the API does not tell of each job is read where it did", () => {
  const told = snapshotOf(lookup([job("1", "orders", { owner: "me" }), job("2", "crm")]));

  expect(parseSnapshot(renderSnapshot(told), PATH)).toEqual(told);
});

test("the mark of a partial answer is read", () => {
  const partial = { ...lookup([]), partial: true as const };

  expect(parseSnapshot(renderSnapshot(snapshotOf(partial)), PATH).lookups).toEqual([partial]);
});

test("lookups and jobs may stand in any order, as a merge leaves them", () => {
  const [first = "", ...rest] = text.split("\n").filter((line) => line.includes("diJobId"));
  const [second = ""] = rest;
  const swapped = text.replace(`${first}\n${second}`, `${second},\n${first.replace(/,$/, "")}`);

  expect(swapped).not.toBe(text);
  expect(parseSnapshot(swapped, PATH)).toEqual(parseSnapshot(text, PATH));
});

test("the line ends of a checkout on Windows change nothing", () => {
  expect(parseSnapshot(text.replaceAll("\n", "\r\n"), PATH)).toEqual(parseSnapshot(text, PATH));
});

/** The snapshot with a line in front of the uses of its first app. */
const withUse = (line: string) => text.replace('"apps/a": {\n', `"apps/a": {\n        ${line}\n`);
const twice = (key: string) => `line 13: the key '${key}' stands there twice`;

test.each([
  ["an empty file", "", "line 1: the file is empty"],
  ["a blank file", " \n\n", "line 1: the file is empty"],
  ["a truncated file", text.slice(0, text.indexOf('"customers"')), "line 17: the file ends too early"],
  [
    "conflict markers",
    text.replace(jobLine, `<<<<<<< HEAD\n${jobLine}\n=======\n>>>>>>> b`),
    "line 16: an unresolved merge conflict, '<<<<<<<'\n  merge both sides with: npx --no-install dijobs merge dataworks.snapshot.json",
  ],
  [
    "a marker that a resolution left behind",
    text.replace(jobLine, `${jobLine}\n=======`),
    "line 17: an unresolved merge conflict, '======='",
  ],
  ["a marker at the very end", `${text}>>>>>>>`, "line 28: an unresolved merge conflict, '>>>>>>>'"],
  ["a missing comma", text.replace(jobLine, jobLine.replace(/,$/, "")), "line 17: Comma"],
  ["a trailing comma", text.replace('"jobs": []', '"jobs": [],'), "line 25: "],
  ["a raw control character", text.replace("orders", "or\tders"), "line 4: "],
  ["a key that stands twice", withUse('"app/jobs": ["customers"],'), twice("app/jobs")],
  ["one that is written with a space", withUse('"app/jobs" \t: ["customers"],'), twice("app/jobs")],
  ["one with the same value", withUse('"app/jobs": ["orders"],'), twice("app/jobs")],
  ["one that is written in another way", withUse('"app\\u002fjobs": ["orders"],'), twice("app/jobs")],
  [
    "__proto__, which is a key like any other",
    withUse('"__proto__": ["a"],\n        "__proto__": ["b"],'),
    twice("__proto__"),
  ],
  [
    "one in a job of a line",
    text.replace('"jobName":"orders"', '"jobName":"customers","jobName":"orders"'),
    "line 16: the key 'jobName' stands there twice",
  ],
  [
    "one beside texts that look like names",
    text.replace('"app/jobs": ["orders"]', '"app/jobs": [":", "a\\":b"],\n        "app/jobs": ["orders"]'),
    twice("app/jobs"),
  ],
])("%s is an error that names the line", (_, broken, expected) => {
  expect(flaw(broken)).toMatch(new RegExp(`^SnapshotInvalid snapshot 'dataworks.snapshot.json', ${expected}`, "s"));
});

const first = "lookup 1 \\(cn-shanghai/1967\\)";

test.each([
  [
    "an unknown version",
    text.replace('"version": 2', '"version": 3'),
    "the outermost object: version '3' is not known, only 1 and 2 are\n  if a newer release wrote it",
  ],
  ["no version", text.replace('"version": 2,', ""), "the outermost object: the field 'version' is missing"],
  ["another top", "[]", "the outermost object: it is no object"],
  ["no workspaces", '{"version":2,"lookups":[]}', "the outermost object: the field 'workspaces' is missing"],
  ["workspaces in version 1", text.replace('"version": 2', '"version": 1'), ".* the field 'workspaces' is not known"],
  [
    "an id for a workspace's id",
    text.replace("cn-shanghai/orders_prod", "cn-shanghai/1967"),
    "the outermost object: workspaces 'cn-shanghai/1967' is not <regionId>/<projectName>",
  ],
  [
    "a workspace's name for its id",
    text.replace('orders_prod": "1967"', 'orders_prod": "crm"'),
    "the outermost object: workspaces 'cn-shanghai/orders_prod' is no decimal id: 'crm'",
  ],
  ["lookups of another type", '{"version":1,"lookups":{}}', "the outermost object: lookups is no list"],
  ["an unknown field", text.replace('"usedBy"', '"usedby"'), "lookup 1: the field 'usedBy' is missing"],
  [
    "a question asked twice",
    text.replace('"projectId":"1968"', '"projectId":"1967"'),
    "the outermost object: two lookups ask for cn-shanghai/1967\n  keep the newer",
  ],
  [
    "a question that is not canonical",
    text.replace('"apiVersion":"2020-05-18",', ""),
    "lookup 1: query needs the texts apiVersion",
  ],
  ...["regionId", "projectId"].map((name): [string, string, string] => [
    `a question without ${name}`,
    text.replace(new RegExp(`,"${name}":"[^"]*"`), ""),
    "lookup 1: query needs the texts apiVersion, regionId and projectId",
  ]),
  [
    "a question of an unknown version",
    text.replace("2020-05-18", "2019-01-01"),
    "lookup 1: query needs the texts apiVersion",
  ],
  [
    "a question with a number",
    text.replace('"projectId":"1967"', '"projectId":1967'),
    "lookup 1: query needs the texts",
  ],
  [
    "a question with an unknown field",
    text.replace('"projectId":"1967"', '"projectId":"1967","colour":"red"'),
    "lookup 1: query has the unknown field 'colour'",
  ],
  [
    "a question that cannot be asked",
    text.replace('"projectId":"1967"', '"projectId":"01967"'),
    "lookup 1: query: projectId cannot be '01967'",
  ],
  [
    "a day that does not exist",
    text.replace("2026-01-31", "2026-02-30"),
    `${first}: observedAt is no time such as .*'2026-02-30T08:00:00Z'`,
  ],
  ["uses that are a list", text.replace('"usedBy": {}', '"usedBy": []'), "lookup 2 .*: usedBy is no object"],
  ["a year of six digits", text.replace("2026-01-31", "+012026-01-31"), `${first}: observedAt is no time`],
  ["a part of a second", text.replace("08:00:00Z", "08:00:00.000Z"), `${first}: observedAt is no time`],
  ["a time in another zone", text.replace("08:00:00Z", "08:00:00+08:00"), `${first}: observedAt is no time`],
  ["a use that is no list", text.replace('["orders"]', '"orders"'), `${first}: usedBy 'apps/a' 'app/jobs' is no list`],
  [
    "an app that uses nothing in particular",
    text.replace('"apps/a": {', '"apps/b": [], "apps/a": {'),
    `${first}: usedBy 'apps/b' is no object`,
  ],
  [
    "a half that is not said to be one",
    text.replace('"usedBy"', '"partial": false, "usedBy"'),
    `${first}: partial can only be true: 'false'`,
  ],
  [
    "jobs that are no list",
    text.replace('"jobs": []', '"jobs": {}'),
    "lookup 2 \\(cn-shanghai/1968\\): jobs is no list",
  ],
  ["a job that is none", text.replace('"jobs": []', '"jobs": ["x"]'), "lookup 2 .*, job 1: it is no object"],
  ["nothing for a job", text.replace('"jobs": []', '"jobs": [null]'), "lookup 2 .*, job 1: it is no object"],
  ["a text for a question", text.replace(/"query": [^\n]*/, '"query": "x",'), "lookup 1: query is no object"],
  ["a number for a lookup", '{"version":2,"workspaces":{},"lookups":[5]}', "lookup 1: it is no object"],
  ["a list of workspaces", '{"version":2,"workspaces":[],"lookups":[]}', ".*: workspaces is no object"],
  ["a job without a name", text.replace('"jobName":"orders",', ""), `${first}, job 1: the field 'jobName' is missing`],
  ["an id that is a number", text.replace('"diJobId":"1"', '"diJobId":1'), `${first}, job 1: diJobId is no text: '1'`],
  [
    "an id with a leading zero",
    text.replace('"diJobId":"1"', '"diJobId":"01"'),
    `${first}, job 1: diJobId is no decimal id: '01'`,
  ],
  ["a job twice", text.replace('"diJobId":"2"', '"diJobId":"1"'), `${first}: the job '1' stands in it twice`],
  [
    "an owner that is a number",
    text.replace('"diJobId":"2"', '"diJobId":"2","owner":7'),
    `${first}, job 2: owner is no text: '7'`,
  ],
  [
    "a job of another region",
    text.replace('"diJobId":"2"', '"diJobId":"2","regionId":"cn-beijing"'),
    `${first}, job 2: it names a workspace itself, regionId '"cn-beijing"'`,
  ],
  [
    "a job of another workspace",
    text.replace('"diJobId":"2"', '"diJobId":"2","projectId":"7"'),
    `${first}, job 2: it names a workspace itself, projectId '"7"'`,
  ],
  [
    "a job with an unknown field",
    text.replace('"diJobId":"2"', '"diJobId":"2","__proto__":"7"'),
    `${first}, job 2: the field '__proto__' is not known`,
  ],
])("%s is an error that names the entry", (_, broken, expected) => {
  expect(broken).not.toBe(text);
  expect(flaw(broken)).toMatch(new RegExp(`^SnapshotInvalid snapshot 'dataworks.snapshot.json', ${expected}`, "s"));
});

test.each([
  ["no specType", ""],
  ["specType ALL", ',"specType":"ALL"'],
])("a question recorded with %s is the one for jobs of every form", (_, specType) => {
  const recorded = text.replace('"apiVersion":"2020-05-18"', '"apiVersion":"2024-05-18"');
  const snapshot = parseSnapshot(recorded.replace('"projectId":"1967"', `"projectId":"1967"${specType}`), PATH);
  const asked = { apiVersion: "2024-05-18", regionId: "cn-shanghai", projectId: "1967" } as const;

  expect(findLookup(snapshot, canonicalQuery(asked))?.jobs).toHaveLength(2);
  expect(findLookup(snapshot, canonicalQuery({ ...asked, specType: "ALL" }))?.jobs).toHaveLength(2);
  expect(findLookup(snapshot, canonicalQuery({ ...asked, specType: "CLASSIC" }))).toBeUndefined();
});

test("what was written here is read without the parser that tells positions, which takes longer to load", () => {
  const hostile = renderSnapshot(snapshotOf(lookup([job("1", '<script>\u001b##[x] "\\: {')])));
  jest.isolateModules(() => {
    jest.doMock("lossless-json", () => {
      throw new Error("it was loaded");
    });
    const { parseSnapshot: parse }: typeof import("../../src/snapshot/parse") = require("../../src/snapshot/parse");

    for (const written of [text, hostile, text.replaceAll("\n", "\r\n"), text.replaceAll('":', '"\n :')])
      expect(parse(written, PATH)).toEqual(parseSnapshot(written, PATH));
    expect(() => parse(text.replace("{", ""), PATH)).toThrow("it was loaded");
  });
  jest.dontMock("lossless-json");
});

test("every error names the ways back to a good file", () => {
  expect(flaw("{")).toContain("git checkout -- dataworks.snapshot.json");
  expect(flaw("{")).toContain("npx --no-install dijobs refresh");
});
