import { DOMParser, type Element, onErrorStopParsing } from "@xmldom/xmldom";
import { junit, junitOf } from "../../../../src/cli/report/formats/junit";
import type { ReportItem } from "../../../../src/cli/report/item";
import type { Report } from "../../../../src/cli/report/report";
import { aCheckReport, aDriftReport, aFleetReport, baselineOf } from "../../../_support/reports";

/** An element as data: its name, its attributes, and what is in it. */
interface Seen {
  readonly [name: string]: string | readonly Seen[];
}

function seen(element: Element): Seen {
  const attributes = Object.fromEntries(Array.from(element.attributes, ({ name, value }) => [name, value]));
  const children = Array.from(element.childNodes).filter((node): node is Element => node.nodeType === 1);
  const texts = Array.from(element.childNodes).filter(({ nodeType }) => nodeType === 3);
  const text = texts.map((node) => node.nodeValue?.trim()).join("");
  const inside = children.length > 0 ? [...children.map(seen), ...(text === "" ? [] : [{ text }])] : text;
  return { is: element.tagName, ...attributes, ...(inside !== "" && { inside }) };
}

function documentOf(report: Report): Seen {
  const root = new DOMParser({ onError: onErrorStopParsing }).parseFromString(
    junit(report),
    "text/xml",
  ).documentElement;
  if (root === null) throw new Error("no element");
  return seen(root);
}

const suitesOf = (report: Report) => [documentOf(report).inside].flat() as Seen[];
const casesOf = (report: Report) =>
  suitesOf(report)
    .flatMap(({ inside }) => inside as Seen[])
    .filter(({ is }) => is === "testcase");

const POLICY = "conf/di jobs.policy.yaml";
const NOT_RUNNING = "look at it in DataWorks, or allow the status";
const MORE = "(see https://wiki.example.com/di#running)";

test("a check is a suite for each workspace: what proves it, and a case for each result with its place", () => {
  expect(documentOf(aCheckReport(["a", "b", "c9"]))).toEqual({
    is: "testsuites",
    name: "dijobs check",
    tests: "8",
    failures: "2",
    errors: "1",
    skipped: "1",
    inside: [
      {
        is: "testsuite",
        name: "orders",
        timestamp: "2026-11-23T12:00:00Z",
        tests: "7",
        failures: "2",
        errors: "0",
        skipped: "1",
        inside: [
          {
            is: "properties",
            inside: [
              { is: "property", name: "asked", value: "cn-shanghai/1967" },
              { is: "property", name: "source", value: "live" },
              { is: "property", name: "observedAt", value: "2026-11-23T11:59:59Z" },
              { is: "property", name: "jobs", value: "3" },
            ],
          },
          {
            ...{ is: "testcase", classname: "orders.running", name: "running: b (2)", file: POLICY, line: "6" },
            inside: [
              {
                is: "failure",
                type: "error: jobStatus",
                message: `'b' (2) is Failed, not Running: ${NOT_RUNNING} ${MORE}`,
              },
            ],
          },
          {
            ...{ is: "testcase", classname: "orders.required", name: "required", file: POLICY, line: "14" },
            inside: [
              {
                is: "failure",
                type: "error: jobExists",
                message:
                  "cn-shanghai/1967 has no job named 'missing\\u{a}\\u{1b}[31m': create it, or correct the name in the rule",
              },
            ],
          },
          {
            ...{ is: "testcase", classname: "orders.plain-names", name: "plain-names: c9 (3)", file: POLICY },
            line: "10",
            inside: [
              {
                is: "system-out",
                inside: "warning: 'c9' (3) does not match ^[a-z_]+$: rename the job, or acknowledge it by its id",
              },
            ],
          },
          {
            ...{ is: "testcase", classname: "orders.running", name: "running: c9 (3)", file: POLICY, line: "6" },
            inside: [
              {
                is: "skipped",
                message:
                  `'c9' (3) is Stopped, not Running: ${NOT_RUNNING} (acknowledged by data@example.com until 2026-12-31: ` +
                  `is being moved | to ]]> another <b>workspace</b>) ${MORE}`,
              },
            ],
          },
          { is: "testcase", classname: "orders.running", name: "running: a (1)", file: POLICY, line: "6" },
          { is: "testcase", classname: "orders.plain-names", name: "plain-names: a (1)", file: POLICY, line: "10" },
          { is: "testcase", classname: "orders.plain-names", name: "plain-names: b (2)", file: POLICY, line: "10" },
        ],
      },
      {
        is: "testsuite",
        name: "crm",
        timestamp: "2026-11-23T12:00:00Z",
        tests: "1",
        failures: "0",
        errors: "1",
        skipped: "0",
        inside: [
          {
            is: "testcase",
            classname: "crm.AccessDenied",
            name: "AccessDenied",
            inside: [
              {
                is: "error",
                type: "AccessDenied",
                message: "cn-beijing/2044: not allowed; ask for \\u{1b}[31mread access",
              },
            ],
          },
        ],
      },
    ],
  });
});

