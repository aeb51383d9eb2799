import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Acknowledgement } from "../../src/checks/acknowledgement";
import { describeRepaired, describeResult, describeVanished } from "../../src/checks/describe";
import { describeDrift } from "../../src/checks/describe-drift";
import { describeKind } from "../../src/checks/describe-kind";
import { compareListings, DRIFT_KINDS } from "../../src/checks/drift";
import { type Finding, findingKinds, type ResultKind } from "../../src/checks/finding";
import type { RuleResult } from "../../src/checks/result";
import { summarize } from "../../src/checks/summarize";
import type { UncheckedArgs } from "../../src/checks/verdict";
import { rememberSecrets } from "../../src/text/redact";
import { job, listing } from "../_support/jobs";
import { flawsOfRulesPage } from "../_support/rules-page";
import { uses } from "../_support/uses";

const acknowledgement: Acknowledgement = {
  id: "naming",
  reason: "renamed with the cut-over",
  by: "ops@example.com",
  until: "2027-01-31",
};
const base = {
  ruleId: "r",
  workspace: "cn-shanghai/1967",
  job: { diJobId: "1", jobName: "orders" },
  severity: "error",
} as const;

const FINDINGS: Record<ResultKind, Finding> = {
  jobExists: { kind: "jobExists", args: { jobName: "ordres", asked: "cn-shanghai/1967", nearest: ["orders"] } },
  jobStatus: { kind: "jobStatus", args: { jobStatus: "Failed", allowed: ["Running", "Finished"] } },
  jobName: { kind: "jobName", args: { jobName: "orders", pattern: "^x" } },
  migrationType: { kind: "migrationType", args: { migrationType: "Full", allowed: ["RealtimeIncremental"] } },
  dataSourceTypes: { kind: "dataSourceTypes", args: { side: "source", dataSourceType: "Kafka", allowed: ["MySQL"] } },
  jobCount: { kind: "jobCount", args: { count: 1, asked: "cn-shanghai/1967, jobNameLike 'o'", min: 2 } },
  uniqueNames: { kind: "uniqueNames", args: { jobName: "orders", diJobIds: ["1", "2"] } },
  knownValues: { kind: "knownValues", args: { field: "jobStatus", value: "Paused" } },
  custom: { kind: "custom", args: { message: "has no owner" } },
  jobMissing: { kind: "jobMissing", args: { job: "gone", asked: ["cn-shanghai/1967"] } },
  acknowledgementExpired: { kind: "acknowledgementExpired", args: { acknowledgement, used: true } },
  acknowledgementExpiring: { kind: "acknowledgementExpiring", args: { acknowledgement, daysLeft: 1 } },
  acknowledgementTooLong: { kind: "acknowledgementTooLong", args: { acknowledgement, latest: "2026-12-31" } },
  acknowledgementUnused: { kind: "acknowledgementUnused", args: { acknowledgement } },
};

const UNCHECKED: Record<UncheckedArgs["reason"], UncheckedArgs> = {
  statusTooOld: { reason: "statusTooOld", observedAt: "2026-11-01T00:00:00Z" },
  partOfWorkspace: { reason: "partOfWorkspace", asked: "cn-shanghai/1967, jobNameLike 'orders'" },
  crashed: { reason: "crashed", message: "TypeError: no such field" },
  notListed: { reason: "notListed", message: "no credentials; set them" },
};

const said = (finding: Finding) => describeResult({ ...base, outcome: "fail", ...finding });
const saidUnchecked = (args: UncheckedArgs) =>
  describeResult({ ...base, outcome: "unchecked", kind: "jobStatus", args });

