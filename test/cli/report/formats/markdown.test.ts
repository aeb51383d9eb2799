import { marked } from "marked";
import { markdown } from "../../../../src/cli/report/formats/markdown";
import type { Report } from "../../../../src/cli/report/report";
import { aCheckReport, aFleetReport } from "../../../_support/reports";

/** The tables of a report by the heading above them: rows of cells, as people see them. */
function tables(report: Report): Map<string, string[][]> {
  const html = marked.parse(markdown(report), { async: false, gfm: true });
  const parts = html.split(/<h[23]>(.*?)<\/h[23]>/).slice(1);
  const found = new Map<string, string[][]>();
  for (let at = 0; at < parts.length; at += 2)
    found.set(
      parts[at] ?? "",
      [...(parts[at + 1] ?? "").matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map(([, row = ""]) =>
        [...row.matchAll(/<t[dh]>([\s\S]*?)<\/t[dh]>/g)].map(([, cell = ""]) => cell.replace(/<[^>]*>/g, "")),
      ),
    );
  return found;
}

test("an overview by account comes first, and what is said of many jobs of a workspace is one row", () => {
  const found = tables(aFleetReport({ workspaces: 3, jobs: 90, unanswered: 1, profiles: ["prod", "test"] }));

  expect([...found.keys()]).toEqual([
    "dijobs check: not everything could be checked",
    "Found",
    "Not checked",
    "Evidence",
  ]);
  expect(found.get("dijobs check: not everything could be checked")).toEqual([
    ["Profile", "Workspace", "State", "Jobs", "Errors", "Warnings", "Not checked", "Acknowledged", "Statuses"],
    ["prod", "team-2000", "fails", "90", "20", "0", "0", "0", "70 Running, 13 Failed, 7 Stopped"],
    ["prod", "team-2002", "not checked", "not known", "0", "0", "1", "0", ""],
    ["test", "team-2001", "fails", "90", "20", "0", "0", "0", "70 Running, 13 Failed, 7 Stopped"],
  ]);
  const [, first, ...more] = found.get("Found") ?? [];
  expect(first).toEqual([
    "error: running-0",
    "team-2000",
    expect.stringMatching(/^each of 13 jobs is Failed, not Running: look at it in DataWorks, .* and 3 more$/),
  ]);
  expect(more).toHaveLength(3);
});

test("of a few jobs each has a row; acknowledgements say who, until when and why", () => {
  const found = tables(aCheckReport(["a", "b", "c9"]));

  expect(found.get("Found")?.slice(1)).toEqual([
    ["error: running", "orders", expect.stringContaining("(2) is Failed, not Running: look at it in DataWorks")],
    ["error: required", "orders", expect.stringContaining("cn-shanghai/1967 has no job named")],
    ["warning: plain-names", "orders", expect.stringContaining("(3) does not match ^[a-z_]+$")],
  ]);
  expect(found.get("Not checked")?.slice(1)).toEqual([["AccessDenied", "crm", expect.stringContaining("not allowed")]]);
  expect(found.get("Acknowledged")?.slice(1)).toEqual([
    ["running", "orders", expect.stringMatching(/acknowledged by data@example.com until 2026-12-31: is being moved/)],
  ]);
  expect(found.get("Evidence")).toEqual([
    ["Workspace", "Asked", "Jobs", "Seen"],
    ["orders", "cn-shanghai/1967", "3", "live, 2026-11-23T11:59:59Z"],
    ["crm", "cn-beijing/2044", "", "not answered: AccessDenied"],
  ]);
});

test("it stays short enough for a pull request, however long names are and however many workspaces there are", () => {
  const long = Array.from({ length: 500 }, (_, at) => `Job ${at} ${"@".repeat(200 + at)}`);

  const fleet = aFleetReport({ workspaces: 40, jobs: 8 });
  const wordy = fleet.results.map((result, at) => ({ ...result, message: `${at} ${"word ".repeat(400)}` }));

  for (const report of [aCheckReport(long), aFleetReport({ workspaces: 400, jobs: 8 }), { ...fleet, results: wordy }]) {
    const text = markdown(report);
    expect(text.length).toBeLessThan(65_536);
    expect(text).toContain("more");
  }
});
