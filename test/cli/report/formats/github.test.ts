import { github } from "../../../../src/cli/report/formats/github";
import type { Report } from "../../../../src/cli/report/report";
import { aCheckReport, aDriftReport, aFleetReport, aReportWithAllowed } from "../../../_support/reports";

const linesOf = (report: Report) => github(report, { color: false, root: process.cwd() }).trimEnd().split("\n");
const annotations = (report: Report) => linesOf(report).slice(0, -1);

test("a rule of forty workspaces is one annotation", () => {
  const [annotation = "", ...more] = annotations(aFleetReport({ workspaces: 40, jobs: 8 }));

  expect(more).toEqual([]);
  expect(annotation).toMatch(
    /^::error file=dijobs.policy.yaml,line=1,title=running-0 \(80 in 40 workspaces\)::team-2000: 'mysql_to/,
  );
  expect(annotation.split("%0A")).toHaveLength(11);
  expect(annotation).toMatch(/%0Aand 70 more$/);
});

test("of each level there are ten at most; the last one names the rest", () => {
  const lines = annotations(aFleetReport({ workspaces: 2, jobs: 8, rules: 14 }));

  expect(lines).toHaveLength(10);
  expect(lines.every((line) => line.startsWith("::error "))).toBe(true);
  expect(lines.at(-1)).toMatch(/title=5 more rules%3A running-9 \(4 in 2 workspaces\)%2C /);
});

test("what could not be checked comes first, however many rules there are", () => {
  const report = aFleetReport({ workspaces: 5, jobs: 8, rules: 14, unanswered: 3 });

  const [first = "", ...more] = annotations(report);

  expect(first).toMatch(/^::error .*title=not checked \(3 in 3 workspaces\)::team-2002: .*does not answer/);
  expect(first).toContain("%0Ateam-2004: ");
  expect(more).toHaveLength(9);
});

test("errors stand before warnings, and these before notices", () => {
  const levels = [...annotations(aCheckReport(["a", "B", "c"])), ...annotations(aDriftReport())].map((line) =>
    line.slice(2, line.indexOf(" ")),
  );

  expect(levels.join(" ")).toMatch(/^(error )+warning( error)+ notice$/);
});

test("what may stay unchecked is a notice", () => {
  const lines = annotations(aReportWithAllowed(["a"]));

  expect(lines.filter((line) => line.includes("title=crm%3A not checked"))).toEqual([
    expect.stringMatching(/^::notice /),
  ]);
});
