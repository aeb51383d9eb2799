import { readFileSync } from "node:fs";
import Ajv from "ajv";
import { gitlab } from "../../../../src/cli/report/formats/gitlab";
import type { Report } from "../../../../src/cli/report/report";
import { aCheckReport, aDriftReport, aReportWithAllowed, reportsOfEveryKind } from "../../../_support/reports";

const issuesOf = (report: Report) => JSON.parse(gitlab(report, { color: false, root: process.cwd() }));
const validate = new Ajv({ allErrors: true }).compile(
  JSON.parse(readFileSync("test/fixtures/schemas/gitlab-code-quality.json", "utf8")),
);

test("every report is valid Code Quality, in which no issue has the mark of another one", () => {
  for (const report of reportsOfEveryKind()) {
    const issues = issuesOf(report);
    validate(issues);

    expect(validate.errors).toBeNull();
    expect(issues.length).toBeGreaterThan(4);
    expect(new Set(issues.map(({ fingerprint }: { fingerprint: string }) => fingerprint)).size).toBe(issues.length);
  }
});

test("findings, differences and what was not checked are issues at their lines, the gravest first", () => {
  const [first, ...more] = issuesOf(aCheckReport(["a", "b", "c9"]));

  expect(first).toMatchObject({
    description: "orders: 'b' (2) is Failed, not Running: look at it in DataWorks, or allow the status",
    check_name: "running",
    severity: "critical",
    location: { path: "conf/di jobs.policy.yaml", lines: { begin: 6 } },
  });
  expect(more.map(({ check_name, severity }: Record<string, string>) => [check_name, severity])).toEqual([
    ["required", "critical"],
    ["AccessDenied", "critical"],
    ["plain-names", "minor"],
  ]);
});

test("an issue is known again when its job is renamed, and when others come or go", () => {
  const marks = (names: string[]) =>
    issuesOf(aCheckReport(names))
      .filter(({ check_name }: Record<string, string>) => check_name === "plain-names")
      .map(({ fingerprint }: Record<string, string>) => fingerprint);

  expect(marks(["A", "B", "C", "D"])).toEqual([expect.anything(), ...marks(["a", "X", "Y", "Z"])]);
  expect(new Set(marks(["A", "B", "C", "D"])).size).toBe(4);
});

test("a difference that does not fail, and what may stay unchecked, is for information", () => {
  const drift = issuesOf(aDriftReport(["a", "b", "c", "d", "e", "f"]));

  const severities = new Map(drift.map(({ check_name, severity }: Record<string, string>) => [check_name, severity]));
  expect(Object.fromEntries(severities)).toMatchObject({
    removed: "critical",
    AccessDenied: "critical",
    status: "info",
  });
});

test("what has no place of its own stands on the first line of the file that the report is about", () => {
  const locations = (report: Report) =>
    issuesOf(report).map(({ check_name, location }: { check_name: string; location: object }) => [
      check_name,
      location,
    ]);

  expect(locations(aCheckReport(["a"]))).toContainEqual([
    "AccessDenied",
    { path: "conf/di jobs.policy.yaml", lines: { begin: 1 } },
  ]);
  expect(locations(aDriftReport(["a", "b", "c", "d", "e", "f"]))).toEqual([
    ...[7, 8, 9, 10, 11].map((begin, at) => [
      ["removed", "renamed", "rerouted", "retyped", "recreated"][at],
      { path: "dataworks.snapshot.json", lines: { begin } },
    ]),
    ["added", { path: "dataworks.snapshot.json", lines: { begin: 1 } }],
    ["AccessDenied", { path: "dataworks.snapshot.json", lines: { begin: 1 } }],
    ["status", { path: "dataworks.snapshot.json", lines: { begin: 10 } }],
  ]);
});

test("what may stay unchecked is for information, and what is known, repaired or accepted is no issue", () => {
  const known = ["2", "99"].map((diJobId) => ({
    workspace: "cn-shanghai/1967",
    ruleId: "plain-names",
    kind: "jobName" as const,
    diJobId,
  }));
  const weights = (report: Report) =>
    issuesOf(report).map(({ check_name, severity }: Record<string, string>) => `${check_name} ${severity}`);

  expect(weights(aReportWithAllowed(["a"]))).toContain("running info");
  expect(weights(aCheckReport(["a", "B", "c"], {}, known)).filter((each: string) => each.startsWith("plain"))).toEqual(
    [],
  );
});
