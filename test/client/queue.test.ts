import type { Deadline } from "../../src/client/deadline";
import { Queue } from "../../src/client/queue";
import type { NoTurn, Place, Turn } from "../../src/client/turn";
import { VirtualClock } from "../_support/virtual-clock";

/** A question in a queue: its time, and its calls. */
function question(queue: Queue, timeoutMs = 30_000, tally: Parameters<Queue["enter"]>[1] = { calls: 0 }) {
  const time = { leftMs: timeoutMs, isPaused: false };
  const ended = new AbortController();
  const { signal } = ended;
  const deadline: Deadline = {
    leftMs: () => time.leftMs,
    isOfRun: () => false,
    pause: (isPaused) => {
      time.isPaused = isPaused;
    },
    signal,
  };
  const place: Place = queue.enter(deadline, tally);
  /** Asks for a turn; it can be seen at once whether it was given. */
  const call = () => {
    const asked: { turn?: Turn; refused?: NoTurn } = {};
    place.turn(signal).then(
      (given) => Object.assign(asked, "ended" in given ? { turn: given } : { refused: given }),
      () => undefined,
    );
    return asked;
  };
  return { call, time, leave: place.leave, end: () => ended.abort(new Error("ended")) };
}

const settled = () => new Promise((resolve) => process.nextTick(resolve));

/** A queue of one call a second, in which a first question has used the present one, and is answered. */
async function used(callsPerSecond = 1) {
  const clock = new VirtualClock();
  const queue = new Queue(callsPerSecond, clock);
  const first = question(queue);
  const before = first.call();
  await settled();
  before.turn?.ended("answered");
  return { clock, queue, first, pass: (durationMs: number) => clock.until(clock.sleep(durationMs)) };
}

test("a question that has begun goes before one that waited for longer", async () => {
  const { queue, first, pass } = await used();
  const other = question(queue);

  const [waits, goes] = [other.call(), first.call()];
  await pass(1_100);

  expect([goes.turn !== undefined, waits.turn]).toEqual([true, undefined]);
});

test("where those that have begun wait for answers, the next one begins, in the order of arrival", async () => {
  const { queue, first, pass } = await used(2);
  const [second, third] = [question(queue), question(queue)];

  const calls = [second.call(), third.call()];
  await settled();
  expect(calls.map(({ turn }) => turn !== undefined)).toEqual([true, false]);
  first.leave();
  await pass(1_100);

  expect(calls[1]?.turn).toBeDefined();
});

test("the time of a question runs from its first call, and not while others are before it", async () => {
  const { queue, first, pass } = await used();
  const other = question(queue);
  const begins = other.call();
  expect(other.time.isPaused).toBe(true);

  await pass(1_100);
  expect([begins.turn !== undefined, other.time.isPaused]).toEqual([true, false]);
  begins.turn?.ended("answered");
  const [ahead, behind] = [first.call(), other.call()];
  await settled();
  expect([first.time.isPaused, other.time.isPaused]).toEqual([false, true]);

  await pass(1_100);
  expect([ahead.turn !== undefined, behind.turn]).toEqual([true, undefined]);
  ahead.turn?.ended("answered");
  await settled();
  expect(other.time.isPaused).toBe(false);
});

test("time runs while an own call is under way, whoever is before the others", async () => {
  const { queue, first, pass } = await used(2);
  const other = question(queue);
  other.call();
  await settled();
  first.call();

  other.call();
  await settled();

  expect(other.time.isPaused).toBe(false);
  await pass(0);
});

test("a throttle is waited for by all who have begun, in their own time; who has not begun has all of it yet", async () => {
  const { queue, first, pass } = await used(3);
  const [second, later] = [question(queue), question(queue)];
  const [one, two] = [first.call(), second.call()];
  await settled();
  two.turn?.ended("answered");
  one.turn?.ended("throttled");

  first.call();
  second.call();
  later.call();
  await settled();

  expect([first, second, later].map(({ time }) => time.isPaused)).toEqual([false, false, true]);
  await pass(0);
});

test("a throttle for longer than a question has refuses it at once, begun or not; the pace only one that has begun", async () => {
  const { queue, first } = await used();
  first.time.leftMs = 500;
  const patient = question(queue, 500);
  const [refused, waits] = [first.call(), patient.call()];
  await settled();
  expect([refused.refused?.cause, waits]).toEqual(["pace", {}]);

  first.time.leftMs = 30_000;
  patient.end();
  const throttling = new Queue(1, new VirtualClock());
  const [asking, other] = [question(throttling), question(throttling)];
  const throttled = asking.call();
  await settled();
  throttled.turn?.ended("throttled", 61_000);
  const late = [asking.call(), other.call()];
  await settled();

  expect(late.map(({ refused: no }) => no)).toEqual([
    { waitMs: 61_000, cause: "throttle" },
    { waitMs: 61_000, cause: "throttle" },
  ]);
});

test("a question that ends takes its waiting calls with it, and the next one has the turn", async () => {
  const { queue, first, pass } = await used();
  const other = question(queue);
  const [gone, next] = [first.call(), other.call()];

  first.end();
  first.leave();
  await pass(1_100);

  expect([gone, next.turn !== undefined]).toEqual([{}, true]);
});

test("an account that is down refuses everybody, and tries again with one question", async () => {
  const clock = new VirtualClock();
  const queue = new Queue(50, clock);
  for (let failed = 0; failed < 2; failed += 1) {
    const silent = question(queue);
    silent.call();
    await settled();
    silent.time.leftMs = 0;
    silent.leave();
  }
  const [refused, later] = [question(queue), question(queue)];
  const asked = refused.call();
  await settled();
  expect(asked.refused).toEqual({ waitMs: 8_000, cause: "outage" });

  await clock.until(clock.sleep(8_001));
  const [tries, waits] = [refused.call(), later.call()];
  await settled();
  expect([tries.turn !== undefined, waits]).toEqual([true, {}]);
  tries.turn?.ended("answered");
  await settled();

  expect(waits.turn).toBeDefined();
});

