import type { Acknowledgement } from "../../../../src/checks/acknowledgement";
import { markup } from "../../../../src/cli/report/page/markup";
import { register } from "../../../../src/cli/report/page/register";
import type { CheckReport, ReportedResult } from "../../../../src/cli/report/report";
import { textsOf } from "../../../_support/page";
import { aCheckReport, aDriftReport } from "../../../_support/reports";

const report = aCheckReport(["a"]);
const accepted: Acknowledgement = { id: "running", reason: "it moves to a cluster", by: "ops", until: "2026-12-01" };

/** A finding that an acknowledgement accepts. */
const result = (parts: Partial<Acknowledgement>, workspace = "cn-shanghai/1967", alias?: string): ReportedResult => ({
  ...{ ruleId: "running", workspace, alias, severity: "error", outcome: "acknowledged", message: "", fails: false },
  ...{ kind: "custom", args: { message: "" } },
  acknowledgement: { ...accepted, ...parts },
});

/** What there is to say about an acknowledgement itself. */
const about = (kind: "acknowledgementUnused" | "acknowledgementExpired", parts: Partial<Acknowledgement> = {}) =>
  ({
    ...{ ruleId: "running", workspace: "*", severity: "error", outcome: "fail", message: "", fails: true },
    ...{ kind, args: { acknowledgement: { ...accepted, ...parts }, used: false } },
  }) as ReportedResult;

/** The rows of the register: last day, state, id, where, reason, by whom, how many findings. */
function rows(results: readonly ReportedResult[], parts: Partial<CheckReport> = {}): string[] {
  const texts = textsOf(`<body>${markup`${register({ ...report, results, ...parts })}`.text}`).slice(6);
  return Array.from({ length: texts.length / 7 }, (_, at) => texts.slice(7 * at, 7 * at + 7).join("|"));
}

test("an acknowledgement is one row however many findings it accepts, with the workspaces where it does", () => {
  const everywhere = [result({}, "cn-x/1", "one"), result({}, "cn-x/2"), result({}, "cn-x/2")];

  expect(rows(everywhere)).toEqual(["2026-12-01|8 days left|running|one, cn-x/2|it moves to a cluster|ops|3"]);
});

test("one that names its workspace or its job says so", () => {
  const named = [
    result({ workspace: "cn-x/1", job: { diJobId: "7" } }, "cn-x/1", "one"),
    result({ job: { jobName: "orders" } }, "cn-x/1", "one"),
  ];

  expect(rows(named).map((row) => row.split("|")[3])).toEqual(["cn-x/1, 7", "one, orders"]);
});

test("the earliest last day comes first", () => {
  const days = ["2027-01-01", "2026-11-30", "2026-12-24"].map((until) => result({ until }));

  expect(rows(days).map((row) => row.split("|").slice(0, 2))).toEqual([
    ["2026-11-30", "7 days left"],
    ["2026-12-24", "31 days left"],
    ["2027-01-01", "39 days left"],
  ]);
});

test.each([
  ["2026-11-25", "2 days left"],
  ["2026-11-24", "1 day left"],
  ["2026-11-23", "the last day"],
  // By the clock of the policy it may still be yesterday.
  ["2026-11-22", "the last day"],
])("what lasts until %s has, on 2026-11-23, %s", (until, words) => {
  expect(rows([result({ until })]).map((row) => row.split("|")[1])).toEqual([words]);
});

test("one that accepts nothing is there, too, for every workspace, and is expired only where it is said to be", () => {
  expect(rows([about("acknowledgementUnused")])).toEqual([
    "2026-12-01|8 days left|running|every workspace|it moves to a cluster|ops|0",
  ]);
  expect(rows([about("acknowledgementExpired", { until: "2026-11-01" })])).toEqual([
    "2026-11-01|expired|running|every workspace|it moves to a cluster|ops|0",
  ]);
});

test("a finding of somebody's own is no acknowledgement, whatever it tells", () => {
  const custom = { ...result({}), outcome: "fail", args: { message: "acknowledgement" } } as ReportedResult;
  const passed = { ...about("acknowledgementUnused"), outcome: "pass" } as ReportedResult;

  expect(register({ ...report, results: [custom, passed] })).toBeUndefined();
});

test("drift that nobody expects has no register", () => {
  expect(register(aDriftReport(["a"]))).toBeUndefined();
});
