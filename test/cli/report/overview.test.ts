import { createHash } from "node:crypto";
import { fingerprintsOf } from "../../../src/cli/report/fingerprint";
import { foldItems, rowsOf } from "../../../src/cli/report/folding";
import type { ReportItem } from "../../../src/cli/report/item";
import { itemsOf } from "../../../src/cli/report/items";
import { addedStatuses, countsOf, overviewOf, overviewTable, workspacesOf } from "../../../src/cli/report/overview";
import { aCheckReport, aDriftReport, aFleetReport } from "../../_support/reports";

const fleet = aFleetReport({ workspaces: 1, jobs: 8 });
const [evidence] = fleet.evidence;
const [result] = fleet.results;
if (evidence === undefined || result === undefined) throw new Error("nothing was asked");

/** A fleet in which a workspace has results of one outcome each. */
const stateOf = (...parts: Partial<typeof result>[]) => {
  const results = parts.map((part) => ({ ...result, ...part }) as typeof result);
  return overviewOf({ ...fleet, results }).map(({ state }) => state);
};

test("a workspace is what its gravest result is", () => {
  const unchecked = { outcome: "unchecked", args: { reason: "crashed", message: "" } } as const;
  const warning = { outcome: "fail", severity: "warning" } as const;

  expect(stateOf({ outcome: "fail", severity: "error" }, unchecked, warning)).toEqual(["error"]);
  expect(stateOf(unchecked, warning)).toEqual(["unchecked"]);
  expect(stateOf(warning, { outcome: "pass" } as object)).toEqual(["warning"]);
  expect(stateOf({ outcome: "pass" } as object)).toEqual(["fine"]);
  expect(stateOf()).toEqual(["fine"]);
});

test("the table says the states in words, and counts per workspace what a command can find", () => {
  const known = [{ workspace: "cn-shanghai/1967", ruleId: "plain-names", kind: "jobName" as const, diJobId: "2" }];
  const expected = { reason: "it moves", by: "ops", until: "2027-01-31" };
  const drift = aDriftReport(["a", "b", "c", "d"]);
  const ignoring = drift.drift.map((each) =>
    each.kind === "removed" ? { ...each, fails: false, ignored: expected } : each,
  );

  expect(overviewTable(aCheckReport(["a", "B"], {}, known))).toEqual({
    head: ["Workspace", "State", "Jobs", "Errors", "Warnings", "Not checked", "Acknowledged", "Known", "Statuses"],
    rows: [
      ["orders", "fails", "2", "3", "0", "0", "0", "1", "1 Failed, 1 Running"],
      ["crm", "not checked", "not known", "0", "0", "1", "0", "0", ""],
      // A workspace that nobody asked, because it is seen no longer, has no row.
    ],
  });
  expect(overviewTable({ ...drift, drift: ignoring })).toMatchObject({
    head: ["Workspace", "State", "Jobs", "Fail", "Shown", "Not compared", "Expected", "Statuses"],
    rows: [
      ["cn-shanghai/1967", "fails", expect.anything(), expect.anything(), "1", "0", "1", expect.anything()],
      ["cn-beijing/2044", "not checked", "not known", "0", "0", "1", "0", ""],
    ],
  });
  expect(countsOf(drift).map(([head]) => head)).toEqual(["Fail", "Shown", "Not compared"]);
  expect(countsOf(aDriftReport(["a"], "refresh")).map(([head]) => head)).toEqual(["Changed", "Not answered"]);
  expect(countsOf(aCheckReport(["a"])).map(([head]) => head)).not.toContain("Known");
});

test("accounts are a column where one has a profile; within one the gravest comes first", () => {
  const names = ["b", undefined, "a", "a"];
  const asked = names.map((profile, at) => ({ ...evidence, workspace: `cn-x/${at}`, alias: undefined, profile }));
  const failing = { ...result, workspace: "cn-x/3", outcome: "fail", severity: "error" } as typeof result;
  const { head, rows } = overviewTable({ ...fleet, evidence: asked, results: [failing] });

  expect(head.slice(0, 2)).toEqual(["Profile", "Workspace"]);
  expect(rows.map((row) => row.slice(0, 3))).toEqual([
    ["", "cn-x/1", "fine"],
    ["a", "cn-x/3", "fails"],
    ["a", "cn-x/2", "fine"],
    ["b", "cn-x/0", "fine"],
  ]);
});

test("what is about no single workspace is of none", () => {
  const about = { ...result, workspace: "*", outcome: "fail", severity: "error" } as typeof result;

  expect(overviewOf({ ...fleet, results: [about], evidence: [{ ...evidence, workspace: "*" }] })).toMatchObject([
    { errors: 0, state: "fine" },
  ]);
});

