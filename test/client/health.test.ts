import { Health } from "../../src/client/health";
import { VirtualClock } from "../_support/virtual-clock";

const NO_LATENCY_MS = 0;

function started() {
  const clock = new VirtualClock();
  const health = new Health(clock);
  const pass = (durationMs: number) => clock.until(clock.sleep(durationMs));
  /** Takes all retries that there are. */
  const takeAll = () => {
    for (let taken = 0; ; taken += 1) if (!health.takeRetry()) return taken;
  };
  return { health, pass, takeAll };
}

test("all calls share ten retries, with answers and time up to fifty", async () => {
  const { health, pass, takeAll } = started();

  expect(takeAll()).toBe(10);
  await pass(999);
  expect(takeAll()).toBe(0);
  await pass(1);
  expect(takeAll()).toBe(1);
  health.answered();
  health.answered();
  expect(takeAll()).toBe(2);
  await pass(3_600_000);
  expect(takeAll()).toBe(50);
  for (let call = 0; call < 100; call += 1) health.answered();
  expect(takeAll()).toBe(50);
});

test("until one is answered, ten questions may be without an answer; each that fails makes it fewer, down to one", () => {
  const { health } = started();

  const most = Array.from({ length: 11 }, () => {
    const { mostUnanswered } = health;
    health.failed("at once");
    return mostUnanswered;
  });

  expect(most).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1]);
  health.answered();
  expect(health.mostUnanswered).toBe(Number.POSITIVE_INFINITY);
});

test("ten questions in a row that failed hold the others, for longer with each; the thirteenth ends them for eight seconds", async () => {
  const { health, pass, takeAll } = started();
  const seen = [];
  for (let failed = 1; failed <= 14; failed += 1) {
    health.failed("at once");
    seen.push([failed, health.isFailing, health.holdMs(), health.isDown]);
  }

  expect(seen.slice(8)).toEqual([
    [9, false, 0, false],
    [10, true, 1_000, false],
    [11, true, 2_000, false],
    [12, true, 4_000, false],
    [13, true, 8_000, true],
    [14, true, 8_000, true],
  ]);
  expect(takeAll()).toBe(0);
  await pass(8_000);
  expect([health.isDown, health.holdMs(), health.isFailing]).toEqual([false, 0, true]);
  health.answered();
  expect([health.isFailing, health.mostUnanswered]).toEqual([false, Number.POSITIVE_INFINITY]);
});

test("two questions that failed after most of their time are enough", () => {
  const { health } = started();

  health.failed("long");
  expect([health.isFailing, health.isDown]).toEqual([false, false]);
  health.failed("long");
  expect(health.isDown).toBe(true);
});

test("ten calls in a row that failed let only ten be under way, and ten questions only one", () => {
  const { health } = started();
  const most = () => health.mostUnderWay(NO_LATENCY_MS);

  for (let call = 0; call < 9; call += 1) health.callFailed();
  expect(most()).toBe(Number.POSITIVE_INFINITY);
  health.callFailed();
  expect(most()).toBe(10);
  for (let question = 0; question < 10; question += 1) health.failed("at once");
  expect(most()).toBe(1);
  health.answered();
  expect(most()).toBe(Number.POSITIVE_INFINITY);
});

test.each([
  [50, 1_000],
  [700, 2_800],
])("where the fastest answer took %i ms, a silence of more than %i ms is one", async (fastestMs, silentMs) => {
  const { health, pass } = started();
  await pass(10_000);
  expect(health.mostUnderWay(fastestMs)).toBe(Number.POSITIVE_INFINITY);

  health.answered();
  await pass(silentMs);
  expect(health.mostUnderWay(fastestMs)).toBe(Number.POSITIVE_INFINITY);
  await pass(1);

  expect(health.mostUnderWay(fastestMs)).toBe(10);
});
