import { setMaxListeners } from "node:events";
import { callUntilAnswered } from "../../src/client/call";
import type { Deadline } from "../../src/client/deadline";
import type { Failure } from "../../src/client/http/failure";
import { listedJobs } from "../../src/client/listed-jobs";
import { Pace } from "../../src/client/pace";
import { Queue } from "../../src/client/queue";
import type { Session } from "../../src/client/session";
import { sharedQueue } from "../../src/client/shared-queue";
import type { Place } from "../../src/client/turn";
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

function session(clock: VirtualClock, queue: Queue, deadline = within(clock, 60_000), maxAttempts = 4): Session {
  return {
    listed: listedJobs(canonicalQuery({ regionId: "cn-shanghai", projectId: "1967" })),
    options: { env: {}, timeoutMs: 60_000, maxAttempts },
    endpoint: { protocol: "https", host: "dataworks.cn-shanghai.aliyuncs.com" },
    proxy: undefined,
    credential: { source: "a test", accessKeyId: "id", accessKeySecret: "secret" },
    queue,
    place: queue.enter(deadline, { calls: 0 }),
    clock,
    deadline,
    tally: { calls: 0, throttledCalls: 0 },
    send: () => Promise.reject(new Error("every test sends by itself")),
  };
}

function within(clock: VirtualClock, timeoutMs: number, signal = new AbortController().signal): Deadline {
  setMaxListeners(0, signal);
  return { leftMs: () => timeoutMs - clock.nowMs(), isOfRun: () => false, pause: () => {}, signal };
}