test("drift is a case for each difference; one that is only shown does not fail, and says what it is", () => {
  const cases = casesOf(aDriftReport(["a", "b", "c", "d", "e", "f"]));

  expect(cases.map(({ name, inside }) => [name, ([inside].flat()[0] as Seen).is])).toEqual([
    ["removed: a (1)", "failure"],
    ["renamed: b renamed (2)", "failure"],
    ["rerouted: c (3)", "failure"],
    ["retyped: d (4)", "failure"],
    ["recreated: e (105)", "failure"],
    ["added: f added (106)", "failure"],
    ["status: d (4)", "system-out"],
    ["AccessDenied", "error"],
  ]);
  expect(cases[0]).toMatchObject({
    file: "dataworks.snapshot.json",
    line: "7",
    inside: [{ type: "error: removed", message: "'a' (1) was removed: prod/jobs uses it" }],
  });
  expect(cases[6]?.inside).toEqual([
    { is: "system-out", inside: "'d' (4) is Failed now, not Running: prod/jobs uses it" },
  ]);
});

test("a suite says as whom its workspace was asked", () => {
  const suites = suitesOf(aFleetReport({ workspaces: 2, jobs: 1, profiles: ["prod", "test"] }));

  expect(suites.map(({ name, inside }) => [name, ([inside].flat()[0] as Seen).inside])).toEqual([
    ["team-2000", expect.arrayContaining([{ is: "property", name: "profile", value: "prod" }])],
    ["team-2001", expect.arrayContaining([{ is: "property", name: "profile", value: "test" }])],
  ]);
});

test("what the baseline knows is skipped, what is found no longer is told, and neither is a failure", () => {
  const known = baselineOf("B");
  const cases = casesOf(aCheckReport(["a", "B", "c"], {}, known)).filter(({ name }) => name !== "running: B (2)");

  expect(cases.filter(({ name }) => String(name).startsWith("plain-names: B"))).toMatchObject([
    { inside: [{ is: "skipped", message: expect.stringMatching(/^in the baseline: 'B' \(2\) does not match/) }] },
  ]);
  expect(cases.filter(({ name }) => name === "plain-names")).toMatchObject([
    { inside: [{ is: "system-out", inside: "'B' (99) was a finding of jobName, and is none any more" }] },
  ]);
});

test("no two cases of a suite have one name: what was found tells them apart, at last a number", () => {
  const missing = (message: string, more: Partial<ReportItem> = {}): ReportItem => ({
    ...{ outcome: "fail", fails: true, severity: "error", id: "required", kind: "jobNotFound", about: "" },
    ...{ workspace: "cn-shanghai/1967", message },
    ...more,
  });
  const run = { command: "check", startedAt: "2026-11-23T11:00:00Z", evidence: [] };
  const there = missing("", { outcome: "pass", job: { diJobId: "7", jobName: "orders" } });

  const text = junitOf(run, [
    ...["'a' is missing", "'b' is missing", "'b' is missing"].map((message) => missing(message)),
    there,
    missing("elsewhere", { workspace: "cn-shanghai/2044" }),
  ]);

  expect(
    [...text.matchAll(/<testcase classname="(.*?)" name="(.*?)"/g)].map(([, suite, name]) => [suite, name]),
  ).toEqual([
    ["cn-shanghai/1967.required", "required: &#39;a&#39; is missing"],
    ["cn-shanghai/1967.required", "required: &#39;b&#39; is missing"],
    ["cn-shanghai/1967.required", "required: &#39;b&#39; is missing (2)"],
    ["cn-shanghai/1967.required", "required: orders (7)"],
    ["cn-shanghai/2044.required", "required"],
  ]);
});
