import { withDeadline } from "../../src/client/deadline";
import type { Transport } from "../../src/client/session";
import {
  askFleet,
  askFleetOn,
  CALLS_WHEN_APART,
  JOBS,
  LEAST_CALLS,
  OTHERS,
  OUTAGES,
  WORKSPACES,
} from "../_support/fleet";
import { ListServer, listedJobs } from "../_support/list-server";
import { VirtualClock } from "../_support/virtual-clock";

const leastMs = (calls: number, callsPerSecond: number) => (Math.ceil(calls / callsPerSecond) - 1) * 1_000;

/** A server that has so many jobs. */
const serverOf = (clock: VirtualClock, jobs: number) => new ListServer(clock, listedJobs(jobs)).send;

test.each([5, 50])(
  "40 workspaces of 1,000 jobs at %i calls a second are all listed in the least time",
  async (pace) => {
    const { listed, calls, throttledCalls, tookMs } = await askFleet({ callsPerSecond: pace });

    expect({ listed, throttledCalls, calls: calls.length }).toEqual({
      listed: WORKSPACES,
      throttledCalls: 0,
      calls: LEAST_CALLS,
    });
    expect(tookMs).toBeLessThanOrEqual(1.1 * leastMs(LEAST_CALLS, pace));
  },
);

test("questions that have begun are finished before others begin", async () => {
  const { asked, calls } = await askFleet({ callsPerSecond: 5 });

  const open = asked.map(({ index, endedAtMs }) => {
    const begunAtMs = calls.find((call) => call.index === index)?.atMs ?? Number.NaN;
    const others = asked.filter((other) => {
      const otherBegunAtMs = calls.find((call) => call.index === other.index)?.atMs ?? Number.NaN;
      return otherBegunAtMs <= begunAtMs && other.endedAtMs > begunAtMs;
    });
    return { others: others.length, tookMs: endedAtMs - begunAtMs };
  });
  // As many as the pace admits in its first second, while the first one waits for its first page.
  expect(Math.max(...open.map(({ others }) => others))).toBeLessThanOrEqual(5);
  // One after the other: the first one takes the time of its own 21 calls, and of the four others that began with it.
  expect(asked[0]?.endedAtMs).toBeLessThanOrEqual(5_200);
});

test("a question that cannot end in its own time says so after one call, what would do, and takes no time from others", async () => {
  const clock = new VirtualClock();
  const large = serverOf(clock, 20_000);
  const server = (index: number): Transport | undefined => (index === 7 ? large : undefined);
  const { asked, listed, calls } = await askFleet({ callsPerSecond: 5, clock, server });

  expect(listed).toBe(WORKSPACES - 1);
  expect(calls.filter(({ index }) => index === 7)).toHaveLength(1);
  const message = asked[7]?.error?.message ?? "";
  expect(message).toContain("needs 401 calls at 5 a second: at least 8");
  const timeoutMs = Number(/DIJOBS_TIMEOUT_MS=(\d+)/.exec(message)?.[1]);
  expect(timeoutMs).toBeLessThan(84_000);

  const again = await askFleet({ callsPerSecond: 5, clock, server, options: { timeoutMs } });
  expect(again.asked[7]?.listing?.jobs).toHaveLength(20_000);
});

test.each(["answers with 500", "never answers"] as const)(
  "a workspace of which nothing but %s comes takes no other one with it",
  async (outage) => {
    const clock = new VirtualClock();
    const dead = OUTAGES[outage](clock);
    const { listed, asked, tookMs } = await askFleet({
      callsPerSecond: 5,
      clock,
      server: (index) => (index === 0 ? dead : undefined),
    });

    expect(listed).toBe(WORKSPACES - 1);
    expect(asked[0]?.error?.code).toBe(outage === "never answers" ? "LookupTimedOut" : "ServiceUnavailable");
    expect(tookMs).toBeLessThanOrEqual(1.1 * leastMs(LEAST_CALLS, 5));
  },
);

const outages = Object.entries(CALLS_WHEN_APART).flatMap(([name, apart]) =>
  Object.entries(apart).map(([pace, calls]) => [name as keyof typeof CALLS_WHEN_APART, Number(pace), calls] as const),
);

test.each(outages)(
  "a service that %s at %i calls a second gets at most a quarter of %i calls",
  async (name, pace, apart) => {
    const clock = new VirtualClock();
    const send = OUTAGES[name](clock);
    const { asked, calls, codes, tookMs } = await askFleet({ callsPerSecond: pace, clock, server: () => send });

    expect(calls.length).toBeLessThanOrEqual(apart / 4);
    expect(codes).not.toContain("Throttled");
    expect(asked.filter(({ error }) => error !== undefined)).toHaveLength(WORKSPACES);
    expect(asked[39]?.error?.message).toContain("cn-shanghai/1967, jobNameLike '39' was not asked");
    expect(tookMs).toBeLessThanOrEqual(32_000);
  },
);

test("a service that throttles everything is asked no more often than one question would", async () => {
  const clock = new VirtualClock();
  const send = OUTAGES.throttles(clock);
  const { calls, tookMs } = await askFleet({ callsPerSecond: 50, clock, server: () => send });

  expect(calls.length).toBeLessThanOrEqual(15);
  expect(tookMs).toBeLessThanOrEqual(32_000);
});

