import { itemsOf } from "../../../src/cli/report/items";
import type { CheckReport, DriftReport } from "../../../src/cli/report/report";
import { subjectFile, summaryWords, verdict } from "../../../src/cli/report/summary";
import { aCheckReport, aDriftReport, aFleetReport } from "../../_support/reports";

const check = aCheckReport(["a", "b", "c9"]);
const drift = aDriftReport(["a", "b", "c", "d", "e", "f"]);
const refresh = aDriftReport(["a"], "refresh");

describe("the counts in words", () => {
  const nothing = { errors: 0, warnings: 0, known: 0, acknowledged: 0, unchecked: 0, passed: 0 };
  const same = { failing: 0, shown: 0, ignored: 0, unchecked: 0 };
  const ofCheck = (summary: Partial<CheckReport["summary"]>) =>
    summaryWords({ ...check, summary: { ...nothing, ...summary } });
  const ofDrift = (parts: Partial<DriftReport>, report = drift) =>
    summaryWords({ ...report, newQueries: [], droppedQueries: [], ignoreFindings: [], summary: same, ...parts });

  test.each([
    [{}, "nothing was checked"],
    [{ errors: 1, warnings: 1, known: 1 }, "1 error, 1 warning, 1 known"],
    [
      { errors: 2, warnings: 2, unchecked: 1, acknowledged: 3, passed: 4 },
      "2 errors, 2 warnings, 1 not checked, 3 acknowledged, 4 passed",
    ],
  ])("of a check: %j", (summary, words) => {
    expect(ofCheck(summary)).toBe(words);
  });

  test.each<[Partial<DriftReport>, string]>([
    [{}, "nothing differs"],
    [
      { summary: { failing: 1, shown: 2, ignored: 1, unchecked: 0 } },
      "1 difference that fails, 2 differences that do not fail, 1 expected difference",
    ],
    [
      { summary: { failing: 2, shown: 1, ignored: 2, unchecked: 3 } },
      "2 differences that fail, 1 difference that does not fail, 2 expected differences, 3 not checked",
    ],
    [{ newQueries: ["a"], droppedQueries: ["b", "c"] }, "1 new query, 2 dropped queries"],
    [{ newQueries: ["a", "b"], droppedQueries: ["c"] }, "2 new queries, 1 dropped query"],
  ])("of drift (%#)", (parts, words) => {
    expect(ofDrift(parts)).toBe(words);
  });

  test("of drift, what there is to say about entries of the policy", () => {
    const [finding] = [{ kind: "ignoreUnused", severity: "error", workspace: "*", message: "", fails: true }] as const;

    expect(ofDrift({ ignoreFindings: [finding] })).toBe("1 finding about drift.ignore");
    expect(ofDrift({ ignoreFindings: [finding, finding] })).toBe("2 findings about drift.ignore");
  });

  test("of a refresh, in which no difference fails", () => {
    expect(ofDrift({ summary: { ...same, shown: 1 } }, refresh)).toBe("1 difference");
    expect(ofDrift({ summary: { ...same, shown: 2 } }, refresh)).toBe("2 differences");
  });
});

test.each<[string, CheckReport | DriftReport]>([
  ["nothing to do", { ...check, exitCode: 0 }],
  ["findings", { ...check, exitCode: 1 }],
  ["not everything could be checked", { ...check, exitCode: 2 }],
  ["nothing to do", { ...drift, exitCode: 0 }],
  ["drift", { ...drift, exitCode: 1 }],
  ["not everything could be checked", { ...drift, exitCode: 2 }],
  ["recorded", { ...refresh, exitCode: 0 }],
  ["the snapshot stays as it is", { ...refresh, exitCode: 0, snapshot: { path: "x", written: false } }],
  ["not everything could be checked", { ...refresh, exitCode: 2 }],
])("what the exit code means: %s (%#)", (words, report) => {
  expect(verdict(report)).toBe(words);
});

test("the lines that a report names are those of the policy, or of the snapshot", () => {
  expect(subjectFile(check)).toBe("conf/di jobs.policy.yaml");
  expect(subjectFile(drift)).toBe("dataworks.snapshot.json");
});

test("a question without an answer is said once, fails, and has its reason in one line", () => {
  for (const report of [check, drift])
    expect(itemsOf(report).filter(({ outcome }) => outcome === "unchecked")).toMatchObject([
      {
        fails: true,
        severity: "error",
        id: "AccessDenied",
        kind: "AccessDenied",
        about: "a query that was not answered",
        workspace: "cn-beijing/2044",
        message: "cn-beijing/2044: not allowed; ask for \\u{1b}[31mread access",
      },
    ]);
});

