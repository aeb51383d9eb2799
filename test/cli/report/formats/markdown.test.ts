import { marked } from "marked";
import { markdown } from "../../../../src/cli/report/formats/markdown";
import type { Report } from "../../../../src/cli/report/report";
import { aCheckReport, aDriftReport, aFleetReport, baselineOf } from "../../../_support/reports";

/** The tables of a report by the heading above them: rows of cells, as people see them. */
function tables(report: Report): Map<string, string[][]> {
  const html = marked.parse(markdown(report), { async: false, gfm: true });
  const parts = html.split(/<h[23]>(.*?)<\/h[23]>/).slice(1);
  const found = new Map<string, string[][]>();
  for (let at = 0; at < parts.length; at += 2)
    found.set(
      parts[at] ?? "",
      [...(parts[at + 1] ?? "").matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map(([, row = ""]) =>
        [...row.matchAll(/<t[dh]>([\s\S]*?)<\/t[dh]>/g)].map(([, cell = ""]) =>
          cell.replace(/<[^>]*>/g, "").replaceAll("&#39;", "'"),
        ),
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

const HASH = "3214225b2dff74c7d09d87001a5ed472a2491fad62a1e6dd0bd73a832844c5ab";

test("a check is a page: how it ended, the workspaces, what was found, and what proves it", () => {
  const wiki = "[running](<https://wiki.example.com/di#running>)";

  expect(markdown(aCheckReport(["a", "b", "c9"])).split("\n")).toEqual([
    "## dijobs check: not everything could be checked",
    "",
    `2 errors, 1 warning, 1 not checked, 1 acknowledged, 3 passed (\` conf/di jobs.policy.yaml \`, SHA-256 \` ${HASH} \`)`,
    "",
    "| Workspace | State | Jobs | Errors | Warnings | Not checked | Acknowledged | Statuses |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
    "| orders | fails | 3 | 2 | 1 | 0 | 1 | 1 Failed, 1 Running, 1 Stopped |",
    "| crm | not checked | not known | 0 | 0 | 1 | 0 |  |",
    "",
    "### Found",
    "",
    "|  | Workspace |  |",
    "| --- | --- | --- |",
    `| error: ${wiki} | orders | 'b' (2) is Failed, not Running: look at it in DataWorks, or allow the status |`,
    expect.stringMatching(/^\| error: required \| orders \| cn-shanghai\/1967 has no job named 'missing/),
    String.raw`| warning: plain-names | orders | 'c9' (3) does not match ^\[a-z\_\]+\$: rename the job, or acknowledge it by its id |`,
    "",
    "### Not checked",
    "",
    "|  | Workspace |  |",
    "| --- | --- | --- |",
    String.raw`| AccessDenied | crm | cn-beijing/2044: not allowed; ask for \\u{1b}\[31mread access |`,
    "",
    "### Acknowledged",
    "",
    "|  | Workspace |  |",
    "| --- | --- | --- |",
    expect.stringMatching(
      /^\| \[running\]\(<.*>\) \| orders \| 'c9' \(3\) is Stopped, .*until 2026-12-31: is being moved/,
    ),
    "",
    "### Evidence",
    "",
    "| Workspace | Asked | Jobs | Seen |",
    "| --- | --- | --- | --- |",
    "| orders | cn-shanghai/1967 | 3 | live, 2026-11-23T11:59:59Z |",
    "| crm | cn-beijing/2044 |  | not answered: AccessDenied |",
    "",
    "<sub>dijobs 1.2.3, started at 2026-11-23T12:00:00.000Z</sub>",
    "",
    "",
  ]);
});

test("drift has what fails, what is only shown, and which questions came and went", () => {
  const report = aDriftReport(["a", "b", "c", "d", "e", "f"]);
  const found = tables(report);

  expect(markdown(report)).toMatch(
    /^## dijobs drift: .*\n\n6 differences .* 1 not checked \(` dataworks\.snapshot\.json `\)\n/,
  );
  expect(
    found
      .get("Found")
      ?.slice(1)
      .map(([kind]) => kind),
  ).toEqual([
    ...["error: removed", "error: renamed", "error: rerouted", "error: retyped", "error: recreated", "error: added"],
  ]);
  expect(found.get("Different")?.slice(1)).toEqual([
    ["status", "cn-shanghai/1967", "'d' (4) is Failed now, not Running: prod/jobs uses it"],
  ]);
  expect(markdown(report)).toContain(
    "\n\n### Queries\n\n- asked for the first time: cn-shanghai/1967, jobNameLike 'a\\|b'\n- no longer asked: cn-shanghai/2000\n\n###",
  );
  expect(markdown({ ...report, newQueries: [], droppedQueries: [] })).not.toContain("Queries");
});

test("what the baseline knows, and what is found no longer, has a heading each; the baseline is named", () => {
  const known = baselineOf("B");
  const report = aCheckReport(["a", "B", "c"], {}, known);
  const found = tables(report);

  expect(found.get("Known")?.slice(1)).toEqual([
    ["plain-names", "orders", expect.stringMatching(/^'B' \(2\) does not/)],
  ]);
  expect(found.get("Found no longer")?.slice(1)).toEqual([
    ["plain-names", "orders", "'B' (99) was a finding of jobName, and is none any more"],
  ]);
  expect(markdown(report)).toContain("`, baseline ` di baseline.jsonl `)\n");
  const baseline = report.baseline && { ...report.baseline, written: true };
  expect(markdown({ ...report, ...(baseline && { baseline }) })).toContain(
    "baseline ` di baseline.jsonl ` (written))\n",
  );
});

test("a profile is named with what it answered, and with what it did not", () => {
  const found = tables(aFleetReport({ workspaces: 2, jobs: 1, unanswered: 1, profiles: ["pro_d", "test"] }));

  expect(
    found
      .get("Evidence")
      ?.slice(1)
      .map((row) => row.at(-1)),
  ).toEqual(["live as profile pro_d, 2026-11-23T11:59:59Z", "not answered as profile test: ServiceUnavailable"]);
});

test("only an address is a link, and one in which nothing ends it; what several rules say has none", () => {
  const report = aCheckReport(["a", "b"]);
  const first = (help: string) => {
    const results = report.results.map((result) => (result.ruleId === "running" ? { ...result, help } : result));
    return /error: (.*?) \| orders/.exec(markdown({ ...report, results }))?.[1];
  };

  expect(first("ask the team")).toBe("running");
  expect(first("https://x.example.com/?a=|>b")).toBe("[running](<https://x.example.com/?a=%7C%3Eb>)");
});

test("a path with signs of code in it stands in a fence that is longer", () => {
  const report = aDriftReport(["a"]);

  expect(markdown({ ...report, snapshot: { path: "a`b``c|d", written: false } })).toContain(" (``` a`b``c\\|d ```)\n");
});

test("as many rows as there is room for are shown, and how many more there are is said below", () => {
  const rows = (jobs: number) => {
    const [result] = aFleetReport({ workspaces: 1, jobs: 1 }).results;
    if (result === undefined) throw new Error("nothing was found");
    const results = Array.from({ length: jobs }, (_, at) => ({ ...result, message: `message ${at}` }));
    const text = markdown({ ...aFleetReport({ workspaces: 1, jobs: 1 }), results });
    return [text.match(/\| message \d+ \|/g)?.length, /\n\nand (\d+) more\n/.exec(text)?.[1]];
  };

  expect(rows(100)).toEqual([100, undefined]);
  expect(rows(101)).toEqual([100, "1"]);
});

test("65,000 characters fit in, and one more leaves rows out", () => {
  const report = aFleetReport({ workspaces: 1, jobs: 1 });
  const [result] = report.results;
  if (result === undefined) throw new Error("nothing was found");
  const text = (padding: number) =>
    markdown({
      ...report,
      results: Array.from({ length: 40 }, (_, at) => ({
        ...result,
        message: `message ${at}${"x".repeat(padding * +!at)}`,
      })),
    });
  const room = 65_000 - text(0).length;
  const rows = (padding: number) => text(padding).match(/\| message \d+x* \|/g)?.length;

  expect([rows(room), rows(room + 1)]).toEqual([40, 30]);
  expect(text(room)).toHaveLength(65_000);
});
