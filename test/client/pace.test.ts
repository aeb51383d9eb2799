import { setMaxListeners } from "node:events";
import { setImmediate } from "node:timers/promises";
import { type Caller, callUntilAnswered } from "../../src/client/call";
import type { Deadline } from "../../src/client/deadline";
import type { Failure } from "../../src/client/http/failure";
import { Pace, sharedPace } from "../../src/client/pace";
import { DataWorksError } from "../../src/errors/error";
import { canonicalQuery } from "../../src/model/query";
import { VirtualClock } from "../_support/virtual-clock";

const LATENCY_MS = 50;
const THROTTLED: Failure = { failed: "rejected", apiCode: "Throttling.User", message: "too frequent", statusCode: 429 };

/** A server that admits so many calls in any second, with the calls it got. */
function quota(clock: VirtualClock, callsPerSecond: number, retryAfterMs?: number) {
  const arrivalsMs: number[] = [];
  let admitted: number[] = [];
  const send = async (): Promise<Failure | { page: true }> => {
    await clock.sleep(LATENCY_MS / 2);
    const now = clock.nowMs();
    arrivalsMs.push(now);
    admitted = admitted.filter((atMs) => now - atMs < 1_000);
    const refused = admitted.length >= callsPerSecond;
    if (!refused) admitted.push(now);
    await clock.sleep(LATENCY_MS / 2);
    return refused ? { ...THROTTLED, retryAfterMs } : { page: true };
  };
  return { arrivalsMs, send };
}

function caller(clock: VirtualClock, pace: Pace): Caller {
  return {
    query: canonicalQuery({ regionId: "cn-shanghai", projectId: "1967" }),
    endpoint: { protocol: "https", host: "dataworks.cn-shanghai.aliyuncs.com" },
    proxy: undefined,
    credential: { source: "a test" },
    timeoutMs: 60_000,
    maxAttempts: 4,
    pace,
    clock,
    tally: { calls: 0, throttledCalls: 0 },
  };
}

function within(clock: VirtualClock, timeoutMs: number, signal = new AbortController().signal): Deadline {
  setMaxListeners(0, signal);
  return { leftMs: () => timeoutMs - clock.nowMs(), signal };
}

/** The first call, then the others side by side, as a listing does. */
async function callTimes(
  count: number,
  asked: Caller,
  deadline: Deadline,
  send: () => Promise<Failure | { page: true }>,
) {
  const call = () =>
    callUntilAnswered(asked, deadline, async (turn) => {
      const outcome = send();
      turn.sent();
      await outcome;
      turn.answered();
      return outcome;
    });
  await call();
  await Promise.all(Array.from({ length: count - 1 }, call));
}

test.each([
  [5, 100],
  [50, 100],
  [50, 51],
])("at a quota of %i calls a second, %i calls need about the minimum and none is throttled", async (limit, count) => {
  const clock = new VirtualClock();
  const server = quota(clock, limit);
  const asked = caller(clock, new Pace(limit, clock));

  await clock.until(callTimes(count, asked, within(clock, 60_000), server.send));

  const minimumMs = (Math.ceil(count / limit) - 1) * 1_000 + 2 * LATENCY_MS;
  expect(asked.tally).toEqual({ calls: count, throttledCalls: 0 });
  expect(clock.nowMs()).toBeLessThanOrEqual(1.15 * minimumMs);
});

test("calls that reach the server late are counted from when they reached it", async () => {
  const clock = new VirtualClock();
  const server = quota(clock, 10);
  const asked = caller(clock, new Pace(10, clock));
  let sent = 0;
  const send = async () => {
    sent += 1;
    // New connections take long to be made; later calls use them again.
    if (sent > 1 && sent <= 10) await clock.sleep(400);
    return await server.send();
  };

  await clock.until(callTimes(20, asked, within(clock, 60_000), send));

  expect(asked.tally).toEqual({ calls: 20, throttledCalls: 0 });
});

test("100 calls paced at 50 against a quota of 5 end with at most half as many again", async () => {
  const clock = new VirtualClock();
  const server = quota(clock, 5);
  const asked = caller(clock, new Pace(50, clock));

  await clock.until(callTimes(100, asked, within(clock, 60_000), server.send));

  expect(asked.tally.calls).toBe(server.arrivalsMs.length);
  expect(asked.tally.calls).toBeLessThanOrEqual(150);
  expect(asked.tally.calls - asked.tally.throttledCalls).toBe(100);
});

