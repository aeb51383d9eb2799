import { createHash } from "node:crypto";
import { html } from "../../../../src/cli/report/formats/html";
import { listPage } from "../../../../src/cli/report/list-page";
import type { Report } from "../../../../src/cli/report/report";
import { coloured, section, textsOf } from "../../../_support/page";
import { aCheckReport, aDriftReport, aFleetListing, aFleetReport, NASTY_NAMES } from "../../../_support/reports";

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
  expect(page).toContain('<th scope="rowgroup" colspan="8">Account of profile prod</th>');
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

test("a finding that names no repair has no place for one", () => {
  const report = aFleetReport({ workspaces: 1, jobs: 1 });
  const pageOf = (message: string) =>
    html({ ...report, results: report.results.map((each) => ({ ...each, message })) });

  expect(pageOf("it is down")).toContain("<p>it is down</p>");
  expect(pageOf("it is down")).not.toContain('<p class="repair">');
  expect(pageOf("it is down: ask")).toContain('<p>it is down</p><p class="repair">ask</p>');
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

  expect(section(page, "found").join("|")).toMatch(
    /^removed\|a job that is gone\|.*\|error\|the job was removed\|prod\/jobs uses it\|/,
  );
  expect(section(page, "found").join("|")).toContain("|error|'b' (2) was renamed to 'b renamed'|prod/jobs uses it");
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
  const pages = (jobName: string) => {
    const run = aFleetListing({ workspaces: 1, jobs: 1 });
    const report = aFleetReport({ workspaces: 1, jobs: 1 });
    const many = <E>(one: readonly E[], made: (each: E, diJobId: string) => E) =>
      one.flatMap((each) => Array.from({ length: 4_500 }, (_, at) => made(each, String(at))));
    const results = many(report.results, (each, diJobId) => ({ ...each, job: { diJobId, jobName } }));
    const listings = run.listings.map((each) => ({
      ...each,
      jobs: many(each.jobs, (job, diJobId) => ({ ...job, diJobId, jobName })),
    }));
    return [html({ ...report, results }), listPage({ ...run, listings })];
  };

  for (const page of pages("orders")) expect(page).not.toContain("which json and csv have");
  for (const page of pages("<&>".repeat(66))) {
    expect(page).toContain("which json and csv have");
    expect(page.length).toBeLessThan(5_000_000);
  }
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

/** The head of a page and its foot, as people see them. */
const framesOf = (page: string) => {
  const [head = "", foot = ""] = [/<header>[\s\S]*<\/header>/, /<footer>[\s\S]*<\/footer>/].map((part) =>
    textsOf(`<body>${part.exec(page)}`).join("|"),
  );
  return { title: /<title>(.*)<\/title>/.exec(page)?.[1], head, foot };
};

test("a page begins with what it is about, how it ended, when it was made, and where its parts are", () => {
  expect(framesOf(html(aCheckReport(["a", "b", "c9"])))).toEqual({
    title: "dijobs check: Not everything could be checked",
    head: [
      "dijobs check|Not everything could be checked|conf/di jobs.policy.yaml ·|2026-11-23 12:00 UTC",
      "Errors|2|Warnings|1|Not checked|1|Acknowledged|1|Passed|3",
      "Overview|Not checked|Found|Acknowledged|Passed|Evidence",
    ].join("|"),
    foot: "dijobs 1.2.3 · conf/di jobs.policy.yaml · exit code 2: not everything could be checked",
  });
  expect(framesOf(html(aDriftReport(["a", "b", "c", "d", "e", "f"])))).toEqual({
    title: "dijobs drift: Not everything could be checked",
    head: [
      "dijobs drift|Not everything could be checked|dataworks.snapshot.json ·|2026-11-23 12:00 UTC",
      "Fail|6|Only shown|1|Not compared|1",
      "Overview|Not checked|Differences that fail|Differences|Queries|Evidence",
    ].join("|"),
    foot: "dijobs 1.2.3 · dataworks.snapshot.json · exit code 2: not everything could be checked",
  });
});

test("a page of a list says how many workspaces there are, and which of them were not listed", () => {
  const [all, some] = [0, 1].map((unanswered) => listPage(aFleetListing({ workspaces: 2, jobs: 4, unanswered })));

  expect(framesOf(all ?? "")).toEqual({
    title: "dijobs list: 2 workspaces",
    head: "dijobs list|2 workspaces|2026-11-23 12:00 UTC|Overview|Jobs|Evidence",
    foot: "dijobs 1.2.3",
  });
  expect(framesOf(some ?? "").head).toBe(
    "dijobs list|2 workspaces, 1 not listed|2026-11-23 12:00 UTC|Overview|Not listed|Jobs|Evidence",
  );
  expect(section(some ?? "", "overview").join("|")).toBe(
    [
      "4 jobs in 2 workspaces, by status|Running|3|75.0 %|Failed|1|25.0 %",
      "Workspaces by account, the gravest first|Workspace|State|Jobs|Statuses",
      "team-2000|cn-shanghai/2000|listed|4|team-2001|cn-shanghai/2001|not listed|–|not known",
    ].join("|"),
  );
  expect(coloured(some ?? "")).toEqual([
    "fine: listed",
    "unchecked: not listed",
    "unchecked: not listed",
    "unchecked: not answered",
  ]);
});

test("the numbers at the head have a colour where they say something, and none where they are 0", () => {
  const tiles = (report: Report) =>
    [...html(report).matchAll(/<div class="(\w*)"><dt>([^<]*)<\/dt><dd>([^<]*)/g)].map(([, ...tile]) => tile.join("|"));
  const fleet = aFleetReport({ workspaces: 2, jobs: 1_000 });

  expect(tiles(aCheckReport(["a", "B"], {}, []))).toEqual([
    "error|Errors|4",
    "warning|Warnings|1",
    "unchecked|Not checked|1",
    "|Known|0",
    "|Acknowledged|0",
    "fine|Passed|2",
  ]);
  expect(tiles(fleet)).toEqual([
    "error|Errors|442",
    "|Warnings|0",
    "|Not checked|0",
    "|Acknowledged|0",
    "fine|Passed|1,558",
  ]);
  expect(tiles({ ...aDriftReport(["a", "b", "c", "d", "e", "f"]), unanswered: [] })).toEqual([
    "error|Fail|6",
    "warning|Only shown|1",
    "unchecked|Not compared|1",
  ]);
});

test("a word about a finding has the colour of what it says", () => {
  const known = [{ workspace: "cn-shanghai/1967", ruleId: "plain-names", kind: "jobName" as const, diJobId: "77" }];

  expect(coloured(html(aCheckReport(["a", "b", "c9"])))).toEqual([
    ...["error: fails", "unchecked: not checked"],
    "unchecked: not checked",
    ...["error: error", "error: error", "warning: warning"],
    "unchecked: not answered",
  ]);
  expect(coloured(html(aCheckReport(["a"], {}, known)))).toContain("fine: found no longer");
  expect(coloured(html(aDriftReport(["a", "b", "c", "d"])))).toContain("plain: does not fail");
});

test("a card says where its rule is written, and where to read more: an address is a link, another text is none", () => {
  const report = aCheckReport(["a", "b"]);
  const withHelp = (help: string) => {
    const results = report.results.map((result) => (result.ruleId === "running" ? { ...result, help } : result));
    return html({ ...report, results }).match(/<p>More: .*?<\/p>/)?.[0];
  };

  expect(withHelp("https://wiki.example.com/a?b=<c>")).toBe(
    '<p>More: <a href="https://wiki.example.com/a?b=%3Cc%3E" rel="noreferrer">https://wiki.example.com/a?b=&#60;c&#62;</a></p>',
  );
  for (const help of ["ask the data team", "javascript:alert(1)", "https://"])
    expect(withHelp(help)).toBe(`<p>More: ${help}</p>`);
  expect(section(html(report), "found").join("|")).toContain(
    "|1 result · in 1 workspace · conf/di jobs.policy.yaml, line 14|error|",
  );
  expect(html(report)).not.toContain("More: </p>");
});

test("what could not be checked of single jobs names them, below the rules that wait", () => {
  const report = aCheckReport(["a", "b"]);
  const args = { reason: "crashed", message: "TypeError" } as const;
  const results = ["1", "2"].map((diJobId) => ({
    ...{ ruleId: "own", workspace: "cn-x/1", kind: "custom" as const, severity: "error" as const },
    ...{ outcome: "unchecked" as const, args, fails: true },
    job: { diJobId, jobName: "orders" },
    message: `'orders' (${diJobId}) could not be checked: the rule failed itself: TypeError`,
  }));

  expect(section(html({ ...report, results, unanswered: [] }), "not-checked").join("|")).toBe(
    [
      "cn-x/1|not checked|'orders' (1) could not be checked: the rule failed itself: TypeError",
      "own|cn-x/1|(2)|orders|1|orders|2",
    ].join("|"),
  );
});

test("a rule of one kind with many findings is laid out when it comes into sight", () => {
  const cards = (jobs: number) => {
    const report = aFleetReport({ workspaces: 1, jobs: 1 });
    const [result] = report.results;
    if (result === undefined) throw new Error("nothing was found");
    const results = Array.from({ length: jobs }, (_, at) => ({ ...result, message: `${at}` }));
    return html({ ...report, results }).match(/<article class="card( late)?"><h3>running-0/)?.[1];
  };

  expect([cards(100), cards(101)]).toEqual([undefined, " late"]);
});

test("what passed, or is unchanged, is a row for each rule under its own heading", () => {
  const [evidence] = aDriftReport(["a"]).evidence;
  if (evidence === undefined) throw new Error("nothing was asked");
  const unchanged = { ...aDriftReport(["a"]), drift: [], evidence: [evidence, { ...evidence, workspace: "cn-x/1" }] };

  expect(section(html(unchanged), "passed").join("|")).toBe(
    "2 results without a finding|Rule|Results|Workspaces|unchanged|an answer that is as the snapshot has it|2|2",
  );
  expect(framesOf(html(unchanged)).head).toMatch(/\|Unchanged\|Evidence$/);
});

test("drift has no part about questions where none came or went, and one for either", () => {
  const report = aDriftReport(["a"]);
  const told = (newQueries: string[], droppedQueries: string[]) =>
    section(html({ ...report, newQueries, droppedQueries }), "queries").join("|");

  expect(told([], [])).toBe("");
  expect(told(["cn-x/1"], [])).toBe("asked for the first time: cn-x/1");
  expect(told([], ["cn-x/1"])).toBe("no longer asked: cn-x/1");
});

test("the evidence of drift names the snapshot, and whether it was written; that of a check its baseline", () => {
  const facts = (report: Report) => section(html(report), "evidence").join("|");
  const known = aCheckReport(["a"], {}, []);
  const written = known.baseline && { ...known.baseline, written: true };

  expect(facts(aDriftReport(["a"]))).toContain("|By|dijobs 1.2.3|Snapshot|dataworks.snapshot.json|Calls|2|");
  expect(facts(aDriftReport(["a"], "refresh"))).toContain("|Snapshot|dataworks.snapshot.json, written|Calls|");
  expect(facts(known)).toContain("|Baseline|di baseline.jsonl|Calls|");
  expect(facts({ ...known, ...(written && { baseline: written }) })).toContain("|Baseline|di baseline.jsonl, written|");
});

test("the evidence says as whom each question was asked, and nothing where nothing was asked", () => {
  const fleet = aFleetReport({ workspaces: 2, jobs: 1, unanswered: 1, profiles: ["prod", "test"] });
  const facts = section(html(fleet), "evidence").join("|");

  expect(facts).toContain("What was asked, and what answered|Asked|Answered by|Seen|Jobs|Calls|team-2001|");
  expect(facts).toContain("|cn-shanghai/2001|not answered|ServiceUnavailable, profile test|");
  expect(facts).toMatch(/\|cn-shanghai\/2000\|live, profile prod\|2026-11-23T11:59:59Z\|1\|2\|1 throttled$/);
  expect(section(html({ ...fleet, evidence: [], unanswered: [] }), "evidence").join("|")).not.toContain("Asked");
});

test("a workspace that was not listed says all that is known about it", () => {
  const run = aFleetListing({ workspaces: 1, jobs: 1, unanswered: 1 });
  const problem = { what: "it is down", facts: ["since noon", "4 attempts"], repairs: ["ask later", "ask somebody"] };
  const unanswered = run.unanswered.map((each) => ({
    ...each,
    problems: [problem, { what: "and more", facts: [], repairs: [] }],
  }));
  const page = listPage({ ...run, unanswered });

  expect(section(page, "not-listed").join("|")).toBe(
    "team-2000|not listed|it is down|since noon|4 attempts|ask later|ask somebody|and more",
  );
  expect(page).toContain(
    '<p class="muted">since noon</p><p class="muted">4 attempts</p><p class="repair">ask later</p>',
  );
});

test("one that has no alias is listed by its name", () => {
  const { aliases: _, ...run } = aFleetListing({ workspaces: 1, jobs: 1 });

  expect(section(listPage(run), "jobs")[0]).toBe("cn-shanghai/2000");
});

test("an overview of workspaces without jobs has no chart, and one job is one", () => {
  const seen = (jobs: number) => section(html(aFleetReport({ workspaces: 1, jobs })), "overview").join("|");

  expect(seen(0)).toMatch(/^Workspaces by account, .*\|team-2000\|cn-shanghai\/2000\|fine\|0\|0\|0\|0\|0\|no jobs$/);
  expect(seen(1)).toMatch(/^1 job in 1 workspace, by status\|Failed\|1\|100\.0 %\|/);
});

test.each(PAGES)("%s: every class that the page uses has a style", (_, page) => {
  const [, style = ""] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? [];
  const used = new Set([...page.matchAll(/ class="([^"]+)"/g)].flatMap(([, names = ""]) => names.split(" ")));

  expect(used.size).toBeGreaterThan(10);
  expect([...used].filter((name) => !style.includes(`.${name}`))).toEqual([]);
});
