import { type DriftIgnore, ignoreDrift } from "../../../src/checks/drift-ignore";
import type { RuleResult } from "../../../src/checks/result";
import { checkExitCode, checkReport } from "../../../src/cli/report/check-report";
import { type DriftRun, driftReport } from "../../../src/cli/report/drift-report";
import { unansweredBy } from "../../../src/cli/report/evidence";
import { DataWorksError } from "../../../src/errors/error";
import { canonicalQuery } from "../../../src/model/query";
import { aCheckReport, aDriftReport, aDriftRun, baselineOf } from "../../_support/reports";

const base = { ruleId: "r", workspace: "cn-shanghai/1967", kind: "custom" } as const;
const pass: RuleResult = { ...base, severity: "error", outcome: "pass", args: { jobs: 1 } };
const error: RuleResult = { ...base, severity: "error", outcome: "fail", args: { message: "no" } };
const warning: RuleResult = { ...error, severity: "warning" };
const old: RuleResult = {
  ...base,
  severity: "warning",
  outcome: "unchecked",
  args: { reason: "statusTooOld", observedAt: "2026-11-01T00:00:00Z" },
};
const crashed: RuleResult = { ...old, args: { reason: "crashed", message: "no" } };
const lost = unansweredBy(
  canonicalQuery({ regionId: "cn-shanghai", projectId: "1967" }),
  new DataWorksError("Throttled", { what: "too much" }),
);

const exitCode = (results: RuleResult[], options: Partial<Parameters<typeof checkExitCode>[0]> = {}) =>
  checkExitCode({ results, unanswered: [], failOn: "error", ...options });

test("what passes or is acknowledged ends with 0", () => {
  const acknowledgement = { id: "r", reason: "known for long", by: "me", until: "2027-01-01" };

  expect(exitCode([])).toBe(0);
  expect(exitCode([pass, { ...error, outcome: "acknowledged", acknowledgement }])).toBe(0);
});

test("an error fails, a warning only where it is asked to", () => {
  expect(exitCode([pass, error])).toBe(1);
  expect(exitCode([pass, warning])).toBe(0);
  expect(exitCode([pass, warning], { failOn: "warning" })).toBe(1);
  expect(exitCode([pass, error], { failOn: "warning" })).toBe(1);
});

test("what could not be checked beats every finding, also when it would only be a warning", () => {
  expect(exitCode([error, old])).toBe(2);
  expect(exitCode([error], { unanswered: [lost] })).toBe(2);
});

test("only a reason that was allowed may stay unchecked", () => {
  expect(exitCode([pass, old], { allowUnchecked: ["statusTooOld"] })).toBe(0);
  expect(exitCode([error, old], { allowUnchecked: ["statusTooOld"] })).toBe(1);
  expect(exitCode([pass, old], { allowUnchecked: ["partOfWorkspace"] })).toBe(2);
  expect(exitCode([pass, crashed], { allowUnchecked: ["statusTooOld", "partOfWorkspace"] })).toBe(2);
  expect(exitCode([pass, old], { allowUnchecked: ["statusTooOld"], unanswered: [lost] })).toBe(2);
});

test("what was not checked counts once for each result, and for each question without an answer", () => {
  const run = {
    ...aDriftRun(["a"]),
    policy: { path: "x", sha256: "" },
    lineOf: () => undefined,
    failOn: "error",
  } as const;
  const unlisted: RuleResult = { ...old, args: { reason: "notListed", message: "no" } };

  expect(checkReport({ ...run, results: [pass, old, crashed, unlisted], unanswered: [lost] }).summary).toEqual({
    ...{ errors: 0, warnings: 0, known: 0, acknowledged: 0 },
    ...{ unchecked: 3, passed: 1 },
  });
});