test("a single throttle holds everyone, and does not lower the pace", async () => {
  const clock = new VirtualClock();
  const pace = new Pace(50, clock);
  const outcomes: Failure[] = [THROTTLED];
  const sentAtMs: number[] = [];
  const send = async () => {
    sentAtMs.push(clock.nowMs());
    return outcomes.shift() ?? { page: true as const };
  };

  await clock.until(callTimes(3, caller(clock, pace), within(clock, 60_000), send));

  expect(sentAtMs[0]).toBe(0);
  expect(Math.min(...sentAtMs.slice(1))).toBeGreaterThanOrEqual(1_000);
  expect(pace.limit).toBe(50);
});

test("nothing is sent before x-acs-retry-after has passed", async () => {
  const clock = new VirtualClock();
  const outcomes: Failure[] = [{ ...THROTTLED, retryAfterMs: 7_000 }];
  const sentAtMs: number[] = [];
  const send = async () => {
    sentAtMs.push(clock.nowMs());
    return outcomes.shift() ?? { page: true as const };
  };

  await clock.until(callTimes(2, caller(clock, new Pace(50, clock)), within(clock, 60_000), send));

  expect(sentAtMs).toEqual([0, 7_000, 7_000]);
});

test("a wait that the server asks for beyond the deadline fails at once as Throttled", async () => {
  const clock = new VirtualClock();
  const send = async () => ({ ...THROTTLED, retryAfterMs: 61_000 });

  const call = clock.until(callTimes(1, caller(clock, new Pace(50, clock)), within(clock, 60_000), send));

  await expect(call).rejects.toMatchObject({
    code: "Throttled",
    message: expect.stringContaining("61 s"),
    attempts: 1,
  });
  expect(clock.nowMs()).toBe(0);
});

test("throttling without end is ended by the deadline, not by the attempts", async () => {
  const clock = new VirtualClock();
  const asked = { ...caller(clock, new Pace(50, clock)), maxAttempts: 1 };

  const call = clock.until(callTimes(1, asked, within(clock, 30_000), async () => THROTTLED));

  await expect(call).rejects.toMatchObject({ code: "Throttled", attempts: 6 });
  expect(clock.nowMs()).toBeLessThan(30_000);
});

test("lookups that share a quota are paced together", async () => {
  const clock = new VirtualClock();
  const server = quota(clock, 5);
  const pace = new Pace(5, clock);
  const first = caller(clock, pace);
  const second = caller(clock, pace);

  await clock.until(
    Promise.all([
      callTimes(10, first, within(clock, 60_000), server.send),
      callTimes(10, second, within(clock, 60_000), server.send),
    ]),
  );

  expect(first.tally.throttledCalls + second.tally.throttledCalls).toBe(0);
});

test("a lookup that has failed gives up its places in the line", async () => {
  const clock = new VirtualClock();
  const pace = new Pace(1, clock);
  const failed = new AbortController();
  const tooLate = () => new DataWorksError("Throttled", { what: "too late" });
  await clock.until(pace.turn(within(clock, 60_000), tooLate));
  const givenUp = pace.turn(within(clock, 60_000, failed.signal), tooLate);
  const next = pace.turn(within(clock, 60_000), tooLate);

  failed.abort(new Error("failed"));

  await expect(givenUp).rejects.toThrow("failed");
  await clock.until(next);
  expect(clock.nowMs()).toBeLessThan(1_100);
});

test("a lookup whose time is up does not wait behind one that has more", async () => {
  const clock = new VirtualClock();
  const pace = new Pace(1, clock);
  const timeIsUp = new AbortController();
  const tooLate = () => new DataWorksError("Throttled", { what: "too late" });
  await pace.turn(within(clock, 60_000), tooLate);
  const patient = pace.turn(within(clock, 60_000), tooLate);
  const behind = pace.turn(within(clock, 60_000, timeIsUp.signal), tooLate);

  timeIsUp.abort(new Error("time is up"));
  const first = await Promise.race([patient, behind.catch((error: Error) => error.message), setImmediate("nobody")]);

  expect(first).toBe("time is up");
});

test("one quota has one pace, and the most careful user sets it", () => {
  const clock = new VirtualClock();

  const first = sharedPace(["key", "cn-shanghai"], 50, clock);

  expect(sharedPace(["key", "cn-shanghai"], 20, clock)).toBe(first);
  expect(first.limit).toBe(20);
  expect(sharedPace(["key", "cn-hangzhou"], 50, clock)).not.toBe(first);
});
