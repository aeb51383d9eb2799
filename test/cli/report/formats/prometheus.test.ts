import { prometheus } from "../../../../src/cli/report/formats/prometheus";
import { parseOpenMetrics } from "../../../_support/open-metrics";
import { aCheckReport, aDriftReport, aFleetReport, reportsOfEveryKind } from "../../../_support/reports";

const ORDERS = { workspace: "cn-shanghai/1967", alias: "orders" };
const CRM = { workspace: "cn-beijing/2044", alias: "crm" };

/** The samples of a family by their labels, without those that all have. */
function samples(text: string, family: string) {
  return parseOpenMetrics(text)
    .filter(({ name }) => name === `dijobs_${family}`)
    .map(({ labels: { command: _, ...labels }, value }) => [labels, value]);
}

test("every report is an exposition of OpenMetrics, whose samples say which command they are of", () => {
  for (const report of reportsOfEveryKind()) {
    const all = parseOpenMetrics(prometheus(report));

    expect(all.length).toBeGreaterThan(10);
    expect(new Set(all.map(({ labels }) => labels.command))).toEqual(new Set([report.command]));
  }
});

test("a check has findings, what was not checked, statuses and the age of its answers", () => {
  const text = prometheus(aCheckReport(["a", "b", "c9", "d"]));

  expect(samples(text, "exit_code")).toEqual([[{}, 2]]);
  expect(samples(text, "run_timestamp_seconds")).toEqual([[{ version: "1.2.3" }, Date.UTC(2026, 10, 23, 12) / 1000]]);
  expect(samples(text, "jobs")).toEqual([
    [{ ...ORDERS, asked: "cn-shanghai/1967", status: "Running" }, 2],
    [{ ...ORDERS, asked: "cn-shanghai/1967", status: "Failed" }, 1],
    [{ ...ORDERS, asked: "cn-shanghai/1967", status: "Stopped" }, 1],
  ]);
  const answer = { ...ORDERS, asked: "cn-shanghai/1967", source: "live" };
  expect(samples(text, "answer_age_seconds")).toEqual([[answer, 1]]);
  expect(samples(text, "answer_timestamp_seconds")).toEqual([[answer, Date.UTC(2026, 10, 23, 11, 59, 59) / 1000]]);
  expect(samples(text, "unanswered")).toEqual([[{}, 1]]);
  expect(samples(text, "unchecked")).toEqual([
    [CRM, 1],
    [ORDERS, 0],
  ]);
  expect(samples(text, "findings")).toEqual([
    [{ ...CRM, severity: "error" }, 0],
    [{ ...CRM, severity: "warning" }, 0],
    [{ ...ORDERS, severity: "error" }, 2],
    [{ ...ORDERS, severity: "warning" }, 1],
  ]);
  expect(samples(text, "acknowledged")).toEqual([
    [CRM, 0],
    [ORDERS, 1],
  ]);
  expect(samples(text, "rule_findings")).toEqual([
    [{ ...ORDERS, severity: "error", rule: "running" }, 1],
    [{ ...ORDERS, severity: "error", rule: "required" }, 1],
    [{ ...ORDERS, severity: "warning", rule: "plain-names" }, 1],
  ]);
});

test("drift has each kind, also those of which there is none", () => {
  const text = prometheus(aDriftReport(["a", "b", "c", "d", "e", "f"]));

  const ofOrders = samples(text, "drift").filter(([labels]) => JSON.stringify(labels).includes("1967"));
  expect(ofOrders.map(([labels, value]) => [typeof labels === "object" && labels.kind, value])).toEqual([
    ["moved", 0],
    ["added", 1],
    ["removed", 1],
    ["renamed", 1],
    ["recreated", 1],
    ["rerouted", 1],
    ["retyped", 1],
    ["status", 1],
  ]);
  expect(samples(text, "drift_failing")).toContainEqual([{ workspace: "cn-shanghai/1967" }, 6]);
  expect(samples(text, "drift_failing")).toContainEqual([{ workspace: "cn-beijing/2044" }, 0]);
});

test("what stands in a label is a text, whatever it has in it", () => {
  const report = aDriftReport(["a"]);
  const [evidence] = report.evidence;
  const nasty = 'a "quoted" \\ text\nwith # EOF';

  const text = prometheus({
    ...report,
    evidence: evidence === undefined ? [] : [{ ...evidence, asked: nasty, alias: nasty }],
  });

  expect(samples(text, "jobs")[0]?.[0]).toMatchObject({ asked: 'a "quoted" \\ text\\u{a}with # EOF' });
});

/** What an exposition says about its families: help, and unit where there is one. */
const families = (text: string) =>
  [...text.matchAll(/^# TYPE dijobs_(\w+) gauge\n(?:# UNIT dijobs_\w+ (\w+)\n)?# HELP dijobs_\w+ (.*)$/gm)].map(
    ([, name, unit, help]) => [name, unit, help].filter(Boolean).join(": "),
  );

test("each family says what it counts, and in which unit", () => {
  const run = [
    "run_timestamp_seconds: seconds: When the run was started.",
    "exit_code: How the run ended: 0 nothing found, 1 findings or drift, 2 not everything was checked.",
    "jobs: Jobs of an answer, by their status.",
    "answer_timestamp_seconds: seconds: When an answer was seen.",
    "answer_age_seconds: seconds: Age of an answer when the run was started.",
    "unanswered: Questions without an answer.",
    "unchecked: What could not be checked.",
  ];

  expect(families(prometheus(aCheckReport(["a"])))).toEqual([
    ...run,
    "findings: Findings that no acknowledgement accepts, by severity.",
    "acknowledged: Findings that somebody answers for.",
    "rule_findings: The same by rule; one without findings has no line.",
  ]);
  expect(families(prometheus(aDriftReport(["a"])))).toEqual([
    ...run,
    "drift: Differences from the snapshot, by kind.",
    "drift_failing: Differences from the snapshot that fail.",
  ]);
});

test("what is said of one rule or status several times is added up, a time is not, and no age is negative", () => {
  const report = aFleetReport({ workspaces: 1, jobs: 8, profiles: ["prod"] });
  const evidence = report.evidence.flatMap((each) => [each, { ...each, observedAt: "2026-11-23T12:00:05Z" }]);
  const text = prometheus({ ...report, evidence });
  const of = { workspace: "cn-shanghai/2000", alias: "team-2000", profile: "prod" };
  const asked = { ...of, asked: "cn-shanghai/2000" };

  expect(samples(text, "rule_findings")).toEqual([[{ ...of, severity: "error", rule: "running-0" }, 2]]);
  expect(samples(text, "jobs")).toContainEqual([{ ...asked, status: "Failed" }, 4]);
  expect(samples(text, "answer_age_seconds")).toEqual([[{ ...asked, source: "live" }, 0]]);
  expect(samples(text, "answer_timestamp_seconds")).toEqual([
    [{ ...asked, source: "live" }, Date.UTC(2026, 10, 23, 12, 0, 5) / 1000],
  ]);
});
