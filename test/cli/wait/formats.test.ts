import { DOMParser } from "@xmldom/xmldom";
import { renderWait } from "../../../src/cli/wait/formats";
import type { WaitReport } from "../../../src/cli/wait/report";
import type { WaitedJob } from "../../../src/cli/wait/waiting";
import { DataWorksError } from "../../../src/errors/error";
import { job } from "../../_support/jobs";

const HOSTILE = `]]> "'<b>\u202e\n::error::x`;
const none = { heldMs: 0, lostMs: 0, restarts: 0 } as const;
const SH = "cn-shanghai/1967";
const BJ = "cn-beijing/2041";

const REACHED: WaitedJob = {
  ...none,
  target: { workspace: SH, jobName: "a" },
  outcome: "reached",
  job: job({ jobName: "a" }),
};
const STOPPED: WaitedJob = {
  ...none,
  target: { workspace: BJ, jobName: HOSTILE },
  outcome: "timedOut",
  restarts: 2,
  job: job({ regionId: "cn-beijing", projectId: "2041", jobName: HOSTILE, jobStatus: "Stopped" }),
};
const UNSEEN: WaitedJob = {
  ...none,
  target: { diJobId: "99" },
  outcome: "notSeen",
  error: new DataWorksError("ServiceUnavailable", { what: "cannot reach it", repairs: ["look"] }),
};

function report(outcome: WaitReport["outcome"], ...jobs: readonly WaitedJob[]): WaitReport {
  return {
    outcome,
    jobs,
    samples: 3,
    elapsedMs: 60_400,
    startedAt: "2026-11-23T12:00:00.123Z",
    calls: 7,
    workspaces: [
      { workspace: SH, profile: "alpha" },
      { workspace: BJ, alias: "bj" },
    ],
    wanted: { until: ["Running", "Finished"], forMs: 60_000, everyMs: 10_000, timeoutMs: 90_000 },
  };
}

const MIXED = report("notSeen", REACHED, STOPPED, UNSEEN);

test("JUnit has a case for each job in a suite for each workspace, and fails as the exit code does", () => {
  const xml = renderWait("junit", MIXED, "/");
  const root = new DOMParser().parseFromString(xml, "text/xml").documentElement;
  const counts = (name: string) =>
    ["tests", "failures", "errors"].map((each) => Number(root?.getAttribute(each) ?? name));
  const suites = [...(root?.getElementsByTagName("testsuite") ?? [])].map((suite) => suite.getAttribute("name"));

  expect(counts("")).toEqual([3, 1, 1]);
  expect(suites).toEqual([SH, "bj", "*"]);
  expect(root?.getElementsByTagName("failure")[0]?.getAttribute("message")).toMatch(
    /is 'Stopped', begun again 2 times because it was not seen, wanted: Running or Finished for 1 minute \(timedOut after 1 minute\)$/,
  );
  expect(root?.getElementsByTagName("error")[0]?.getAttribute("message")).toContain("cannot reach it");
  expect(renderWait("junit", report("reached", REACHED), "/")).not.toMatch(/<failure|<error/);
});

test("what is interrupted is an error in JUnit, and what was reached before is none", () => {
  const xml = renderWait("junit", report("interrupted", REACHED, { ...STOPPED, outcome: "interrupted" }), "/");

  expect(xml.match(/<error /g)).toHaveLength(1);
  expect(xml).toContain("(interrupted after 1 minute)");
  expect(xml).not.toContain("<failure");
});

test("github annotates what was not reached, and no name is a command of its own", () => {
  const lines = renderWait("github", MIXED, "/").trimEnd().split("\n");

  expect(lines).toHaveLength(3);
  expect(lines[0]).toMatch(/^::error title=.*not checked::the job 99 could not be seen \(ServiceUnavailable\)/);
  expect(lines[1]).toMatch(/^::error title=bj%3A wait .*::'.*' \(16626\) is 'Stopped'/);
  expect(lines[2]).toMatch(
    /^dijobs wait: 2 workspaces: notSeen after 1 minute; 3 samples, one every 10 seconds, 7 calls;/,
  );
  expect(renderWait("github", report("reached", REACHED), "/")).not.toContain("::error");
});

test("the text has a line for each job with its workspace, then all of it", () => {
  const lines = renderWait("text", MIXED, "/").trimEnd().split("\n");

  expect(lines).toHaveLength(4);
  expect(lines[0]).toBe("reached: cn-shanghai/1967 'a' (16626) is 'Running' (wanted: Running or Finished)");
  expect(lines[1]).toMatch(/^timedOut: bj '.*' \(16626\) is 'Stopped', begun again 2 times because it was not seen \(/);
  expect(lines[2]).toMatch(/^notSeen: the job 99 could not be seen \(ServiceUnavailable\)/);
});

test("JSON has workspaces and jobs with whoever was asked", () => {
  expect(JSON.parse(renderWait("json", MIXED, "/"))).toMatchObject({
    outcome: "notSeen",
    workspaces: [
      { workspace: SH, profile: "alpha" },
      { workspace: BJ, alias: "bj" },
    ],
    jobs: [
      { workspace: SH, profile: "alpha", jobName: "a", outcome: "reached" },
      { workspace: BJ, alias: "bj", jobName: HOSTILE, jobStatus: "Stopped", restarts: 2 },
      { diJobId: "99", outcome: "notSeen", error: { code: "ServiceUnavailable" } },
    ],
  });
});

test("who waited for all of the time is told how long that was as it was given", () => {
  const [, all] = renderWait("text", report("timedOut", STOPPED), "/").split("\n");

  expect(all).toMatch(/^2 workspaces: timedOut within 90 seconds; /);
  expect(renderWait("junit", report("timedOut", STOPPED), "/")).toContain("(timedOut within 90 seconds)");
});
