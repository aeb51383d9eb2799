import { text } from "../../../../src/cli/report/formats/text";
import type { Report } from "../../../../src/cli/report/report";
import { aCheckReport, aDriftReport, aFleetReport, baselineOf } from "../../../_support/reports";

const linesOf = (report: Report) => text(report, { color: false, root: process.cwd() }).split("\n");

test("a fleet has an overview by account, and what is said of many jobs of a workspace is one row", () => {
  const report = aFleetReport({ workspaces: 3, jobs: 90, unanswered: 1, profiles: ["prod", "test"] });

  expect(linesOf(report)).toEqual([
    `check dijobs.policy.yaml (SHA-256 ${report.policy.sha256})`,
    "  team-2000 (cn-shanghai/2000)  90 jobs, live as profile prod, seen at 2026-11-23T11:59:59Z, 2 calls, 1 throttled",
    "  team-2001 (cn-shanghai/2001)  90 jobs, live as profile test, seen at 2026-11-23T11:59:59Z, 2 calls, 1 throttled",
    "  team-2002 (cn-shanghai/2002)  not answered as profile prod: the service does not answer; ask later",
    "",
    "  PROFILE  WORKSPACE  STATE        JOBS       ERRORS  WARNINGS  NOT CHECKED  ACKNOWLEDGED  STATUSES",
    "  prod     team-2000  fails        90         20      0         0            0             70 Running, 13 Failed, 7 Stopped",
    "  prod     team-2002  not checked  not known  0       0         1            0",
    "  test     team-2001  fails        90         20      0         0            0             70 Running, 13 Failed, 7 Stopped",
    "",
    expect.stringMatching(
      /^error {6}team-2000 {2}running-0 {11}each of 13 jobs is Failed, not Running: look at it in DataWorks, or allow the status: 'mysql_to_holo_sync_0' \(8604388726201131000\), .* and 3 more$/,
    ),
    expect.stringMatching(
      /^error {6}team-2000 {2}running-0 {11}each of 7 jobs is Stopped, .*: 'mysql_to_holo_sync_11' \(\d+\), /,
    ),
    expect.stringMatching(/^error {6}team-2001 {2}running-0 {11}each of 13 jobs is Failed/),
    expect.stringMatching(/^error {6}team-2001 {2}running-0 {11}each of 7 jobs is Stopped/),
    "unchecked  team-2002  ServiceUnavailable  cn-shanghai/2002: the service does not answer; ask later",
    "passed     team-2000  running-0           70 results",
    "passed     team-2001  running-0           70 results",
    "",
    "40 errors, 1 not checked, 140 passed (exit code 2: not everything could be checked)",
    "",
  ]);
});