describe("a finding says what and the repair", () => {
  test.each<[ResultKind, string]>([
    [
      "jobExists",
      "cn-shanghai/1967 has no job named 'ordres' (it has 'orders'): create it, or correct the name in the rule",
    ],
    ["jobStatus", "'orders' (1) is Failed, not Running or Finished: look at it in DataWorks, or allow the status"],
    ["jobName", "'orders' (1) does not match ^x: rename the job, or acknowledge it by its id"],
    ["migrationType", "'orders' (1) is Full, not RealtimeIncremental: replace the job, or allow the type"],
    ["dataSourceTypes", "'orders' (1) has the source Kafka, not MySQL: change its source, or allow the type"],
    [
      "jobCount",
      "cn-shanghai/1967, jobNameLike 'o' has 1 job, not at least 2: find out which are missing, or change the rule",
    ],
    ["uniqueNames", "2 jobs are named 'orders' (1, 2): rename all but one, or find them by id"],
    [
      "knownValues",
      "'orders' (1) has the jobStatus 'Paused', which is not documented: look for a newer release of this library",
    ],
    ["custom", "'orders' (1): has no owner"],
    ["jobMissing", "cn-shanghai/1967 has no job 'gone', which the rule selects: correct the rule"],
    [
      "acknowledgementExpired",
      "the acknowledgement by ops@example.com ended on 2027-01-31: repair the finding, or acknowledge it anew",
    ],
    [
      "acknowledgementExpiring",
      "the acknowledgement by ops@example.com ends in 1 day, on 2027-01-31: repair the finding, or acknowledge it anew",
    ],
    [
      "acknowledgementTooLong",
      "the acknowledgement by ops@example.com lasts until 2027-01-31, and accepts nothing: the latest day allowed is 2026-12-31",
    ],
    [
      "acknowledgementUnused",
      "the acknowledgement by ops@example.com matches no finding: delete it, or correct its job and workspace",
    ],
  ])("%s", (kind, words) => {
    expect(said(FINDINGS[kind])).toBe(words);
  });

  test("and other words where the numbers ask for them", () => {
    expect(said({ kind: "jobCount", args: { count: 3, asked: "cn-shanghai/1967", max: 2 } })).toContain(
      "has 3 jobs, not at most 2: find out which are new",
    );
    expect(said({ kind: "acknowledgementExpiring", args: { acknowledgement, daysLeft: 0 } })).toContain("ends today");
    expect(said({ kind: "acknowledgementExpired", args: { acknowledgement, used: false } })).toContain("delete it");
  });
});

test.each([
  [{ job: { diJobId: "7" } }, "by ops@example.com of the job 7 matches"],
  [{ job: { jobName: "a\nb" }, workspace: "cn-shanghai/1967" }, "of 'a\\u{a}b' in cn-shanghai/1967 matches"],
])("a finding about an acknowledgement says of which job, and where: %j", (parts, words) => {
  const finding = {
    kind: "acknowledgementUnused",
    args: { acknowledgement: { ...acknowledgement, ...parts } },
  } as const;

  expect(said(finding)).toContain(words);
});

test("what could not be checked says so and why", () => {
  const old = "'orders' (1) could not be checked: its status is that of a snapshot, seen at 2026-11-01T00:00:00Z, and";
  const repair = "ask the live API, or refresh the snapshot";
  expect(saidUnchecked(UNCHECKED.statusTooOld)).toBe(`${old} no statusMaxAge allows that: ${repair}`);
  expect(saidUnchecked({ ...UNCHECKED.statusTooOld, statusMaxAge: "1h" } as UncheckedArgs)).toBe(
    `${old} older than 1h: ${repair}`,
  );
  expect(saidUnchecked(UNCHECKED.partOfWorkspace)).toContain("a part of it (cn-shanghai/1967, jobNameLike 'orders')");
  expect(saidUnchecked(UNCHECKED.crashed)).toContain("the rule failed itself: TypeError: no such field");
  expect(saidUnchecked(UNCHECKED.notListed)).toMatch(/: no credentials; set them$/);
});

test("an acknowledged finding says by whom, until when and why", () => {
  const result: RuleResult = { ...base, outcome: "acknowledged", acknowledgement, ...FINDINGS.jobName };

  expect(describeResult(result)).toMatch(
    /\(acknowledged by ops@example.com until 2027-01-31: renamed with the cut-over\)$/,
  );
});