/** The first call, then the others side by side, as a listing does. */
async function callTimes(count: number, asking: Session, send: () => Promise<Failure | { page: true }>) {
  const call = () =>
    callUntilAnswered(asking, async (turn) => {
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
  const asking = session(clock, new Queue(limit, clock));

  await clock.until(callTimes(count, asking, server.send));

  const minimumMs = (Math.ceil(count / limit) - 1) * 1_000 + 2 * LATENCY_MS;
  expect(asking.tally).toEqual({ calls: count, throttledCalls: 0 });
  expect(clock.nowMs()).toBeLessThanOrEqual(1.15 * minimumMs);
});

test("calls that reach the server late are counted from when they reached it", async () => {
  const clock = new VirtualClock();
  const server = quota(clock, 10);
  const asking = session(clock, new Queue(10, clock));
  let sent = 0;
  const send = async () => {
    sent += 1;
    // New connections take long to be made; later calls use them again.
    if (sent > 1 && sent <= 10) await clock.sleep(400);
    return await server.send();
  };

  await clock.until(callTimes(20, asking, send));

  expect(asking.tally).toEqual({ calls: 20, throttledCalls: 0 });
});

test("100 calls paced at 50 against a quota of 5 end with at most half as many again", async () => {
  const clock = new VirtualClock();
  const server = quota(clock, 5);
  const asking = session(clock, new Queue(50, clock));

  await clock.until(callTimes(100, asking, server.send));

  expect(asking.tally.calls).toBe(server.arrivalsMs.length);
  expect(asking.tally.calls).toBeLessThanOrEqual(150);
  expect(asking.tally.calls - asking.tally.throttledCalls).toBe(100);
});

test("a single throttle holds everyone, and does not lower the pace", async () => {
  const clock = new VirtualClock();
  const queue = new Queue(50, clock);
  const outcomes: Failure[] = [THROTTLED];
  const sentAtMs: number[] = [];
  const send = async () => {
    sentAtMs.push(clock.nowMs());
    return outcomes.shift() ?? { page: true as const };
  };

  await clock.until(callTimes(3, session(clock, queue), send));

  expect(sentAtMs[0]).toBe(0);
  expect(Math.min(...sentAtMs.slice(1))).toBeGreaterThanOrEqual(1_000);
  expect(queue.pace.limit).toBe(50);
});

/** A call that is sent as soon as the pace allows. */
async function sentCall(clock: VirtualClock, pace: Pace) {
  await clock.until(clock.sleep(pace.waitMs()));
  expect(pace.waitMs()).toBe(0);
  const call = pace.send();
  call.sent();
  return call;
}

test("throttles in a row hold for longer and longer, up to eight seconds, until a call is taken", async () => {
  const clock = new VirtualClock();
  const pace = new Pace(50, clock);
  const holdsMs: number[] = [];
  for (const taken of [false, false, false, false, false, true, false]) {
    const turn = await sentCall(clock, pace);
    if (taken) turn.accepted();
    else {
      turn.throttled();
      holdsMs.push(pace.minimumMs(0));
    }
  }

  expect(holdsMs).toEqual([1_015, 2_030, 4_060, 8_000, 8_000, 1_015]);
});

test("a timer that ends a hold a hair early lets no more calls through than the pace", async () => {
  const clock = new VirtualClock();
  const pace = new Pace(5, clock);
  (await sentCall(clock, pace)).throttled();
  await clock.until(clock.sleep(1_013));

  let sent = 0;
  for (; sent < 20 && pace.waitMs() === 0; sent += 1) pace.send();

  expect(sent).toBe(5);
});

test("a turn that is free within three milliseconds is free", async () => {
  const clock = new VirtualClock();
  const pace = new Pace(1, clock);
  pace.send();

  await clock.until(clock.sleep(1_011));
  expect(pace.waitMs()).toBe(4);
  await clock.until(clock.sleep(1));
  expect(pace.waitMs()).toBe(0);
});

test("a call that was under way before a throttle does not end the row when it is taken after it", async () => {
  const clock = new VirtualClock();
  const pace = new Pace(50, clock);
  const before = await sentCall(clock, pace);
  (await sentCall(clock, pace)).throttled();
  before.accepted();

  (await sentCall(clock, pace)).throttled();

  expect(pace.minimumMs(0)).toBe(2_030);
});

test("calls that were under way together are throttled together: that is one throttle", async () => {
  const clock = new VirtualClock();
  const pace = new Pace(50, clock);
  const [first, second] = [await sentCall(clock, pace), await sentCall(clock, pace)];
  first.throttled();
  await clock.until(clock.sleep(LATENCY_MS));
  second.throttled();

  expect(pace.minimumMs(0)).toBe(1_015);
});

test.each([
  ["within ten seconds", 9_000, 3],
  ["after a while", 11_000, 50],
])("a second throttle %s is the fault of the pace, or of an accident", async (_, laterMs, limit) => {
  const clock = new VirtualClock();
  const pace = new Pace(50, clock);
  (await sentCall(clock, pace)).throttled();
  await clock.until(clock.sleep(laterMs));
  for (let call = 0; call < 3; call++) (await sentCall(clock, pace)).accepted();
  (await sentCall(clock, pace)).throttled();

  await sentCall(clock, pace);

  expect(pace.limit).toBe(limit);
});

test("a pace that was lowered is raised by half after five seconds of answers, up to the quota, and later where that was too much", async () => {
  const clock = new VirtualClock();
  const pace = new Pace(50, clock);
  const lower = async () => {
    (await sentCall(clock, pace)).throttled();
    for (let call = 0; call < 5; call += 1) (await sentCall(clock, pace)).accepted();
    (await sentCall(clock, pace)).throttled();
  };
  const limitAfter = async (...waitsMs: readonly number[]) => {
    const limits: number[] = [];
    for (const waitMs of waitsMs) {
      await clock.until(clock.sleep(waitMs));
      (await sentCall(clock, pace)).accepted();
      limits.push(pace.limit);
    }
    return limits;
  };
  await lower();
  expect(await limitAfter(8_000, 100, 4_500, 500, 5_000, 5_000, 5_000)).toEqual([5, 5, 5, 8, 12, 18, 27]);

  await lower();
  expect(await limitAfter(8_000, 100, 19_000, 1_000)).toEqual([5, 5, 5, 8]);
  expect(pace.atMost(7).limit).toBe(7);
  expect(await limitAfter(20_000)).toEqual([7]);
});

test("the least time for more calls counts those of the last second, and a throttle", async () => {
  const clock = new VirtualClock();
  const pace = new Pace(5, clock);
  expect([0, 1, 5, 6, 10, 11].map((calls) => pace.minimumMs(calls))).toEqual([0, 0, 0, 1_015, 1_015, 2_030]);

  const turns = [await sentCall(clock, pace), await sentCall(clock, pace)];
  expect([0, 3, 4, 8, 9].map((calls) => pace.minimumMs(calls))).toEqual([0, 0, 1_015, 1_015, 2_030]);

  turns[0]?.throttled(400);
  expect([0, 3, 4].map((calls) => pace.minimumMs(calls))).toEqual([400, 400, 1_415]);
  await clock.until(clock.sleep(1_016));
  expect([5, 6].map((calls) => pace.minimumMs(calls))).toEqual([0, 1_015]);

  expect(new Pace(Number.POSITIVE_INFINITY, clock).minimumMs(1_000)).toBe(0);
});

test("the fastest call is told, from when it had left until its answer began", async () => {
  const clock = new VirtualClock();
  const pace = new Pace(5, clock);
  expect(pace.fastestMs).toBe(Number.POSITIVE_INFINITY);

  for (const tookMs of [70, 50, 60]) {
    const call = pace.send();
    await clock.until(clock.sleep(1_000));
    call.sent();
    await clock.until(clock.sleep(tookMs));
    call.answered();
  }

  expect(pace.fastestMs).toBe(50);
});

test("nothing is sent before x-acs-retry-after has passed", async () => {
  const clock = new VirtualClock();
  const outcomes: Failure[] = [{ ...THROTTLED, retryAfterMs: 7_000 }];
  const sentAtMs: number[] = [];
  const send = async () => {
    sentAtMs.push(clock.nowMs());
    return outcomes.shift() ?? { page: true as const };
  };

  await clock.until(callTimes(2, session(clock, new Queue(50, clock)), send));

  expect(sentAtMs).toEqual([0, 7_000, 7_000]);
});

test("a wait that the server asks for beyond the deadline fails at once as Throttled", async () => {
  const clock = new VirtualClock();
  const send = async () => ({ ...THROTTLED, retryAfterMs: 61_000 });

  const call = clock.until(callTimes(1, session(clock, new Queue(50, clock)), send));

  await expect(call).rejects.toMatchObject({
    code: "Throttled",
    message: expect.stringMatching(/in 61 s\n {2}Throttling\.User: too frequent\n/),
    attempts: 1,
    statusCode: 429,
  });
  expect(clock.nowMs()).toBe(0);
});

test("throttling without end is ended by the deadline, not by the attempts", async () => {
  const clock = new VirtualClock();
  const asking = session(clock, new Queue(50, clock), within(clock, 30_000), 1);

  const call = clock.until(callTimes(1, asking, async () => THROTTLED));

  await expect(call).rejects.toMatchObject({ code: "Throttled", attempts: 6 });
  expect(clock.nowMs()).toBeLessThan(30_000);
});

describe("a call that fails in passing", () => {
  const FAILING: Failure = { failed: "rejected", apiCode: "InternalError.System", message: "busy", statusCode: 500 };
  const failing = (clock: VirtualClock, queue: Queue, timeoutMs = 60_000) => {
    const asking = session(clock, queue, within(clock, timeoutMs), 3);
    return { asking, outcome: clock.until(callTimes(1, asking, async () => FAILING)) };
  };

  afterEach(() => jest.restoreAllMocks());

  test("is sent as often as it may, after a longer wait each time", async () => {
    jest.spyOn(Math, "random").mockReturnValue(1);
    const clock = new VirtualClock();
    const { asking, outcome } = failing(clock, new Queue(50, clock));

    await expect(outcome).rejects.toMatchObject({
      code: "ServiceUnavailable",
      attempts: 3,
      statusCode: 500,
      message: expect.stringContaining("after 3 attempts: InternalError.System: busy"),
    });
    expect(asking.tally).toEqual({ calls: 3, throttledCalls: 0 });
    expect(clock.nowMs()).toBe(50 + 100);
  });

  test("is not sent again where the account has no retry left, and says so", async () => {
    const clock = new VirtualClock();
    const queue = new Queue(50, clock);
    while (queue.health.takeRetry());

    await expect(failing(clock, queue).outcome).rejects.toMatchObject({
      attempts: 1,
      message: expect.stringContaining("not sent again: too many calls of this account fail"),
    });
  });

  test("is not sent again where its time does not last for the wait", async () => {
    jest.spyOn(Math, "random").mockReturnValue(1);
    const clock = new VirtualClock();

    await expect(failing(clock, new Queue(50, clock), 49).outcome).rejects.toMatchObject({ attempts: 1 });
    await expect(failing(clock, new Queue(50, clock), 51).outcome).rejects.toMatchObject({ attempts: 2 });
  });
});

test.each<[string, Failure, string]>([
  ["a refusal", { failed: "rejected", apiCode: "Bad", message: "no", statusCode: 400 }, "Bad: no"],
  ["a page that is none", { failed: "unreadable", what: "no JSON", statusCode: 200 }, "status 200, no JSON"],
  ["a page without a status", { failed: "unreadable", what: "no JSON" }, "no JSON"],
  ["a certificate", { failed: "unreachable", reason: "CERT_HAS_EXPIRED" }, "CERT_HAS_EXPIRED"],
])("%s is sent once, and told by what came", async (_, failed, said) => {
  const clock = new VirtualClock();
  const asking = session(clock, new Queue(50, clock));

  const outcome = clock.until(callTimes(1, asking, async () => ({ ...failed, requestId: "REQ-1" })));

  await expect(outcome).rejects.toMatchObject({
    attempts: 1,
    requestId: "REQ-1",
    problems: [{ facts: [`${said} (RequestId REQ-1)`] }],
  });
});

test("lookups that share a quota are paced together", async () => {
  const clock = new VirtualClock();
  const server = quota(clock, 5);
  const queue = new Queue(5, clock);
  const first = session(clock, queue);
  const second = session(clock, queue);

  await clock.until(Promise.all([callTimes(10, first, server.send), callTimes(10, second, server.send)]));

  expect(first.tally.throttledCalls + second.tally.throttledCalls).toBe(0);
});

/** Waits for one more turn of a question, and never tells its end. */
const turn = (place: Place, signal = new AbortController().signal) => place.turn(signal);

test("a lookup that has failed gives up its places in the line", async () => {
  const clock = new VirtualClock();
  const queue = new Queue(1, clock);
  const [failing, other] = [
    queue.enter(within(clock, 60_000), { calls: 0 }),
    queue.enter(within(clock, 60_000), { calls: 0 }),
  ];
  const failed = new AbortController();
  await clock.until(turn(failing));
  const givenUp = turn(failing, failed.signal);
  const next = turn(other);

  failed.abort(new Error("failed"));

  await expect(givenUp).rejects.toThrow("failed");
  await clock.until(next);
  expect(clock.nowMs()).toBeLessThan(1_100);
});

test("a lookup whose time is up does not wait behind one that has more", async () => {
  const clock = new VirtualClock();
  const queue = new Queue(1, clock);
  const patient = queue.enter(within(clock, 60_000), { calls: 0 });
  const timeIsUp = new AbortController();
  await turn(patient);
  void turn(patient);
  const behind = turn(queue.enter(within(clock, 60_000), { calls: 0 }), timeIsUp.signal);

  timeIsUp.abort(new Error("time is up"));

  await expect(behind).rejects.toThrow("time is up");
  expect(clock.nowMs()).toBe(0);
});

test("one quota has one queue, and the most careful user sets its pace", () => {
  const clock = new VirtualClock();

  const first = sharedQueue(["key", "cn-shanghai"], 50, clock);

  expect(sharedQueue(["key", "cn-shanghai"], 20, clock)).toBe(first);
  expect(first.pace.limit).toBe(20);
  expect(sharedQueue(["key", "cn-hangzhou"], 50, clock)).not.toBe(first);
});