test("of a few jobs each has a row, with where to read more", () => {
  const lines = linesOf(aCheckReport(["a", "b", "c9"]));

  expect(lines.filter((line) => /^(error|warning|acknowledged) /.test(line))).toEqual([
    "error         orders  running       'b' (2) is Failed, not Running: look at it in DataWorks, or allow the status (see https://wiki.example.com/di#running)",
    "error         orders  required      cn-shanghai/1967 has no job named 'missing\\u{a}\\u{1b}[31m': create it, or correct the name in the rule",
    "warning       orders  plain-names   'c9' (3) does not match ^[a-z_]+$: rename the job, or acknowledge it by its id",
    expect.stringMatching(
      /^acknowledged {2}orders {2}running {7}'c9' \(3\) is Stopped, .* \(acknowledged by data@example.com until 2026-12-31: is being moved /,
    ),
  ]);
});

test("drift says each difference, and which questions came and went", () => {
  const lines = linesOf(aDriftReport(["a", "b", "c", "d", "e", "f"]));

  expect(lines[0]).toBe("drift dataworks.snapshot.json");
  expect(lines.filter((line) => /^error /.test(line))).toHaveLength(6);
  expect(lines).toContain("error      cn-shanghai/1967  removed       'a' (1) was removed: prod/jobs uses it");
  expect(lines).toContain(
    "shown      cn-shanghai/1967  status        'd' (4) is Failed now, not Running: prod/jobs uses it",
  );
  expect(lines.slice(-4)).toEqual([
    "asked for the first time: cn-shanghai/1967, jobNameLike 'a|b'",
    "no longer asked: cn-shanghai/2000",
    "6 differences that fail, 1 difference that does not fail, 1 new query, 1 dropped query, 1 not checked (exit code 2: not everything could be checked)",
    "",
  ]);
});

test("the counts of drift and of a refresh, and how they ended, are said for one workspace in the last line alone", () => {
  const drift = aDriftReport(["a", "b"]);
  const lines = linesOf({ ...drift, unanswered: [], exitCode: 1 });

  expect(lines.slice(0, 4)).toEqual([
    "drift dataworks.snapshot.json",
    "  cn-shanghai/1967  5 jobs, live, seen at 2026-11-23T11:59:59Z, 2 calls, 1 throttled, pages read once",
    "",
    "error  cn-shanghai/1967  removed  'a' (1) was removed: prod/jobs uses it",
  ]);
  expect(lines.at(-2)).toMatch(/^6 differences that fail, .*\(exit code 1: drift\)$/);
});

test("an answer says how many jobs it has, whence, as whom, and at which cost", () => {
  const [evidence] = aDriftReport(["a"]).evidence;
  if (evidence === undefined) throw new Error("nothing was asked");
  const said = (parts: Partial<typeof evidence>) =>
    linesOf({ ...aDriftReport(["a"]), evidence: [{ ...evidence, ...parts }] })[1]?.replace(/^ {2}\S+ +/, "");

  const calm = { verified: true, throttledCalls: 0 };
  expect(said({ ...calm, jobs: 1, calls: 1 })).toBe("1 job, live, seen at 2026-11-23T11:59:59Z, 1 call");
  expect(said({ ...calm, jobs: 0, calls: 0, source: "snapshot" })).toBe(
    "0 jobs, snapshot, seen at 2026-11-23T11:59:59Z",
  );
  expect(said({ ...calm, jobs: 2, calls: 3, profile: "prod\n" })).toBe(
    "2 jobs, live as profile prod\\u{a}, seen at 2026-11-23T11:59:59Z, 3 calls",
  );
});

test("the baseline of a check is named at its head, and whether it was written", () => {
  const report = aCheckReport(["a"], {}, []);
  const baseline = report.baseline && { ...report.baseline, written: true };

  expect(linesOf(report)[0]).toMatch(
    /^check conf\/di jobs\.policy\.yaml \(SHA-256 [0-9a-f]{64}\), baseline di baseline\.jsonl$/,
  );
  expect(linesOf({ ...report, ...(baseline && { baseline }) })[0]).toMatch(
    /, baseline di baseline\.jsonl \(written\)$/,
  );
});

test("each kind of line has a colour of its own", () => {
  const known = baselineOf("B");
  const colorsOf = (report: Report) =>
    text(report, { color: true, root: process.cwd() })
      .split("\n")
      .filter((line) => line.startsWith("\u001b["))
      .map((line) => line.slice(2).match(/^\d+m\w+/)?.[0]);

  expect(new Set(colorsOf(aCheckReport(["a", "B", "c9", "D"], {}, known)))).toEqual(
    new Set(["31merror", "33mwarning", "35munchecked", "32mrepaired", "2mknown", "2macknowledged", "32mpassed"]),
  );
  expect(colorsOf(aDriftReport(["a", "b", "c", "d"]))).toContain("36mshown");
});

test("what several rules could not check for one reason is one row, with the rules", () => {
  const report = aCheckReport(["a"]);
  const results = ["naming", "unique"].map((ruleId) => ({
    ...{ ruleId, workspace: "cn-x/1", kind: "uniqueNames" as const, severity: "error" as const, fails: true },
    ...{ outcome: "unchecked" as const, args: { reason: "notListed", message: "" } as const, message: "it is down" },
  }));

  expect(linesOf({ ...report, results, unanswered: [] })).toContain("unchecked  cn-x/1  naming, unique  it is down");
});

test("two workspaces have an overview already", () => {
  expect(linesOf(aFleetReport({ workspaces: 2, jobs: 1 })).filter((line) => / (STATE|fails) /.test(line))).toEqual([
    "  WORKSPACE  STATE  JOBS  ERRORS  WARNINGS  NOT CHECKED  ACKNOWLEDGED  STATUSES",
    "  team-2000  fails  1     1       0         0            0             1 Failed",
    "  team-2001  fails  1     1       0         0            0             1 Failed",
  ]);
});
