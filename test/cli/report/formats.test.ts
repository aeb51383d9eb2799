import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { DOMParser, type Element, onErrorStopParsing } from "@xmldom/xmldom";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { marked } from "marked";
import { FORMAT_NAMES, type FormatName, formats } from "../../../src/cli/report/formats";
import type { Report } from "../../../src/cli/report/report";
import { aCheckReport, aDriftReport, aFleetReport, aReportWithAllowed, NASTY_NAMES } from "../../_support/reports";

/** The second finding of names is known, and another one is found no longer. */
const BASELINE = ["2", "99"].map((diJobId) => ({
  workspace: "cn-shanghai/1967",
  ruleId: "plain-names",
  kind: "jobName" as const,
  diJobId,
  jobName: NASTY_NAMES[0],
}));

const REPORTS = [
  aCheckReport(),
  aCheckReport(NASTY_NAMES, {}, BASELINE),
  aDriftReport(),
  aDriftReport(NASTY_NAMES, "refresh"),
];

const render = (format: FormatName, report: Report = aCheckReport()) =>
  formats[format](report, { color: false, root: process.cwd() });

test.each(FORMAT_NAMES)("%s lets no control or invisible character through, whatever jobs are named", (format) => {
  const outputs = REPORTS.map((report) => render(format, report));

  for (const output of outputs)
    expect(output.replace(/\r?\n/g, "").match(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\ufffe]/gu)).toBeNull();
});

test.each(FORMAT_NAMES)("%s ends with a line break", (format) => {
  for (const report of REPORTS) expect(render(format, report)).toMatch(/\n$/);
});

test("text is coloured only when asked, and says the same", () => {
  const plain = formats.text(aCheckReport(), { color: false, root: process.cwd() });
  const colored = formats.text(aCheckReport(), { color: true, root: process.cwd() });

  expect(colored).toContain("\u001b[31merror\u001b[39m");
  expect(stripVTControlCharacters(colored)).toBe(plain);
});

test("text aligns its columns and counts what passed by rule", () => {
  const lines = render("text", aCheckReport(["a", "bé", "订单"])).split("\n");

  const columnOf = (line: string, cell: string) => line.indexOf(cell);
  const findings = lines.filter((line) => /^(error|warning|unchecked|acknowledged) /.test(line));
  expect(new Set(findings.map((line) => columnOf(line, line.match(/orders|crm/)?.[0] ?? "")))).toEqual(new Set([14]));
  expect(lines).toContain("passed        orders  running       'a' (1) passes with 'Running'");
  expect(lines.at(-2)).toBe(
    "2 errors, 2 warnings, 1 not checked, 1 acknowledged, 2 passed (exit code 2: not everything could be checked)",
  );
});

test.each([
  ["text", "2026-11-23T11:59:59Z, 2 calls, 1 throttled, pages read once"],
  ["markdown", "live, 2026-11-23T11:59:59Z, pages read once"],
] as const)("%s marks answers whose pages were read once", (format, words) => {
  expect(render(format, aDriftReport())).toContain(words);
  expect(render(format, aCheckReport())).not.toContain("read once");
});

test("json is the report itself, also for names with every kind of character", () => {
  for (const report of REPORTS) expect(JSON.parse(render("json", report))).toEqual(JSON.parse(JSON.stringify(report)));
});

test("json closes no script element it may be put in", () => {
  expect(render("json").includes("</script")).toBe(false);
});

test("json validates against the published schema, which names every field that is written", () => {
  const validate = validator("schema/report-1.json", closed);

  for (const report of REPORTS) {
    validate(JSON.parse(render("json", report)));
    expect(validate.errors).toBeNull();
  }
});

test("junit is well-formed, and counts its cases as their elements say", () => {
  for (const report of REPORTS) {
    const root = xml(render("junit", report));

    for (const suite of [root, ...elements(root, "testsuite")])
      expect(["testcase", "failure", "error", "skipped"].map((name) => String(elements(suite, name).length))).toEqual(
        ["tests", "failures", "errors", "skipped"].map((name) => suite.getAttribute(name)),
      );
  }
});