test("a question of which a call was answered has not failed, whatever was given up", async () => {
  const clock = new VirtualClock();
  const queue = new Queue(50, clock);
  for (let refused = 0; refused < 14; refused += 1) {
    const asking = question(queue);
    const [answered, open] = [asking.call(), asking.call()];
    await settled();
    answered.turn?.ended("answered");
    open.turn?.ended("givenUp");
    asking.leave();
  }

  expect(queue.health.isFailing).toBe(false);
});

test("a question that ends before it has begun has not failed", () => {
  const queue = new Queue(50, new VirtualClock());

  for (let gone = 0; gone < 14; gone += 1) question(queue).leave();

  expect(queue.health.isFailing).toBe(false);
});

test("throttles with a call between them that was given up are throttles in a row", async () => {
  const { queue, first, pass } = await used(50);
  for (const outcome of ["throttled", "givenUp", "throttled"] as const) {
    const asked = first.call();
    await pass(1_015);
    asked.turn?.ended(outcome);
  }

  expect(queue.pace.minimumMs(0)).toBe(2_030);
});

test("ten questions in a row that failed hold the next one for a second, in its own time", async () => {
  const clock = new VirtualClock();
  const queue = new Queue(50, clock);
  for (let failed = 0; failed < 10; failed += 1) {
    const silent = question(queue);
    silent.call();
    await settled();
    silent.leave();
  }
  await nobodyWaits(clock);
  const later = question(queue);
  const next = later.call();
  await clock.until(clock.sleep(999));
  expect([next, later.time.isPaused]).toEqual([{}, false]);

  await clock.until(clock.sleep(2));
  expect(next.turn).toBeDefined();
});

test.each([
  ["failed", 9, 12],
  ["failed", 10, 10],
  ["givenUp", 10, 12],
] as const)(
  "of twelve calls after those that %s, %i in a row, %i may be under way; the others wait in their own time",
  async (outcome, inARow, mostUnderWay) => {
    const { queue, first } = await used(Number.POSITIVE_INFINITY);
    const second = question(queue);
    const begun = second.call();
    await settled();
    begun.turn?.ended("answered");
    for (let ended = 0; ended < inARow; ended += 1) {
      const asked = first.call();
      await settled();
      asked.turn?.ended(outcome);
    }

    const calls = [...Array.from({ length: 11 }, first.call), second.call()];
    await settled();

    expect(calls.filter(({ turn }) => turn !== undefined)).toHaveLength(mostUnderWay);
    expect(second.time.isPaused).toBe(false);
  },
);

test("questions need the calls that they expect, and of those that nobody knows as many as the others", async () => {
  const clock = new VirtualClock();
  const queue = new Queue(1, clock);
  /** A question that was answered, and has ended. */
  const end = async (calls: number, expectedCalls: number) => {
    const ended = question(queue, 30_000, { calls, expectedCalls });
    const asked = ended.call();
    await settled();
    asked.turn?.ended("answered");
    ended.leave();
    await clock.until(clock.sleep(1_015));
  };
  const calls = () => 1 + queue.neededMs() / 1_015;
  await end(3, 3);
  question(queue);
  expect(calls()).toBe(3);

  await end(6, 6);
  expect(calls()).toBe(5);
  await end(1, 4);
  expect(calls()).toBe(5 + 4);
  question(queue, 30_000, { calls: 2, expectedCalls: 10 });
  expect(calls()).toBe(6 + 8 + 4);
});

/** Fails while somebody waits for time to pass. */
const nobodyWaits = (clock: VirtualClock) =>
  expect(clock.until(new Promise(() => {}))).rejects.toThrow("nobody waits for time to pass");

test("no alarm is set where nobody waits, nor where only an answer is waited for", async () => {
  const { clock, queue, first } = await used(50);
  await nobodyWaits(clock);
  for (let failed = 0; failed < 10; failed += 1) {
    const asked = first.call();
    await settled();
    asked.turn?.ended("failed");
  }
  const calls = Array.from({ length: 11 }, first.call);
  await settled();

  expect(calls.filter(({ turn }) => turn === undefined)).toHaveLength(1);
  expect(queue.pace.waitMs()).toBe(0);
  await nobodyWaits(clock);
});

test("those who wait for the same moment wait by one alarm", async () => {
  const { clock, first, pass } = await used();
  const sleep = jest.spyOn(clock, "sleep");

  const calls = [first.call(), first.call(), first.call()];
  await settled();

  expect(sleep).toHaveBeenCalledTimes(1);
  await pass(1_100);
  expect(calls.map(({ turn }) => turn !== undefined)).toEqual([true, false, false]);
});

test("until one is answered, ten questions are under way without an answer, and not one more", async () => {
  const clock = new VirtualClock();
  const queue = new Queue(Number.POSITIVE_INFINITY, clock);
  const calls = Array.from({ length: 12 }, () => question(queue).call());
  await settled();
  const given = () => calls.filter(({ turn }) => turn !== undefined).length;
  expect(given()).toBe(10);

  calls[0]?.turn?.ended("answered");
  await settled();
  expect(given()).toBe(12);
});

test("the time of a question that asks for no turn is not stopped", async () => {
  const { queue, first, pass } = await used();
  const silent = question(queue);

  first.call();
  await settled();

  expect(silent.time.isPaused).toBe(false);
  await pass(0);
});
