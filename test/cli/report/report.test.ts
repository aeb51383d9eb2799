import type { RuleResult } from "../../../src/checks/result";
import { checkExitCode } from "../../../src/cli/report/check-report";
import { unansweredBy } from "../../../src/cli/report/evidence";
import { DataWorksError } from "../../../src/errors/error";
import { canonicalQuery } from "../../../src/model/query";
import { aCheckReport, aDriftReport } from "../../_support/reports";

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
