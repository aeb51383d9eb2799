import { createHash } from "node:crypto";
import { html } from "../../../../src/cli/report/formats/html";
import { listPage } from "../../../../src/cli/report/list-page";
import { aCheckReport, aDriftReport, aFleetListing, aFleetReport, NASTY_NAMES } from "../../../_support/reports";

/** What people read of a page, piece by piece. */
const textsOf = (page: string) =>
  page
    .slice(page.indexOf("<body>"))
    .split(/<[^>]*>/)
    .map((text) => text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code)).trim())
    .filter((text) => text !== "");

/** The pieces of a section without its title. */
function section(page: string, id: string): string[] {
  const [, part = ""] = new RegExp(`<section aria-labelledby="${id}">([\\s\\S]*?)</section>`).exec(page) ?? [];
  return textsOf(`<body>${part}`).slice(1);
}

const PAGES = [
  ["check", html(aCheckReport())],
  ["drift", html(aDriftReport())],
  ["refresh", html(aDriftReport(NASTY_NAMES, "refresh"))],
  ["fleet", html(aFleetReport({ workspaces: 3, jobs: 30, unanswered: 1, profiles: ["prod", "test"] }))],
  ["list", listPage(aFleetListing({ workspaces: 3, jobs: 30, unanswered: 1 }))],
] as const;