test.each([
  [5, "a third, always", 1.05 * leastMs(LEAST_CALLS, 3)],
  [50, "a third, always", 1.1 * leastMs(LEAST_CALLS, 33)],
  [5, "all, for the first 5 s", leastMs(LEAST_CALLS, 5) + 20_000],
  [50, "all, for the first 5 s", leastMs(LEAST_CALLS, 50) + 45_000],
  [50, "all, from 2 to 7 s", leastMs(LEAST_CALLS, 50) + 45_000],
])(
  "at %i calls a second, of which others use %s, all is listed, with few calls in vain, and the pace comes back",
  async (pace, others, mostMs) => {
    const use = OTHERS[others]?.(pace);
    const { listed, calls, tookMs } = await askFleet({ callsPerSecond: pace, others: use });

    expect(listed).toBe(WORKSPACES);
    expect(calls.length).toBeLessThanOrEqual(1.07 * LEAST_CALLS);
    expect(tookMs).toBeLessThanOrEqual(mostMs);
  },
);

test("an outage of two seconds costs the first questions, and no other one", async () => {
  const clock = new VirtualClock();
  const [down, up] = [OUTAGES["answers with 500"](clock), serverOf(clock, JOBS)];
  const { listed, codes } = await askFleet({
    callsPerSecond: 50,
    clock,
    server: () => (call) => (clock.nowMs() < 2_000 ? down : up)(call),
  });

  expect(codes).toEqual(["ServiceUnavailable"]);
  expect(listed).toBeGreaterThanOrEqual(WORKSPACES - 12);
});

/** How many calls such an outage had before questions knew of one another, and how many a quarter of that is. */
const LATER = [
  ["answers with 500", 5, 40_000, 752],
  ["answers with 500", 50, 4_000, 764],
  ["refuses connections", 50, 500, 1_241],
  ["never answers", 5, 5_000, 240],
  ["never answers", 50, 4_000, 217],
] as const;

test.each(LATER)(
  "a service that %s at %i calls a second from %i ms on gets at most a quarter of %i calls",
  async (name, pace, fromMs, apart) => {
    const clock = new VirtualClock();
    const [down, up] = [OUTAGES[name](clock), serverOf(clock, JOBS)];
    const { calls, codes } = await askFleet({
      callsPerSecond: pace,
      clock,
      // As it was measured: before, everything would have been in vain at 5 calls a second.
      options: { timeoutMs: pace === 5 ? 300_000 : 30_000 },
      server: () => (call) => (clock.nowMs() < fromMs ? up : down)(call),
    });

    expect(calls.filter(({ atMs }) => atMs >= fromMs).length).toBeLessThanOrEqual(apart / 4);
    expect(codes).toContain("ServiceUnavailable");
  },
);

test("accounts and regions wait for nobody else's calls", async () => {
  const clock = new VirtualClock();
  const dead = OUTAGES["never answers"](clock);
  const [down, up] = await Promise.all([
    askFleet({ callsPerSecond: 5, clock, server: () => dead }),
    askFleet({ callsPerSecond: 50, clock, regionId: "cn-hangzhou" }),
  ]);

  expect(down.listed).toBe(0);
  expect(up.listed).toBe(WORKSPACES);
  expect(Math.max(...up.asked.map(({ endedAtMs }) => endedAtMs))).toBeLessThanOrEqual(1.1 * leastMs(LEAST_CALLS, 50));
});

describe("a run of 40 workspaces at 5 calls a second, of which one after the other is listed", () => {
  /** The run, and when it was over. */
  const runOf = async (timeoutMs: number) => {
    const clock = new VirtualClock();
    const fleet = await clock.until(
      withDeadline(
        timeoutMs,
        clock,
        () => new Error("over"),
        ({ leftMs, signal }) =>
          askFleetOn({ clock, callsPerSecond: 5, options: { within: { timeoutMs, leftMs, signal } } }),
      ),
    );
    return { ...fleet, endedAtMs: clock.nowMs() };
  };

  test("ends with its time, whatever each question has left, and says what all of it takes", async () => {
    const { asked, listed, endedAtMs } = await runOf(20_000);

    expect(endedAtMs).toBeLessThanOrEqual(20_000);
    expect(listed).toBeGreaterThan(2);
    expect(asked.filter(({ error }) => error?.code === "LookupTimedOut")).toHaveLength(WORKSPACES - listed);
    const { message = "" } = asked[WORKSPACES - 1]?.error ?? {};
    expect(message).toContain("was not asked within the 20 s of --timeout (0 calls sent, at most 5 a second)");
    expect(message).toMatch(/what is left of the run needs at least 1\d\d(\.\d)? s more in this pace/);
    const least = Number(/--timeout (\d+)s/.exec(message)?.[1]) * 1_000;

    expect(await runOf(least)).toMatchObject({ listed: WORKSPACES });
    expect(least).toBeLessThan(1.15 * (LEAST_CALLS / 5) * 1_000);
  });

  test("and is throttled for longer than it has, says what the run needs, not a question", async () => {
    const clock = new VirtualClock();
    const throttled = { failed: "rejected", apiCode: "Throttling.User", message: "", statusCode: 429 } as const;
    const server = (): Transport => async () => ({ ...throttled, retryAfterMs: 25_000 });
    const { asked } = await clock.until(
      withDeadline(
        20_000,
        clock,
        () => new Error("over"),
        ({ leftMs, signal }) =>
          askFleetOn({ clock, callsPerSecond: 5, server, options: { within: { timeoutMs: 20_000, leftMs, signal } } }),
      ),
    );

    expect(asked[0]?.error).toMatchObject({ code: "Throttled" });
    expect(asked[0]?.error?.message).toMatch(/or give the run more time: --timeout \d+s$/);
  });
});