test("a pass says what was looked at", () => {
  const pass = { ...base, outcome: "pass", kind: "jobStatus" } as const;
  const whole = { ...pass, job: undefined };

  expect(describeResult({ ...pass, args: { jobs: 1, value: "Running" } })).toBe("'orders' (1) passes with 'Running'");
  expect(describeResult({ ...pass, args: { jobs: 1 } })).toBe("'orders' (1) passes");
  expect(describeResult({ ...whole, args: { jobs: 2 } })).toBe("cn-shanghai/1967 passes with 2 jobs");
  expect(describeResult({ ...whole, args: { jobs: 0 } })).toBe("cn-shanghai/1967 has no job to check");
});

test("no name can break a line, move the cursor or turn the text around", () => {
  const result = said({
    kind: "jobExists",
    args: { jobName: "a\n\u001b[2J\u202eb", asked: "cn-shanghai/1967", nearest: [] },
  });

  expect(result).toContain("'a\\u{a}\\u{1b}[2J\\u{202e}b'");
});

test("no secret of a rule's own message is shown", () => {
  rememberSecrets("hunter2-hunter2");

  expect(said({ kind: "custom", args: { message: "asked with hunter2-hunter2" } })).not.toContain("hunter2");
  expect(saidUnchecked({ reason: "crashed", message: "hunter2-hunter2" })).not.toContain("hunter2");
});

describe("a summary has one message for each rule", () => {
  const failed = (diJobId: string, ruleId = "up"): RuleResult => ({
    ...base,
    ruleId,
    job: { diJobId, jobName: `job${diJobId}` },
    outcome: "fail",
    ...FINDINGS.jobStatus,
  });
  const unchecked = (args: UncheckedArgs): RuleResult => ({
    ...base,
    ruleId: "up",
    outcome: "unchecked",
    kind: "custom",
    args,
  });

  test("that names the first few of many", () => {
    const many = Array.from({ length: 40 }, (_, index) => failed(`${index + 1}`));

    const [summary, ...more] = summarize(many);

    expect(more).toEqual([]);
    expect(summary).toMatchObject({ ruleId: "up", severity: "error", count: 40 });
    expect(summary?.text.split("\n")).toEqual([
      "rule 'up': 40 findings",
      expect.stringMatching(/^ {2}'job1' \(1\) is Failed/),
      expect.stringMatching(/^ {2}'job2' /),
      expect.stringMatching(/^ {2}'job3' /),
      "  and 37 more",
    ]);
  });

  test("on one line when there is one, with the rule's link below", () => {
    const [summary] = summarize([{ ...failed("1"), help: "https://wiki.example.com/up" }]);

    expect(summary?.text).toMatch(
      /^rule 'up': 'job1' \(1\) is Failed, [^\n]*\n {2}see https:\/\/wiki.example.com\/up$/,
    );
  });

  test("of what every finding is, where one is shown whole, and nothing else", () => {
    const [one, two] = [summarize([failed("1")]), summarize([failed("1"), failed("2")])].map(([each]) => each?.text);
    const sentence = "is Failed, not Running or Finished: look at it in DataWorks, or allow the status";

    expect(one).toBe(`rule 'up': 'job1' (1) ${sentence}`);
    expect(two).toBe(`rule 'up': 2 findings\n  'job1' (1) ${sentence}\n  'job2' (2) ${sentence}`);
  });

  test("that names all of three findings, and says of four that there is one more", () => {
    const lines = (count: number) => {
      const [summary] = summarize(Array.from({ length: count }, (_, at) => failed(`${at}`)));
      return summary?.text.split("\n").slice(4);
    };

    expect([lines(3), lines(4)]).toEqual([[], ["  and 1 more"]]);
  });

  test("and says only what could not be checked where nothing was found", () => {
    const [summary] = summarize([unchecked(UNCHECKED.statusTooOld), unchecked(UNCHECKED.crashed)]);

    expect(summary?.text.split("\n")[0]).toBe("rule 'up': 2 not checked");
  });

  test("and none where all is passed or acknowledged", () => {
    const acknowledged: RuleResult = { ...base, outcome: "acknowledged", acknowledgement, ...FINDINGS.jobName };
    const passed: RuleResult = { ...base, outcome: "pass", kind: "jobName", args: { jobs: 1 } };

    expect(summarize([acknowledged, passed])).toEqual([]);
  });

  test("as grave as the gravest of its results, which comes first", () => {
    const [summary] = summarize([
      unchecked(UNCHECKED.statusTooOld),
      { ...failed("2"), severity: "warning" },
      failed("3"),
    ]);

    expect(summary?.severity).toBe("error");
    expect(summary?.text.split("\n").slice(0, 2)).toEqual([
      "rule 'up': 2 findings, 1 not checked",
      expect.stringContaining("'job3' (3)"),
    ]);
  });

  test("where a missing answer is a warning, and a broken rule is not", () => {
    expect(summarize([unchecked(UNCHECKED.statusTooOld)])[0]?.severity).toBe("warning");
    expect(summarize([unchecked(UNCHECKED.crashed)])[0]?.severity).toBe("error");
  });
});

