import { type Emulator, type EmulatorOptions, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { listJobs } from "../../src/client/list-jobs";
import { canonicalQuery } from "../../src/model/query";

const LATENCY_MS = 50;
const JOBS = Array.from({ length: 5_000 }, (_, index) => ({
  diJobId: String(index + 1),
  jobName: `job_${index + 1}`,
}));
/** 50 pages twice, and between them one that is empty. */
const CALLS = 101;

const query = canonicalQuery({ regionId: "cn-shanghai", projectId: "1967" });

/** Tries something with an emulator of its own. */
async function withEmulator<T>(options: EmulatorOptions, tried: (emulator: Emulator) => Promise<T>): Promise<T> {
  const emulator = await startEmulator({ jobs: JOBS, ...options });
  return await tried(emulator).finally(() => emulator.close());
}

const listPaced = (quotaPerSecond: number, callsPerSecond: number) =>
  withEmulator({ quotaPerSecond, latencyMs: LATENCY_MS }, async ({ env, endpoint, calls }) => {
    const listing = await listJobs(query, { env, endpoint, timeoutMs: 50_000, maxAttempts: 4, callsPerSecond });
    return { listing, calls: await calls() };
  });

// Side by side, because most of their time is the pace. How long it takes is told by test/client/pace.test.ts on a clock of
// its own, and measured by bench/client.ts.
test.concurrent.each([5, 50])(
  "5,000 jobs at a quota of %i a second need about as many calls as without one",
  async (quota) => {
    const { listing, calls } = await listPaced(quota, quota);

    expect(listing.jobs).toHaveLength(5_000);
    expect(listing.calls).toBe(CALLS + listing.throttledCalls);
    expect(calls).toHaveLength(listing.calls);
    // Without a pace, all but the quota of the first second would be throttled.
    expect(listing.throttledCalls).toBeLessThan(0.1 * CALLS);
  },
);

// Of the first second all but 5 are throttled, and three more when the pace is tried again: 48 in each of three runs.
test.concurrent("5,000 jobs paced at 50 against a quota of 5 are listed with little more than half as many calls again", async () => {
  const { listing, calls } = await listPaced(5, 50);

  expect(listing.jobs).toHaveLength(5_000);
  expect(calls).toHaveLength(listing.calls);
  expect(listing.throttledCalls).toBeLessThan(0.6 * CALLS);
  expect(listing.calls - listing.throttledCalls).toBe(CALLS);
});

test("a listing that the pace cannot finish in time fails after its first call, naming both times", async () => {
  await withEmulator({}, async ({ env, endpoint, calls }) => {
    const listing = listJobs(query, { env, endpoint, timeoutMs: 5_000, maxAttempts: 4, callsPerSecond: 5 });

    await expect(listing).rejects.toMatchObject({
      code: "LookupTimedOut",
      message: expect.stringMatching(
        /needs 101 calls at 5 a second: at least 20(\.\d)? s more, and [45](\.\d)? s are left/,
      ),
    });
    expect(await calls()).toHaveLength(1);
  });
});