test("junit has a suite for each alias, with failures, errors, skipped and passing cases", () => {
  const root = xml(render("junit", aCheckReport(["a", "b", "c9"])));

  const cases = elements(root, "testcase").map((each) => [
    (each.parentNode as Element | null)?.getAttribute("name"),
    each.getAttribute("name"),
    elements(each, "*")[0]?.tagName,
  ]);
  expect(cases).toEqual([
    ["orders", "running: b (2)", "failure"],
    ["orders", "required", "failure"],
    ["orders", "plain-names: c9 (3)", "system-out"],
    ["orders", "running: c9 (3)", "skipped"],
    ["orders", "running: a (1)", undefined],
    ["orders", "plain-names: a (1)", undefined],
    ["orders", "plain-names: b (2)", undefined],
    ["crm", "AccessDenied", "error"],
  ]);
  expect(elements(root, "skipped")[0]?.getAttribute("message")).toContain("is being moved");
});

const JUDGED = [
  aCheckReport(["a", "b", "c9"]),
  aCheckReport(["a"], { failOn: "warning" }),
  aFleetReport({ workspaces: 2, jobs: 5 }),
  aFleetReport({ workspaces: 2, jobs: 5, severity: "warning" }),
  aFleetReport({ workspaces: 2, jobs: 5, severity: "warning", failOn: "warning" }),
  aFleetReport({ workspaces: 2, jobs: 0 }),
  { ...aFleetReport({ workspaces: 2, jobs: 5, unanswered: 1 }), results: [] },
  aDriftReport(["a", "b", "c", "d", "e", "f"]),
  { ...aDriftReport(["a", "b", "c", "d", "e", "f"]), unanswered: [], exitCode: 1 as const },
  { ...aDriftReport([], "refresh"), unanswered: [], exitCode: 0 as const },
];

test("junit has an error exactly when the exit code is 2, and else a failure exactly when it is 1", () => {
  const told = JUDGED.map((report) => {
    const root = xml(render("junit", report));
    return root.getAttribute("errors") !== "0" ? 2 : root.getAttribute("failures") !== "0" ? 1 : 0;
  });

  expect(told).toEqual(JUDGED.map(({ exitCode }) => exitCode));
  expect(new Set(told)).toEqual(new Set([0, 1, 2]));
});

test("junit skips what may stay unchecked, and says why", () => {
  const root = xml(render("junit", aReportWithAllowed(["a"])));

  expect(root.getAttribute("errors")).toBe("0");
  expect(elements(root, "skipped").map((each) => each.getAttribute("message"))).toEqual([
    expect.stringContaining("cn-beijing/2044 could not be checked"),
  ]);
});

test("sarif keeps nothing that passed", () => {
  const [run] = JSON.parse(render("sarif", aCheckReport(["a", "b", "c9"]))).runs;

  expect(run.results.map(({ ruleId, kind }: { ruleId: string; kind: string }) => [ruleId, kind])).toEqual([
    ["running", "fail"],
    ["required", "fail"],
    ["AccessDenied", "open"],
    ["plain-names", "fail"],
    ["running", "fail"],
  ]);
});

test("sarif has what validators ask for: where to read about the tool, names beside ids, help, places", () => {
  for (const report of REPORTS) {
    const [run] = JSON.parse(render("sarif", report)).runs;
    const { informationUri, rules } = run.tool.driver;

    expect(informationUri).toMatch(/^https:/);
    expect(rules.length).toBeGreaterThan(2);
    // What is its own name has no other one.
    for (const { id, name = `Of${id}`, help, shortDescription, fullDescription } of rules) {
      expect(name).toMatch(/^[A-Z][A-Za-z]+$/);
      expect(name.toLowerCase()).not.toBe(id.toLowerCase());
      expect(fullDescription.text).toContain(shortDescription.text);
      expect(help.text.length).toBeGreaterThan(10);
      expect(shortDescription.text.length).toBeGreaterThan(10);
    }
    for (const { ruleIndex, ruleId, locations } of run.results) {
      expect(rules[ruleIndex].id).toBe(ruleId);
      expect(locations[0].physicalLocation.artifactLocation.uri).toMatch(/^[\w%./-]+$/);
    }
  }
});