describe("drift is said in sentences", () => {
  const orders = job({ diJobId: "16626", jobName: "orders" });
  const saidOf = (
    before: readonly ReturnType<typeof job>[],
    after: readonly ReturnType<typeof job>[],
    users: string[] = [],
  ) => {
    const usedBy = uses(Object.fromEntries(users.map((path) => [path, ["orders"]])));
    return compareListings({ jobs: before, observedAt: "2026-11-01T00:00:00Z", usedBy }, listing(after)).map(
      describeDrift,
    );
  };

  test.each<[string, string[], string]>([
    ["added", saidOf([], [orders]), "'orders' (16626) was added"],
    ["removed", saidOf([orders], []), "'orders' (16626) was removed"],
    ["renamed", saidOf([orders], [{ ...orders, jobName: "o2" }]), "'orders' (16626) was renamed to 'o2'"],
    ["recreated", saidOf([orders], [{ ...orders, diJobId: "17001" }]), "'orders' was recreated (16626 → 17001)"],
    [
      "rerouted",
      saidOf([orders], [{ ...orders, sourceDataSourceType: "Kafka" }]),
      "'orders' (16626) goes from Kafka to Hologres now, not from MySQL to Hologres",
    ],
    [
      "retyped",
      saidOf([orders], [{ ...orders, migrationType: "Full" }]),
      "'orders' (16626) is Full now, not FullAndRealtimeIncremental",
    ],
    ["status", saidOf([orders], [{ ...orders, jobStatus: "Failed" }]), "'orders' (16626) is Failed now, not Running"],
  ])("%s", (_kind, sentences, expected) => {
    expect(sentences).toEqual([expected]);
  });

  test("that name whom it concerns", () => {
    expect(saidOf([orders], [{ ...orders, diJobId: "17001" }], ["prod/jobs"])).toEqual([
      "'orders' was recreated (16626 → 17001): prod/jobs uses it, and resources that hold its id will be replaced",
    ]);
    expect(saidOf([orders], [], ["a", "b", "c", "d"])).toEqual([
      "'orders' (16626) was removed: a, b, c and 1 more use it",
    ]);
    expect(saidOf([], [orders], ["prod/jobs"])).toEqual([
      "'orders' (16626) was added: prod/jobs uses its name or the whole list",
    ]);
  });

  test("that say which workspace a name means now, and whom that concerns", () => {
    const moved = (usedBy: { app: string; construct: string }[]) =>
      describeDrift({
        kind: "moved",
        workspace: "cn-shanghai/1967",
        projectName: "orders\n",
        movedTo: "cn-shanghai/2044",
        usedBy,
        namesakes: [],
      });
    const sentence = "'orders\\u{a}' is the workspace cn-shanghai/2044 now, not cn-shanghai/1967";

    expect(moved([])).toBe(sentence);
    expect(moved([{ app: "apps/a", construct: "prod/jobs" }])).toBe(
      `${sentence}: prod/jobs (app apps/a) uses it, and resources that hold ids of its jobs will be replaced`,
    );
  });

  test("that say to whom the name of a job belongs that was removed", () => {
    const crm = job({ diJobId: "16633", jobName: "crm" });

    expect(saidOf([orders, crm], [{ ...crm, jobName: "orders" }])).toEqual([
      "'orders' (16626) was removed, and its name belongs to 16633",
      "'crm' (16633) was renamed to 'orders'",
    ]);
  });

  test("that say who has the name now", () => {
    const again = { ...orders, diJobId: "17001" };

    expect(saidOf([orders], [{ ...orders, jobName: "o2" }, again])).toEqual([
      "'orders' (16626) was renamed to 'o2', and its old name belongs to 17001",
      "'orders' (17001) was added",
    ]);
    expect(saidOf([orders], [orders, again])).toEqual(["'orders' (17001) was added, with the same name as 16626"]);
  });
});