test("a check says what proves it: workspaces, times, calls, policy and version", () => {
  const { policy, tool, startedAt, evidence, unanswered } = aCheckReport(["a"]);

  expect(policy).toEqual({ path: "conf/di jobs.policy.yaml", sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect({ tool, startedAt }).toEqual({
    tool: { name: "dijobs", version: "1.2.3" },
    startedAt: "2026-11-23T12:00:00.000Z",
  });
  expect(evidence).toEqual([
    {
      workspace: "cn-shanghai/1967",
      alias: "orders",
      asked: "cn-shanghai/1967",
      source: "live",
      observedAt: "2026-11-23T11:59:59Z",
      verified: true,
      jobs: 1,
      statuses: [{ status: "Running", jobs: 1 }],
      calls: 2,
      throttledCalls: 1,
    },
  ]);
  expect(unanswered).toMatchObject([{ workspace: "cn-beijing/2044", alias: "crm", code: "AccessDenied" }]);
});

test("a check places a finding at its rule, and one about an acknowledgement at that", () => {
  const { results } = aCheckReport(["a"]);

  const placeOf = (kind: string) => results.find((result) => result.kind === kind)?.place;
  expect(placeOf("jobStatus")).toEqual({ path: "conf/di jobs.policy.yaml", line: 6 });
  expect(placeOf("acknowledgementUnused")).toEqual({ path: "conf/di jobs.policy.yaml", line: 19 });
});

test("drift fails by the jobs that constructs use, and a question without an answer beats it", () => {
  const { summary, exitCode: code, drift } = aDriftReport();

  expect(summary).toEqual({ failing: 6, shown: 1, ignored: 0, unchecked: 1 });
  expect(drift.find(({ kind }) => kind === "status")?.fails).toBe(false);
  expect(code).toBe(2);
});

describe("how drift ends", () => {
  const answered: DriftRun = { ...aDriftRun(["a", "b", "c", "d", "e", "f"]), unanswered: [] };
  const [status] = answered.drift.filter(({ kind }) => kind === "status");
  const endOf = (parts: Partial<DriftRun>) => {
    const { exitCode: code, summary, drift } = driftReport({ ...answered, ...parts });
    return { code, failing: summary.failing, kinds: drift.filter(({ fails }) => fails).map(({ kind }) => kind) };
  };

  test("with 1 for a difference that concerns somebody, with 0 where nothing differs, or only a status", () => {
    expect(endOf({}).code).toBe(1);
    expect(endOf({ drift: [] })).toEqual({ code: 0, failing: 0, kinds: [] });
    expect(endOf({ drift: status ? [status] : [] })).toEqual({ code: 0, failing: 0, kinds: [] });
  });

  test("with 2 where a question has no answer, whether something differs or not", () => {
    expect(endOf({ unanswered: [lost] }).code).toBe(2);
    expect(endOf({ unanswered: [lost], drift: [] }).code).toBe(2);
  });

  test("by the kinds that are to fail, where they are named", () => {
    expect(endOf({ failOn: ["status"] })).toEqual({ code: 1, failing: 1, kinds: ["status"] });
    expect(endOf({ failOn: ["moved"] })).toEqual({ code: 0, failing: 0, kinds: [] });
    expect(endOf({ failOn: ["status"], command: "refresh" })).toEqual({ code: 0, failing: 0, kinds: [] });
  });

  test("with 0 where the policy expects what differs, which is counted apart and says who expects it", () => {
    const expected = {
      kind: "removed",
      reason: "it moves to another cluster",
      by: "ops",
      until: "2027-01-31",
    } as const;
    const { drift, summary, exitCode: code } = driftReport({ ...answered, ...ignoring(expected), failOn: ["removed"] });

    expect({ code, summary }).toEqual({ code: 0, summary: { failing: 0, shown: 6, ignored: 1, unchecked: 0 } });
    expect(drift.filter(({ ignored }) => ignored !== undefined)).toMatchObject([
      { kind: "removed", fails: false, ignored: { reason: expected.reason, by: "ops", until: "2027-01-31" } },
    ]);
  });

  test.each<[string, Partial<DriftIgnore>, number, "error" | "warning", string]>([
    ["is over", { until: "2026-11-22" }, 1, "error", "ended on 2026-11-22: record the difference, or ignore it anew"],
    ["ends soon", { until: "2026-11-30" }, 0, "warning", "ends in 7 days, on 2026-11-30"],
  ])("and an entry of the policy that %s is said with its line", (_, parts, code, level, words) => {
    const entry = { kind: "removed", reason: "it moves to another cluster", by: "ops", ...parts } as DriftIgnore;
    const drift = answered.drift.filter(({ kind }) => kind === "removed");
    const report = driftReport({ ...answered, drift, ...ignoring(entry) });

    expect(report.exitCode).toBe(code);
    expect(report.ignoreFindings).toEqual([
      {
        kind: code === 1 ? "ignoreExpired" : "ignoreExpiring",
        severity: level,
        workspace: "*",
        message: expect.stringContaining(words),
        fails: code === 1,
        place: { path: "di\npolicy.yaml", line: 12 },
      },
    ]);
    expect(report.ignoreFindings[0]?.message).toMatch(/ \(di\\u\{a\}policy\.yaml:12\)$/);
  });

  test("an entry is of its workspace, and has no place where no line is known", () => {
    const entry = { kind: "moved", workspace: "cn-shanghai/1967", reason: "it will move", by: "ops" } as const;
    const { ignore } = ignoring({ ...entry, until: "2027-01-31" });
    const [finding] = driftReport({ ...answered, ignore: { ...ignore, lineOf: () => undefined } }).ignoreFindings;

    expect(finding).toMatchObject({ kind: "ignoreUnused", workspace: "cn-shanghai/1967", place: undefined });
    expect(finding?.message).toMatch(/: delete it, or correct it$/);
  });

  function ignoring(entry: DriftIgnore) {
    const found = ignoreDrift(answered.drift, [entry], { now: new Date("2026-11-23T12:00:00Z") }, () => true);
    return { ignore: { ...found, path: "di\npolicy.yaml", lineOf: (each: DriftIgnore) => (each === entry ? 12 : 1) } };
  }
});

test("a difference has the name that people gave to its workspace, and the line of its job", () => {
  const aliases = new Map([["cn-shanghai/1967", "orders"]]);
  const { drift } = driftReport({ ...aDriftRun(["a"]), aliases });

  expect(drift.map(({ kind, alias, place, message }) => ({ kind, alias, place, message }))).toContainEqual({
    kind: "removed",
    alias: "orders",
    place: { path: "dataworks.snapshot.json", line: 7 },
    message: "'a' (1) was removed: prod/jobs uses it",
  });
  expect(drift.find(({ kind }) => kind === "added")?.place).toBeUndefined();
});

test("no difference fails a refresh", () => {
  const { drift, summary } = aDriftReport(undefined, "refresh");

  expect(drift.some(({ fails }) => fails)).toBe(false);
  expect(summary).toMatchObject({ failing: 0, shown: 7 });
});

test("a report says which answers are not proved to be those of one instant", () => {
  expect(aCheckReport(["a"]).evidence).toMatchObject([{ verified: true }]);
  expect(aDriftReport().evidence).toMatchObject([{ verified: false }]);
});

test("a workspace that was not listed is said once, and counts once, whatever the number of rules", () => {
  const { results, summary, unanswered } = aCheckReport(["a"]);

  expect(results.filter(({ workspace }) => workspace === "cn-beijing/2044")).toEqual([]);
  expect(unanswered).toHaveLength(1);
  expect(summary.unchecked).toBe(1);
});

test("a finding about an acknowledgement says its job, workspace and line", () => {
  const { results } = aCheckReport(["a"]);

  expect(results.find(({ kind }) => kind === "acknowledgementUnused")?.message).toBe(
    "the acknowledgement by data@example.com of the job 3 in cn-shanghai/1967 matches no finding: " +
      "delete it, or correct its job and workspace (conf/di jobs.policy.yaml:19)",
  );
});

describe("with a baseline", () => {
  const known = baselineOf("B");
  const report = aCheckReport(["a", "B", "C"], {}, known);

  test("what is known counts apart, and each finding says whether it is", () => {
    expect(report.summary).toMatchObject({ errors: 3, warnings: 1, known: 1, acknowledged: 1, passed: 2 });
    expect(report.results.map(({ ruleId, job, baseline, fails }) => [ruleId, job?.diJobId, baseline, fails])).toEqual([
      ["running", "1", undefined, false],
      ["running", "2", "new", true],
      ["running", "3", undefined, false],
      ["plain-names", "1", undefined, false],
      ["plain-names", "2", "known", false],
      ["plain-names", "3", "new", false],
      ["required", undefined, "new", true],
    ]);
  });

  test("what is found no longer, and which workspaces are seen no longer, is said", () => {
    expect(report.baseline).toEqual({
      path: "di baseline.jsonl",
      written: false,
      repaired: [{ ...known[1], alias: "orders", message: "'B' (99) was a finding of jobName, and is none any more" }],
      vanished: [
        {
          workspace: "cn-hangzhou/3",
          message: expect.stringMatching(/^the workspace 'gone\\u\{1b\}\[31m' is seen no longer, .*--update-baseline$/),
          fails: true,
        },
      ],
    });
    expect(aCheckReport(["a"])).not.toHaveProperty("baseline");
  });

  test("what is taken into one that is written counts no more, and a workspace that vanished fails no more", () => {
    const of = (written: boolean, vanished: number) => {
      const result = { ...error, severity: "error" } as const;
      const names = new Map(Array.from({ length: vanished }, (_, at) => [`cn-x/${at}`, "gone"]));
      const sets = { known: new Set<RuleResult>(), taken: new Set<RuleResult>([result]), repaired: [] };
      const baseline = { ...sets, path: "x", written, vanished: names };
      return [exitCode([result], { baseline }), exitCode([pass], { baseline })];
    };

    expect(of(false, 0)).toEqual([1, 0]);
    expect(of(true, 0)).toEqual([0, 0]);
    expect(of(false, 1)).toEqual([1, 1]);
    expect(of(true, 1)).toEqual([0, 0]);
  });
});

test("of an answer the most frequent status comes first, equals by the alphabet; a snapshot proves no instant and no account", () => {
  const listings = aDriftRun(["a"]).listings.map((listing) => {
    const { verified: _, ...unproved } = listing;
    const statuses = ["Stopped", "Failed", "Running", "Running"];
    const [job] = listing.jobs;
    const jobs = job ? statuses.map((jobStatus) => ({ ...job, jobStatus })) : [];
    return { ...unproved, jobs, source: "snapshot" as const };
  });
  const profileOf = () => "prod";
  const [evidence] = driftReport({ ...aDriftRun(["a"]), listings, profileOf }).evidence;

  expect(evidence?.statuses).toEqual([
    { status: "Running", jobs: 2 },
    { status: "Failed", jobs: 1 },
    { status: "Stopped", jobs: 1 },
  ]);
  expect(evidence).not.toHaveProperty("verified");
  expect(evidence?.profile).toBeUndefined();
  expect(driftReport({ ...aDriftRun(["a"]), profileOf }).evidence[0]?.profile).toBe("prod");
});

test("a question without an answer says what it asked, what happened, and the same as data", () => {
  expect(lost).toEqual({
    workspace: "cn-shanghai/1967",
    alias: undefined,
    asked: "cn-shanghai/1967",
    code: "Throttled",
    message: "too much",
    problems: [{ what: "too much", facts: [], repairs: [] }],
  });
});