test("sarif validates against the schema of the standard", () => {
  const validate = validator("test/fixtures/schemas/sarif-2.1.0.json");

  for (const report of REPORTS) {
    validate(JSON.parse(render("sarif", report)));
    expect(validate.errors).toBeNull();
  }
});

test("sarif points at the rule in the policy, and at the job in the snapshot", () => {
  const [check, drift] = [aCheckReport(), aDriftReport()].map((report) => JSON.parse(render("sarif", report)).runs[0]);

  expect(check.results[0]).toMatchObject({
    ruleId: "running",
    kind: "fail",
    level: "error",
    locations: [
      { physicalLocation: { artifactLocation: { uri: "conf/di%20jobs.policy.yaml" }, region: { startLine: 6 } } },
    ],
  });
  expect(drift.results[0]).toMatchObject({
    ruleId: "removed",
    locations: [
      { physicalLocation: { artifactLocation: { uri: "dataworks.snapshot.json" }, region: { startLine: 7 } } },
    ],
  });
});

test("sarif suppresses what is acknowledged, leaves open what was not checked, and has help for rules", () => {
  const [run] = JSON.parse(render("sarif")).runs;

  expect(run.results.filter(({ kind }: { kind: string }) => kind === "open")).toHaveLength(1);
  expect(run.results.flatMap(({ suppressions = [] }) => suppressions)).toEqual([
    {
      kind: "external",
      justification: "is being moved | to ]]> another <b>workspace</b> (data@example.com, until 2026-12-31)",
    },
  ]);
  expect(run.tool.driver.rules[0]).toMatchObject({
    id: "running",
    helpUri: "https://wiki.example.com/di#running",
    help: { text: expect.stringContaining("every job is in an allowed state") },
  });
  expect(run.invocations[0]).toMatchObject({ executionSuccessful: false, exitCode: 2 });
});

test("sarif tells findings of one rule apart, and knows one again when its job is renamed", () => {
  const prints = (names: string[]): string[] =>
    JSON.parse(render("sarif", aCheckReport(names))).runs[0].results.map(
      (result: { partialFingerprints: { primaryLocationLineHash: string } }) =>
        result.partialFingerprints.primaryLocationLineHash,
    );

  expect(new Set(prints(["A", "B", "C"])).size).toBe(prints(["A", "B", "C"]).length);
  expect(prints(["X", "Y", "Z"])).toEqual(prints(["A", "B", "C"]));
});