test("each kind of drift says what it is, to stand in a list", () => {
  expect(Object.fromEntries(DRIFT_KINDS.map((kind) => [kind, describeKind(kind)]))).toEqual({
    moved: "a name that means another workspace",
    added: "a job that the snapshot does not have",
    removed: "a job that is gone",
    renamed: "a job with the same id and another name",
    recreated: "a job with the same name and another id",
    rerouted: "a job with another kind of source or destination",
    retyped: "a job with another migration type",
    status: "a job with another status",
  });
});

test("what is found no longer is said by the job, else by what is known of it", () => {
  const of = (parts: object) => describeRepaired({ workspace: "cn-x/1", ruleId: "r", kind: "jobName", ...parts });

  expect(of({ diJobId: "7", jobName: "a\n" })).toBe("'a\\u{a}' (7) was a finding of jobName, and is none any more");
  expect(of({ diJobId: "7" })).toBe("the job 7 was a finding of jobName, and is none any more");
  expect(of({ jobName: "a" })).toBe("'a' was a finding of jobName, and is none any more");
  expect(of({})).toBe("cn-x/1 was a finding of jobName, and is none any more");
});

test("a workspace that is seen no longer is named, and what to do about it", () => {
  expect(describeVanished("orders\n")).toBe(
    "the workspace 'orders\\u{a}' is seen no longer, so nothing of it was checked: is it deleted, or is the identity no " +
      "member of it any more? write the baseline anew with --update-baseline",
  );
});

test.each<[unknown, string]>([
  [undefined, "result is missing\n  pass a result of a rule, as dijobs check --format json has it"],
  [{ ...base, kind: "custom", args: {}, outcome: "ok" }, "result.outcome cannot be 'ok'"],
  [{ ...base, kind: "odd", args: {}, outcome: "pass" }, "result.kind cannot be 'odd'"],
  [{ ...base, kind: "custom", args: {}, outcome: "pass", workspace: 5 }, "result.workspace cannot be '5'"],
  [{ ...base, kind: "custom", args: "x", outcome: "pass" }, "result.args cannot be 'x'"],
])("what is no result is refused by name (%#)", (value, words) => {
  expect(() => describeResult(value as RuleResult)).toThrow(
    expect.objectContaining({ code: "InvalidArgument", message: expect.stringContaining(words) }),
  );
});

test("each kind is said in words of its own, to stand in a list", () => {
  const kinds = [...Object.values(findingKinds).map(({ kind }) => kind), ...DRIFT_KINDS];

  expect(new Set(kinds.map(describeKind)).size).toBe(kinds.length);
  for (const kind of kinds) expect(describeKind(kind)).toMatch(/^[a-z].*[^.]$/);
});

test("every kind of result, reason and drift has a heading in the documentation", () => {
  const page = readFileSync(join(__dirname, "../../docs/rules.md"), "utf8");
  const ofFiles = ["workspaceVanished", "ignoreExpired", "ignoreExpiring", "ignoreTooLong", "ignoreUnused"];
  const otherHeadings = [...Object.keys(UNCHECKED), ...DRIFT_KINDS, ...ofFiles];

  expect(flawsOfRulesPage(page, Object.values(findingKinds), otherHeadings)).toEqual([]);
});