test("of two answers about one workspace the larger stands for it, and one that was not answered hides none", () => {
  const few = { ...evidence, jobs: 1, statuses: [{ status: "Failed", jobs: 1 }] };
  const [lost] = aCheckReport(["a"]).unanswered;
  const unanswered = lost === undefined ? [] : [{ ...lost, workspace: evidence.workspace }];

  for (const all of [
    [few, evidence],
    [evidence, few],
  ])
    expect(workspacesOf({ evidence: all, unanswered })).toMatchObject([{ jobs: 8, statuses: evidence.statuses }]);
  expect(workspacesOf({ evidence: [], unanswered })).toMatchObject([{ jobs: undefined, statuses: [] }]);
});

test("statuses of several workspaces are added up, the most frequent first", () => {
  const of = (...counts: [string, number][]) => ({ statuses: counts.map(([status, jobs]) => ({ status, jobs })) });

  expect(addedStatuses([of(["Failed", 2], ["Running", 1]), of(["Running", 4])])).toEqual([
    { status: "Running", jobs: 5 },
    { status: "Failed", jobs: 2 },
  ]);
});

describe("things that are said alike", () => {
  const [item] = itemsOf(fleet);
  if (item === undefined) throw new Error("nothing was found");
  const of = (diJobId: string, parts: Partial<ReportItem> = {}): ReportItem => ({
    ...item,
    job: { diJobId, jobName: "x" },
    message: `'x' (${diJobId}) is Failed`,
    ...parts,
  });
  const said = (...items: ReportItem[]) => rowsOf(items).map(({ ids, message }) => [ids.join("+"), message]);

  test("of three jobs are a row each, of four one row that names them, of more than ten the first", () => {
    const jobs = (count: number) => Array.from({ length: count }, (_, at) => of(`${at}`));

    expect(said(...jobs(3)).map(([, message]) => message)).toEqual([0, 1, 2].map((at) => `'x' (${at}) is Failed`));
    expect(said(...jobs(4))).toEqual([["running-0", "each of 4 jobs is Failed: 'x' (0), 'x' (1), 'x' (2), 'x' (3)"]]);
    expect(said(...jobs(11))[0]?.[1]).toMatch(/^each of 11 jobs is Failed: 'x' \(0\), .*, 'x' \(9\) and 1 more$/);
  });

  test("and not where the sentence is not about the job, the rule, workspace, weight or outcome is another one", () => {
    const four = (parts: (at: number) => Partial<ReportItem>) =>
      said(...[0, 1, 2, 3].map((at) => of(`${at}`, parts(at)))).length;

    expect(four(() => ({}))).toBe(1);
    expect(four((at) => ({ message: `it is ${at}` }))).toBe(4);
    expect(four(() => ({ message: "it is" }))).toBe(4);
    expect(four((at) => ({ id: `rule-${at}` }))).toBe(4);
    expect(four((at) => ({ alias: `w${at}` }))).toBe(4);
    expect(four((at) => ({ severity: at > 1 ? "error" : "warning" }))).toBe(4);
    expect(four((at) => ({ outcome: at > 1 ? "fail" : "known" }))).toBe(4);
  });

  test("of no job by several rules of one workspace are one row with their ids, whatever they weigh unchecked", () => {
    const open = (id: string, severity: "error" | "warning", alias = "orders"): ReportItem => ({
      ...item,
      ...{ outcome: "unchecked", job: undefined, message: "it is down", id, severity, alias },
    });
    const rules = [open("a", "error"), open("b", "warning"), open("a", "error"), open("c", "error", "crm")];

    expect(said(...rules)).toEqual([
      ["a+b", "it is down"],
      ["c", "it is down"],
    ]);
    expect(foldItems(rules, () => "").map(({ ids, items }) => [ids, items.length])).toEqual([[["a", "b", "c"], 4]]);
  });

  test("have marks of their own, which neither a new name nor another order of others changes", () => {
    const marks = (...items: ReportItem[]) => [...fingerprintsOf(items).values()];
    const [one, two] = [of("1"), of("2")];
    const lone = { ...item, job: undefined, message: "it is down" };

    expect(marks({ ...one, message: "other words" })).toEqual(marks(one));
    expect(marks(two, one)).toEqual([...marks(two), ...marks(one)]);
    expect(new Set(marks(one, two, lone, { ...lone, message: "it is up" }, { ...lone }, { ...lone })).size).toBe(6);
    for (const parts of [{ id: "x" }, { kind: "x" }, { workspace: "x" }])
      expect(marks({ ...one, ...parts })).not.toEqual(marks(one));
    expect(marks(lone)[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(marks(lone, { ...lone })[0]).toBe(marks(lone)[0]);
    // Programs keep marks from one run to the next, and so from one release to the next.
    const parts = JSON.stringify(["running-0", "jobStatus", "cn-shanghai/2000", "it is down"]);
    const second = createHash("sha256").update(`${parts} 2`).digest("hex").slice(0, 32);
    expect(marks(lone, { ...lone })[1]).toBe(second);
  });
});