test("markdown shows hostile names as text: no markup, no mention, no column more", () => {
  for (const report of REPORTS) {
    const html = marked.parse(render("markdown", report), { async: false, gfm: true });

    expect(html).not.toMatch(/<(script|b|strong|em|img|system-out)\b/);
    const links = html.match(/<a href="[^"]*"/g) ?? [];
    expect(new Set(links)).toEqual(
      new Set(report.command === "check" ? ['<a href="https://wiki.example.com/di#running"'] : []),
    );
    expect(html).not.toMatch(/@somebody|#12\b/);
    for (const [table] of html.matchAll(/<table>[\s\S]*?<\/table>/g)) {
      const widths = [...table.matchAll(/<tr>[\s\S]*?<\/tr>/g)].map(([row]) => row.match(/<t[dh]>/g)?.length);
      expect(new Set(widths).size).toBe(1);
    }
  }
});

test("markdown keeps a name readable for those who copy it", () => {
  const html = marked.parse(render("markdown", aCheckReport(["a|b\\|c `x` <y> *z*"])), { async: false, gfm: true });

  expect(html).toContain("a|b\\|c `x` &lt;y&gt; *z*");
});

test("markdown stays short enough for a pull request however much is found", () => {
  const many = aCheckReport(Array.from({ length: 2_000 }, (_, at) => `Job ${at}`));

  expect(render("markdown", many).length).toBeLessThan(65_536);
  expect(render("markdown", many)).toContain("more");
});

test("github writes one line for each command, and no command from a name", () => {
  const lines = render("github").trimEnd().split("\n");

  expect(lines.filter((line) => line.startsWith("::")).length).toBe(lines.length - 1);
  expect(lines.filter((line) => /^::(?!error |warning |notice )/.test(line))).toEqual([]);
  expect(lines.at(-1)).toMatch(/^dijobs check: 2 errors/);
});

test.each(["github", "sarif"] as const)(
  "%s names files from the root of the sources, text from where one is",
  (format) => {
    const root = dirname(process.cwd());
    const here = basename(process.cwd());
    const report = aCheckReport(["a", "B"]);

    expect(formats[format](report, { color: false, root })).toContain(`${here}/conf/di`);
    expect(formats.text(report, { color: false, root })).toMatch(/^check conf\/di jobs/);
  },
);

test("github escapes what a command would take for its own", () => {
  const output = render("github", aCheckReport(["100%0A", "b", "c"]));

  expect(output).toContain("'100%250A'");
  expect(output).toContain("::error file=conf/di jobs.policy.yaml,line=6,title=orders%3A running::");
});

test("github annotates a rule once, for only ten annotations of a level are shown", () => {
  const output = render("github", aCheckReport(Array.from({ length: 50 }, (_, at) => `Job ${at}`)));

  expect(output.match(/^::warning /gm)).toHaveLength(1);
  expect(output).toContain("(50)::");
  expect(output).toContain("%0Aand 40 more");
});

function validator(path: string, change: (schema: unknown) => unknown = (schema) => schema) {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  const schema = change(JSON.parse(readFileSync(path, "utf8")));
  if (typeof schema !== "object" || schema === null) throw new Error(`${path} is no schema`);
  return ajv.compile(schema);
}

/** The same schema without room for fields that it does not name. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return "properties" in schema && !("additionalProperties" in schema)
    ? { ...inner, additionalProperties: false }
    : inner;
}

function xml(text: string): Element {
  const root = new DOMParser({ onError: onErrorStopParsing }).parseFromString(text, "application/xml").documentElement;
  if (root === null) throw new Error("no element");
  return root;
}

function elements(parent: Element, name: string): Element[] {
  return Array.from(parent.getElementsByTagName(name));
}

test("what the baseline knows fails in no format, and what is found no longer stands in each", () => {
  const report = aCheckReport(["A", "B", "C"], {}, BASELINE);
  const [known] = report.results.filter(({ baseline }) => baseline === "known");

  expect(known?.job?.diJobId).toBe("2");
  expect(render("text", report)).toMatch(/^known +orders +plain-names +'B' \(2\)/m);
  expect(render("text", report)).toMatch(/^repaired +orders +plain-names/m);
  expect(render("text", report)).toContain("3 errors, 2 warnings, 1 not checked, 1 known");
  const skipped = elements(xml(render("junit", report)), "skipped").map((element) => element.getAttribute("message"));
  expect(skipped).toContainEqual(expect.stringContaining("in the baseline: 'B'"));
  expect(render("github", report)).not.toMatch(/plain-names.*'B'/);
  expect(render("github", report)).toMatch(/^::notice .*plain-names::.*is none any more/m);
  const states = JSON.parse(render("sarif", report)).runs[0].results.map(
    ({ baselineState }: { baselineState: string }) => baselineState,
  );
  expect(new Set(states)).toEqual(new Set(["new", "absent", "unchanged"]));
});
