import { ProgressLog, restartLine } from "../../../src/cli/wait/progress";
import type { WaitedWorkspace } from "../../../src/cli/wait/report";
import type { Target, Waited, WaitedJob } from "../../../src/cli/wait/waiting";
import { DataWorksError } from "../../../src/errors/error";
import { job } from "../../_support/jobs";

const ONE: readonly WaitedWorkspace[] = [{ workspace: "cn-shanghai/1967" }];
const TWO: readonly WaitedWorkspace[] = [...ONE, { workspace: "cn-beijing/2041", alias: "orders-bj" }];
const orders: Target = { workspace: "cn-shanghai/1967", jobName: "orders" };
const bj: Target = { workspace: "cn-beijing/2041", jobName: "orders" };

function at(elapsedS: number, ...jobs: readonly Partial<WaitedJob>[]): Waited {
  const all = jobs.map(
    (job) => ({ target: orders, outcome: "timedOut", heldMs: 0, lostMs: 0, restarts: 0, ...job }) as const,
  );
  return { outcome: "timedOut", jobs: all, samples: 1, elapsedMs: elapsedS * 1_000 };
}

const jobOf = (parts: Parameters<typeof job>[0]) => job({ jobName: "orders", diJobId: "7", ...parts });
const running = { job: jobOf({ jobStatus: "Running" }) };

test("a log has a line for each change, and one a minute while nothing changes", () => {
  const log = new ProgressLog(ONE);
  const lines = [
    at(0, { job: jobOf({ jobStatus: "Stopped" }) }),
    at(10, { job: jobOf({ jobStatus: "Stopped" }) }),
    at(20, running),
    at(30, { ...running, heldMs: 10_000 }),
    at(79, { ...running, heldMs: 59_000 }),
    at(80, { ...running, heldMs: 60_000 }),
    at(90, { ...running, heldMs: 70_000 }),
    at(140, { ...running, heldMs: 120_000 }),
    at(150, { ...running, error: new DataWorksError("Throttled", { what: "why" }), outcome: "notSeen" }),
    at(160, { isMissing: true }),
  ].map((waited, index) => log.linesOf(waited, index + 1));

  expect(lines).toEqual([
    ["after 0 seconds: 'orders' (7) is 'Stopped'"],
    [],
    ["after 20 seconds: 'orders' (7) is 'Running'"],
    [],
    [],
    ["after 1 minute: waiting for 1 of 1 job: 'orders' (7) is 'Running', for 1 minute (6 calls)"],
    [],
    ["after 2 minutes: waiting for 1 of 1 job: 'orders' (7) is 'Running', for 2 minutes (8 calls)"],
    ["after 2 minutes: 'orders' (7) could not be seen (Throttled), and was 'Running' before"],
    ["after 2 minutes: 'orders' is not there"],
  ]);
});

test("jobs of several workspaces are told apart, and a name cannot command", () => {
  const log = new ProgressLog(TWO);
  const hostile = {
    target: bj,
    job: jobOf({ regionId: "cn-beijing", projectId: "2041", jobName: "##[x]\n::error::y" }),
  };

  expect(log.linesOf(at(1, running, hostile), 2)).toEqual([
    "after 1 second: cn-shanghai/1967 'orders' (7) is 'Running'",
    expect.stringMatching(/^after 1 second: orders-bj '[^\n]*' \(7\) is 'Running'$/),
  ]);
});

test("what begins again is said in one line, of all jobs", () => {
  expect(restartLine(at(30, { ...running, lostMs: 20_000 }, { target: bj, lostMs: 5_000 }, running), TWO)).toBe(
    "after 30 seconds: --for begins again, for a while these were not seen: cn-shanghai/1967 'orders' (7) (held for 20 seconds), orders-bj 'orders' (held for 5 seconds)",
  );
  expect(restartLine(at(30, running), ONE)).toBeUndefined();
});
