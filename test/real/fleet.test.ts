import { startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { listJobs } from "../../src/client/list-jobs";
import { canonicalQuery } from "../../src/model/query";
import { JOBS, LEAST_CALLS, WORKSPACES } from "../_support/fleet";

const QUOTA = 50;

/** How long it takes is told by test/client/fleet.test.ts on a clock of its own. */
test("40 workspaces of 1,000 jobs are listed within the quota of their account, each in its own time", async () => {
  const workspaces = Array.from({ length: WORKSPACES }, (_, index) => 1 + index);
  const jobs = workspaces.flatMap((projectId) =>
    Array.from({ length: JOBS }, (_, index) => ({ projectId, jobName: `job_${index + 1}` })),
  );
  const emulator = await startEmulator({ jobs, quotaPerSecond: QUOTA, latencyMs: 50 });
  try {
    // Less than the sixteen seconds that they take together.
    const patience = { timeoutMs: 12_000, maxAttempts: 4, callsPerSecond: QUOTA };
    const options = { env: emulator.env, endpoint: emulator.endpoint, ...patience };
    const listings = await Promise.all(
      workspaces.map((projectId) => listJobs(canonicalQuery({ regionId: "cn-shanghai", projectId }), options)),
    );

    expect(listings.map((listing) => listing.jobs.length)).toEqual(workspaces.map(() => JOBS));
    const throttled = listings.reduce((sum, { throttledCalls }) => sum + throttledCalls, 0);
    expect(await emulator.calls()).toHaveLength(LEAST_CALLS + throttled);
    // A busy machine may bring two calls closer together than they were sent.
    expect(throttled).toBeLessThan(0.05 * LEAST_CALLS);
  } finally {
    await emulator.close();
  }
});