test.each(PAGES)("%s: nothing in the page runs, or comes from elsewhere, and its policy says so", (_, page) => {
  const [, style = ""] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
  const hash = createHash("sha256").update(style).digest("base64");

  expect(page).toContain(
    `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
  );
  expect(page).not.toMatch(/<(script|img|link|iframe|object|embed|base|form)\b/i);
  expect(page).not.toMatch(/\s(on\w+|style|src|srcset|action|background)\s*=/i);
  expect(style).not.toMatch(/url\(|@import|@font-face/);
  expect([...page.matchAll(/href="([^"]*)"/g)].filter(([, to = ""]) => !/^#[a-z-]+$|^https:\/\/wiki/.test(to))).toEqual(
    [],
  );
});

test.each(PAGES)("%s: what the contents lead to is there, once", (_, page) => {
  const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);

  expect(targets.length).toBeGreaterThan(2);
  expect(new Set(targets)).toEqual(new Set(ids));
  expect(new Set(ids).size).toBe(ids.length);
});

test("hostile names are texts", () => {
  const page = html(aCheckReport());

  expect(page).toContain("&#60;/script&#62;&#60;script&#62;alert(1)&#60;/script&#62;");
  expect(textsOf(page)).toContain("\\u{202e}rtl\\u{2066} zero\\u{200b}width \\u{fffe} \\u{d800}");
});

test("an overview has each workspace by account, with its counts, and the gravest first", () => {
  const page = html(aFleetReport({ workspaces: 4, jobs: 12, unanswered: 1, profiles: ["prod", "test"] }));

  const texts = section(page, "overview");
  expect(texts.join("|")).toContain(
    "36 jobs in 4 workspaces, by status|Running|27|75.0 %|Stopped|3|8.3 %|Failed|6|16.7 %",
  );
  const rows = texts.slice(texts.indexOf("Statuses") + 1).join("|");
  expect(rows).toBe(
    [
      "Account of profile prod|team-2000|cn-shanghai/2000|fails|12|3|0|0|0",
      "team-2002|cn-shanghai/2002|fails|12|3|0|0|0",
      "Account of profile test|team-2001|cn-shanghai/2001|fails|12|3|0|0|0",
      "team-2003|cn-shanghai/2003|not checked|–|0|0|1|0|not known",
    ].join("|"),
  );
  expect(page).toContain('aria-label="27 Running, 3 Stopped, 6 Failed"');
});

test("findings are by rule, said once with their repair, and name each job", () => {
  const texts = section(html(aFleetReport({ workspaces: 2, jobs: 8 })), "found").join("|");

  expect(texts).toBe(
    [
      "running-0|jobStatus: every job is in an allowed state|4 results · in 2 workspaces · dijobs.policy.yaml, line 1",
      "error|each of 4 jobs is Failed, not Running|look at it in DataWorks, or allow the status",
      "team-2000|(2)|mysql_to_holo_sync_0|8604388726201131000|mysql_to_holo_sync_7|8604388726201131007",
      "team-2001|(2)|mysql_to_holo_sync_0|8604388726201131000|mysql_to_holo_sync_7|8604388726201131007",
    ].join("|"),
  );
});

test("what could not be checked stands apart from what passed, once for all its rules", () => {
  const page = html(aCheckReport(["a", "b", "c9"]));

  expect(section(page, "not-checked").join("|")).toBe(
    "crm|not checked|cn-beijing/2044: not allowed; ask for \\u{1b}[31mread access|AccessDenied",
  );
  expect(section(page, "passed").join("|")).toBe(
    [
      "3 results without a finding|Rule|Results|Workspaces",
      "running|every job is in an allowed state|1|1",
      "plain-names|every job's name matches a pattern|2|1",
    ].join("|"),
  );
});

test("acknowledgements are a register with their last days", () => {
  const [caption, ...texts] = section(html(aCheckReport(["a", "b", "c9"])), "acknowledged");

  expect(caption).toMatch(/the earliest last day first/);
  expect(texts.slice(5)).toEqual([
    "2026-12-31",
    "38 days left",
    "running",
    "cn-shanghai/1967, 3",
    "is being moved | to ]]> another <b>workspace</b>",
    "data@example.com",
    "1",
  ]);
});

test("the register has what is over, and what nothing needs, too", () => {
  const report = aCheckReport(["a", "b"]);
  const [result] = report.results.filter(({ kind }) => kind === "acknowledgementUnused");
  if (result?.kind !== "acknowledgementUnused" || result.outcome !== "fail") throw new Error("it is in use");
  const over = { ...result, kind: "acknowledgementExpired" as const, args: { ...result.args, used: true } };

  const texts = section(
    html({ ...report, results: [...report.results.filter((each) => each !== result), over] }),
    "acknowledged",
  );

  expect(texts.slice(6)).toEqual([
    "2026-12-31",
    "expired",
    "running",
    "cn-shanghai/1967, 3",
    expect.anything(),
    "data@example.com",
    "0",
  ]);
  expect(section(html(report), "acknowledged")).toContain("38 days left");
});

test("accounts follow one another, the gravest workspace of each first", () => {
  const report = aFleetReport({ workspaces: 3, jobs: 12 });
  const results = report.results.filter(
    ({ workspace, outcome }) => workspace !== "cn-shanghai/2000" || outcome === "pass",
  );

  const texts = section(html({ ...report, results }), "overview").join("|");

  expect(texts).toMatch(
    /team-2001\|cn-shanghai\/2001\|fails.*team-2002\|cn-shanghai\/2002\|fails.*team-2000\|cn-shanghai\/2000\|fine/,
  );
});

test("the evidence says when, by which version and policy, and with how many calls", () => {
  const report = aCheckReport(["a"]);
  const texts = section(html(report), "evidence").join("|");

  expect(texts).toContain("Started|2026-11-23T12:00:00.000Z|By|dijobs 1.2.3|Policy|conf/di jobs.policy.yaml");
  expect(texts).toContain(`Its SHA-256|${report.policy.sha256}|Calls|2`);
  expect(texts).toContain("crm|cn-beijing/2044|not answered|AccessDenied");
  expect(texts).toContain("orders|cn-shanghai/1967|live|2026-11-23T11:59:59Z|1|2|1 throttled");
});

test("drift has what fails, what is only shown, what was asked for the first time, and pages that were read once", () => {
  const page = html(aDriftReport(["a", "b", "c", "d", "e", "f"]));

  expect(section(page, "found").join("|")).toContain("removed|a job that is gone");
  expect(section(page, "found").join("|")).toContain("'b' (2) was renamed to 'b renamed'|prod/jobs uses it");
  expect(section(page, "different").join("|")).toContain("status|a job with another status");
  expect(section(page, "queries").join("|")).toContain("no longer asked: cn-shanghai/2000");
  expect(section(page, "evidence")).toContain("pages read once");
});

test("a difference that the policy expects is no finding, and stands in the register with its last day", () => {
  const report = aDriftReport(["a", "b", "c", "d", "e", "f"]);
  const ignored = { reason: "it moves to another cluster", by: "data@example.com", until: "2026-11-30" };
  const drift = report.drift.map((each) => (each.kind === "removed" ? { ...each, fails: false, ignored } : each));
  const page = html({ ...report, drift, summary: { ...report.summary, failing: 5, ignored: 1 } });

  expect(textsOf(page).join("|")).toContain("Only shown|1|Expected|1|");
  expect(section(page, "found").join("|")).not.toContain("removed|");
  expect(section(page, "overview").join("|")).toContain(
    "|Not compared|Expected|Statuses|cn-shanghai/1967|fails|6|5|1|0|1",
  );
  expect(section(page, "acknowledged").slice(6)).toEqual([
    "2026-11-30",
    "7 days left",
    "removed",
    "cn-shanghai/1967",
    "it moves to another cluster",
    "data@example.com",
    "1",
  ]);
});

test("a list has each job once, those of one kind together, and what was not listed apart", () => {
  const run = aFleetListing({ workspaces: 2, jobs: 4, unanswered: 1 });
  const page = listPage({ ...run, listings: [...run.listings, ...run.listings] });

  expect(section(page, "not-listed").join("|")).toBe("team-2001|not listed|the service does not answer|ask later");
  expect(section(page, "jobs").join("|")).toBe(
    [
      "team-2000|(4)|Name|Id|Status",
      "Full, MySQL → Hologres: 2 jobs|mysql_to_holo_sync_0|8604388726201131000|Failed|mysql_to_holo_sync_3|8604388726201131003|Running",
      "FullAndRealtimeIncremental, MySQL → Hologres: 2 jobs|mysql_to_holo_sync_1|8604388726201131001|Running|mysql_to_holo_sync_2|8604388726201131002|Running",
    ].join("|"),
  );
});

test("a page stays below 5 MB however much there is to say, and says what it leaves out", () => {
  const listing = aFleetListing({ workspaces: 40, jobs: 1_000 });
  const long = listing.listings.map((each) => ({
    ...each,
    jobs: each.jobs.map((job) => ({ ...job, jobName: `${job.jobName}_${"<&>".repeat(100)}` })),
  }));

  expect(listPage(listing).length).toBeLessThan(5_000_000);
  expect(listPage(listing)).not.toContain("which json and csv have");
  expect(listPage({ ...listing, listings: long }).length).toBeLessThan(5_000_000);
  expect(listPage({ ...listing, listings: long })).toContain("which json and csv have");
  expect(html(aFleetReport({ workspaces: 40, jobs: 1_000, rules: 3 })).length).toBeLessThan(5_000_000);
});

test("what the baseline has is known, what it had is found no longer, and neither is a finding", () => {
  const baseline = ["2", "77"].map((diJobId) => ({
    workspace: "cn-shanghai/1967",
    ruleId: "plain-names",
    kind: "jobName" as const,
    diJobId,
    jobName: `Job ${diJobId}`,
  }));
  const page = html(aCheckReport(["A", "B", "C"], {}, baseline));

  expect(section(page, "known").join("|")).toContain("in the baseline|the job does not match ^[a-z_]+$");
  expect(section(page, "known").join("|")).toMatch(/orders\|\(1\)\|B\|2$/);
  expect(section(page, "repaired").join("|")).toContain("found no longer|");
  expect(section(page, "found").join("|")).toMatch(/plain-names.*orders\|\(2\)\|A\|1\|C\|3$/);
  expect(section(page, "evidence").join("|")).toContain("Baseline|di baseline.jsonl|");
  expect(section(page, "overview").join("|")).toContain("|Acknowledged|Known|Statuses|orders|");
});