test("an answer that is as the snapshot has it is said to be unchanged, unless it was asked for the first time", () => {
  const [evidence] = drift.evidence;
  if (evidence === undefined) throw new Error("nothing was asked");
  const asked = (name: string, jobs: number) => ({
    ...evidence,
    workspace: name,
    alias: `the ${name}`,
    asked: name,
    jobs,
  });
  const report = {
    ...drift,
    evidence: [evidence, asked("cn-x/1", 1), asked("cn-x/2", 2), asked("cn-x/3", 3)],
    newQueries: ["cn-x/3"],
  };

  expect(itemsOf(report).filter(({ outcome }) => outcome === "pass")).toMatchObject([
    {
      fails: false,
      severity: "error",
      id: "unchanged",
      kind: "unchanged",
      about: "an answer that is as the snapshot has it",
      workspace: "cn-x/1",
      alias: "the cn-x/1",
      message: "cn-x/1: 1 job, as the snapshot has them",
    },
    { workspace: "cn-x/2", message: "cn-x/2: 2 jobs, as the snapshot has them" },
  ]);
});

test("a difference is about the job as it is now, else as it was, and about none where a name means another workspace", () => {
  const moved = {
    kind: "moved",
    workspace: "cn-shanghai/1967",
    projectName: "orders",
    movedTo: "cn-shanghai/2000",
    usedBy: [],
    namesakes: [],
    message: "'orders' is the workspace cn-shanghai/2000 now",
    fails: true,
  } as const;
  const items = itemsOf({ ...drift, drift: [...drift.drift, moved], unanswered: [] });

  expect(items.map(({ id, outcome, fails, job }) => [id, outcome, fails, job?.diJobId, job?.jobName])).toEqual([
    ["removed", "fail", true, "1", "a"],
    ["renamed", "fail", true, "2", "b renamed"],
    ["rerouted", "fail", true, "3", "c"],
    ["retyped", "fail", true, "4", "d"],
    ["recreated", "fail", true, "105", "e"],
    ["added", "fail", true, "106", "f added"],
    ["moved", "fail", true, undefined, undefined],
    ["status", "shown", false, "4", "d"],
  ]);
});

test("a difference that somebody expects is acknowledged, and says why, by whom and until when", () => {
  const ignored = { reason: "it moves", by: "ops", until: "2027-01-31" };
  const [removed, ...others] = drift.drift;
  if (removed === undefined) throw new Error("nothing differs");
  const items = itemsOf({ ...drift, drift: [{ ...removed, fails: false, ignored }, ...others] });

  expect(items.find(({ outcome }) => outcome === "acknowledged")).toMatchObject({
    fails: false,
    id: removed.kind,
    message: `${removed.message} (it moves; ops, until 2027-01-31)`,
    acknowledgement: { id: removed.kind, ...ignored },
  });
});

test("what there is to say about an entry of the policy is a finding at its line", () => {
  const place = { path: "policy.yaml", line: 12 };
  const said = { workspace: "*", message: "ends today", place } as const;
  const items = itemsOf({
    ...drift,
    ignoreFindings: [
      { ...said, kind: "ignoreExpiring", severity: "warning", fails: false },
      { ...said, kind: "ignoreExpired", severity: "error", fails: true },
    ],
  });

  expect(items.filter(({ workspace }) => workspace === "*")).toEqual([
    {
      outcome: "fail",
      fails: true,
      severity: "error",
      id: "ignoreExpired",
      kind: "ignoreExpired",
      about: "an entry of drift.ignore that is over, about to be, too long, or matches nothing",
      ...said,
    },
    expect.objectContaining({ outcome: "fail", fails: false, severity: "warning", id: "ignoreExpiring" }),
  ]);
});

test("a workspace that is seen no longer fails until the baseline is written anew", () => {
  const known = aCheckReport(["a"], {}, []);
  const vanished = (fails: boolean) => [{ workspace: "cn-hangzhou/3", message: "it is seen no longer", fails }];
  const said = (fails: boolean) => {
    const { baseline } = known;
    if (baseline === undefined) throw new Error("there is no baseline");
    const items = itemsOf({ ...known, baseline: { ...baseline, vanished: vanished(fails) } });
    return items.find(({ id }) => id === "workspaceVanished");
  };

  expect(said(true)).toMatchObject({
    outcome: "fail",
    fails: true,
    severity: "error",
    kind: "workspaceVanished",
    about: "a discovered workspace that is seen no longer",
    workspace: "cn-hangzhou/3",
    message: "it is seen no longer",
    baseline: "new",
  });
  expect(said(false)).toMatchObject({ outcome: "shown", fails: false });
});

test("what is said of a workspace is said as whom it was asked, where that differs", () => {
  const items = itemsOf(aFleetReport({ workspaces: 2, jobs: 1, unanswered: 1, profiles: ["prod", "test"] }));

  expect(items.map(({ workspace, profile }) => [workspace, profile])).toEqual([
    ["cn-shanghai/2000", "prod"],
    ["cn-shanghai/2001", "test"],
  ]);
});
