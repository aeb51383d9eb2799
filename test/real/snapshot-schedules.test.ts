import { readSnapshot } from "../../src/snapshot/file";
import { renderSnapshotTypes } from "../../src/snapshot/types";
import { SteppedWriters } from "../_support/stepped-writers";

/** Looks at a lock that stays the same until it is taken away: one every 10 ms, for 750 ms. */
const LOOKS = 75;

/** More accesses to the files than one write takes. */
const MOST_ACCESSES = 80;

const SCHEDULES = Number(process.env.SCHEDULES ?? 300);
const SEED = Number(process.env.FUZZ_SEED ?? 1);

let writers: SteppedWriters;

afterEach(() => writers.end());

/** Numbers from 0 to 1 that a seed determines. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test("where a writer stands still before any access, the next one waits 750 ms at most and leaves all in order; both are in the file", () => {
  writers = new SteppedWriters(2, MOST_ACCESSES);
  let stoodStill = 0;

  for (let access = 0; access < MOST_ACCESSES; access++) {
    for (let step = 0; step < access && writers.next(0) !== "ended"; step++) writers.step(0);
    stoodStill += writers.next(0) === "ended" ? 0 : 1;

    expect(writers.finish(1)).toBeLessThanOrEqual(LOOKS);

    expect(writers.outcome(1)).toBe("written");
    expect(writers.recorded()).toContain(1);
    expect(writers.litter()).toEqual([]);
    expect(writers.types()).toBe(renderSnapshotTypes(readSnapshot(writers.path)));
    writers.finish(0);
    expect(writers.outcome(0)).toBe("written");
    expect(writers.recorded()).toEqual([0, 1]);
    expect(writers.litter()).toEqual([]);
    expect(writers.types()).toBe(renderSnapshotTypes(readSnapshot(writers.path)));
    if (access < MOST_ACCESSES - 1) writers.nextRun();
  }

  // Otherwise every access was not tried.
  expect(stoodStill).toBeGreaterThan(30);
  expect(stoodStill).toBeLessThan(MOST_ACCESSES);
});

test("whichever of three writers stands still when, what was written is in the file, and what failed is not", () => {
  writers = new SteppedWriters(3, SCHEDULES);
  const random = randomNumbers(SEED);
  const among = (indexes: readonly number[]) => indexes[Math.floor(random() * indexes.length)] ?? 0;

  for (let schedule = 0; schedule < SCHEDULES; schedule++) {
    while (writers.running.length > 0) {
      const index = among(writers.running);
      // Now one step, now so many that another one is taken for dead.
      const steps = 10 ** (2.5 * random());
      for (let step = 0; step < steps && writers.next(index) !== "ended"; step++) writers.step(index);
    }

    const written = [0, 1, 2].filter((index) => writers.outcome(index) === "written");
    expect({ schedule, recorded: writers.recorded() }).toEqual({ schedule, recorded: written });
    expect(writers.litter()).toEqual([]);
    if (schedule < SCHEDULES - 1) writers.nextRun();
  }
});
