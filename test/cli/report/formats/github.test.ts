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

test("each annotation says where, what about, and what; a summary ends the log", () => {
  const policy = "file=conf/di jobs.policy.yaml";

  expect(linesOf(aCheckReport(["a", "b", "c9"]))).toEqual([
    "::error title=crm%3A not checked::cn-beijing/2044: not allowed; ask for \\u{1b}[31mread access",
    `::error ${policy},line=6,title=orders%3A running::'b' (2) is Failed, not Running: look at it in DataWorks, ` +
      "or allow the status%0Asee https://wiki.example.com/di#running",
    `::error ${policy},line=14,title=orders%3A required::cn-shanghai/1967 has no job named ` +
      "'missing\\u{a}\\u{1b}[31m': create it, or correct the name in the rule",
    `::warning ${policy},line=10,title=orders%3A plain-names::'c9' (3) does not match ^[a-z_]+$: rename the job, ` +
      "or acknowledge it by its id",
    "dijobs check: 2 errors, 1 warning, 1 not checked, 1 acknowledged, 3 passed (exit code 2: not everything could be checked)",
  ]);
});

test("neither what passed nor what is accepted or known is an annotation; a difference that does not fail is a notice", () => {
  const known = [{ workspace: "cn-shanghai/1967", ruleId: "plain-names", kind: "jobName" as const, diJobId: "2" }];

  expect(annotations({ ...aFleetReport({ workspaces: 2, jobs: 0 }) })).toEqual([]);
  expect(annotations(aCheckReport(["a", "B"], {}, known)).filter((line) => line.includes("plain-names"))).toEqual([]);
  expect(annotations(aDriftReport(["a", "b", "c", "d"])).filter((line) => line.startsWith("::notice "))).toEqual([
    "::notice file=dataworks.snapshot.json,line=10,title=cn-shanghai/1967%3A status::" +
      "'d' (4) is Failed now, not Running: prod/jobs uses it",
  ]);
});

test("several results of one workspace are counted in the title, of several workspaces with these", () => {
  const titles = (workspaces: number, jobs: number) =>
    annotations(aFleetReport({ workspaces, jobs })).map((line) => /title=(.*?)::/.exec(line)?.[1]);

  expect(titles(1, 1)).toEqual(["team-2000%3A running-0"]);
  expect(titles(1, 8)).toEqual(["team-2000%3A running-0 (2)"]);
  expect(titles(2, 8)).toEqual(["running-0 (4 in 2 workspaces)"]);
});

test("ten rules are ten annotations, ten lines are ten, and of more the number is said", () => {
  const rules = (count: number) => annotations(aFleetReport({ workspaces: 1, jobs: 1, rules: count }));
  const lines = (jobs: number) => annotations(aFleetReport({ workspaces: 1, jobs }))[0]?.split("%0A") ?? [];

  expect(rules(10).at(-1)).toContain("title=team-2000%3A running-9::");
  expect(rules(11).at(-1)).toContain(
    "title=2 more rules%3A team-2000%3A running-9%2C team-2000%3A running-10::'mysql_to_holo_sync_0'",
  );
  // Of 44 jobs seven are Failed and three Stopped; the next one is Stopped, too.
  expect([lines(44).length, lines(44).at(-1)]).toEqual([10, expect.stringContaining("mysql_to_holo_sync_42'")]);
  expect(lines(45).slice(10)).toEqual(["and 1 more"]);
});

test("of things that are read up in two places, none is named", () => {
  const report = aFleetReport({ workspaces: 1, jobs: 8 });
  const withHelp = (...helps: string[]) => {
    let at = 0;
    const results = report.results.map((result) =>
      result.outcome === "fail" ? { ...result, help: helps[at++ % helps.length] } : result,
    );
    return annotations({ ...report, results })[0]
      ?.split("%0A")
      .at(-1);
  };

  expect(withHelp("https://a.example.com")).toBe("see https://a.example.com");
  expect(withHelp("https://a.example.com", "https://b.example.com")).toMatch(/^'mysql_to_holo_sync_7'/);
});
