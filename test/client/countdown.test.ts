import { Countdown, SLICE_MS } from "../../src/client/countdown";

const AN_HOUR_MS = 3_600_000;

/** A countdown, and the time that passes before the next look at it. */
function countdown(timeoutMs: number) {
  let nowMs = 0;
  const counting = new Countdown(timeoutMs, () => nowMs);
  return { counting, pass: (durationMs: number) => (nowMs += durationMs) };
}

test("time that passes between two looks is counted to the millisecond", () => {
  const { counting, pass } = countdown(1_000);

  expect(counting.leftMs()).toBe(1_000);
  pass(SLICE_MS + 7);
  expect(counting.leftMs()).toBe(1_000 - SLICE_MS - 7);
  expect(counting.leftMs()).toBe(1_000 - SLICE_MS - 7);
});

test("it ends for somebody who looks in time, however late the machine wakes everyone", () => {
  const { counting, pass } = countdown(30_000);
  let looks = 0;

  for (; counting.leftMs() > 0; looks += 1) pass(counting.sliceMs() + SLICE_MS);

  expect(looks).toBeLessThanOrEqual(30_000 / SLICE_MS);
});

test.each([2_000, AN_HOUR_MS])(
  "of %s ms in which the process stood still, no more than a slice is counted",
  (stopMs) => {
    const { counting, pass } = countdown(1_000);

    pass(stopMs);

    expect(counting.leftMs()).toBe(1_000 - SLICE_MS);
  },
);

test("who stands still in the last slice has one more, and who does so again, too", () => {
  const { counting, pass } = countdown(100);

  for (let stops = 0; stops < 3; stops += 1) {
    pass(AN_HOUR_MS);
    expect(counting.leftMs()).toBe(SLICE_MS);
  }
  pass(SLICE_MS);

  expect(counting.leftMs()).toBe(0);
});

test("nobody sleeps for longer than a slice, nor beyond the end", () => {
  const { counting, pass } = countdown(SLICE_MS + 100);

  expect(counting.sliceMs()).toBe(SLICE_MS);
  pass(SLICE_MS);
  expect(counting.sliceMs()).toBe(100);
});
