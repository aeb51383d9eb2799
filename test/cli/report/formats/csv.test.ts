import { csv } from "../../../../src/cli/report/formats/csv";
import { parseCsv } from "../../../_support/csv";
import { aCheckReport, aDriftReport } from "../../../_support/reports";

function records(text: string): Record<string, string>[] {
  const [head = [], ...rows] = parseCsv(text);
  return rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at] ?? "missing"])));
}

test("each thing that a check says is a line, with all that is known of it", () => {
  const rows = records(csv(aCheckReport(["a", "b", "c9"])));

  expect(rows.map(({ outcome, severity, fails, rule, id }) => [outcome, severity, fails, rule, id])).toEqual([
    ["fail", "error", "yes", "running", "2"],
    ["fail", "error", "yes", "required", ""],
    ["unchecked", "", "yes", "AccessDenied", ""],
    ["fail", "warning", "no", "plain-names", "3"],
    ["acknowledged", "error", "no", "running", "3"],
    ["pass", "", "no", "running", "1"],
    ["pass", "", "no", "plain-names", "1"],
    ["pass", "", "no", "plain-names", "2"],
  ]);
  expect(rows[0]).toEqual({
    outcome: "fail",
    severity: "error",
    fails: "yes",
    rule: "running",
    kind: "jobStatus",
    workspace: "cn-shanghai/1967",
    alias: "orders",
    profile: "",
    id: "2",
    name: "b",
    message: "'b' (2) is Failed, not Running: look at it in DataWorks, or allow the status",
    help: "https://wiki.example.com/di#running",
    reason: "",
    by: "",
    until: "",
    file: "conf/di jobs.policy.yaml",
    line: "6",
  });
  expect(rows[4]).toMatchObject({
    by: "data@example.com",
    until: "2026-12-31",
    reason: expect.stringContaining("is being moved"),
  });
});

test("no name breaks out of its cell, or is computed", () => {
  const names = ['a,b"c', "=1+1", "\n+2", "＠SUM(1)", "\t-3"];
  const rows = records(
    csv(aDriftReport(["x", "y", "z", "u", "v", "w"].map((name, at) => `${names[at] ?? ""}${name}`))),
  );

  for (const row of rows) expect(Object.values(row)).not.toContain("missing");
  const shown = rows.map(({ name }) => name);
  expect(shown).toEqual(expect.arrayContaining(['a,b"cx', "'=1+1y renamed", "\\u{a}+2z", "'＠SUM(1)u"]));
  for (const row of rows) for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[\s=+\-@＝＋－＠]/);
});
