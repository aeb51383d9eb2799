import { getEventListeners } from "node:events";
import { unlessAborted, withDeadline } from "../../src/client/deadline";
import { VirtualClock } from "../_support/virtual-clock";

const AN_HOUR_MS = 3_600_000;
const timedOut = () => new Error("time is up");

/** A clock on which the process stands still for an hour, from the moment in which it sleeps so many times. */
class StoppedClock extends VirtualClock {
  #stoppedMs = 0;
  #sleeps = 0;

  constructor(private readonly stopsAtSleep: number) {
    super();
    const running = this.nowMs;
    this.nowMs = () => running() + this.#stoppedMs;
    const sleep = this.sleep;
    this.sleep = async (durationMs, signal) => {
      await sleep(durationMs, signal);
      if (++this.#sleeps === this.stopsAtSleep) this.#stoppedMs += AN_HOUR_MS;
    };
  }
}

/** What came of something that takes so long, and listens to the deadline. */
function taking(durationMs: number, timeoutMs: number, clock: VirtualClock) {
  return clock.until(withDeadline(timeoutMs, clock, timedOut, ({ signal }) => clock.sleep(durationMs, signal)));
}

test("ends what takes longer", async () => {
  const clock = new VirtualClock();

  await expect(taking(1_001, 1_000, clock)).rejects.toThrow("time is up");
  expect(clock.nowMs()).toBe(1_000);
});

test("does not end what is done before, and waits for nothing afterwards", async () => {
  const clock = new VirtualClock();

  await expect(taking(999, 1_000, clock)).resolves.toBeUndefined();
  expect(clock.nowMs()).toBe(999);
});

test.each([1, 2, 4])("does not count an hour in which the process stood still, in slice %s", async (slice) => {
  await expect(taking(999, 1_000, new StoppedClock(slice))).resolves.toBeUndefined();
});

test("ends what takes longer also after the process stood still", async () => {
  const clock = new StoppedClock(1);

  await expect(taking(2_000, 1_000, clock)).rejects.toThrow("time is up");
  expect(clock.nowMs()).toBe(AN_HOUR_MS + 1_000);
});

test("ends with the run around it, also while its own time does not count", async () => {
  const clock = new VirtualClock();
  const own = new Error("its own time is up");
  const inRun = (timeoutMs: number) =>
    clock.until(
      withDeadline(1_000, clock, timedOut, ({ leftMs, signal }) => {
        const within = { timeoutMs: 1_000, leftMs, signal };
        return withDeadline(
          timeoutMs,
          clock,
          () => own,
          async (deadline) => {
            deadline.pause(timeoutMs > 1_000);
            expect(deadline.isOfRun()).toBe(timeoutMs > 1_000);
            expect(deadline.leftMs()).toBe(Math.min(timeoutMs, 1_000));
            await clock.sleep(5_000, deadline.signal);
          },
          { within },
        );
      }),
    );

  await expect(inRun(10_000)).rejects.toBe(own);
  expect(clock.nowMs()).toBe(1_000);
  await expect(inRun(400)).rejects.toBe(own);
  expect(clock.nowMs()).toBe(1_400);
});

test("what is waited for ends with a signal, also with one that is aborted already, and without one by itself", async () => {
  const never = new Promise<never>(() => {});
  const controller = new AbortController();
  const waits = unlessAborted(never, controller.signal);
  controller.abort(timedOut());

  await expect(waits).rejects.toThrow("time is up");
  await expect(unlessAborted(never, controller.signal)).rejects.toThrow("time is up");
  await expect(unlessAborted(Promise.resolve("an answer"), undefined)).resolves.toBe("an answer");
});

test("nobody listens any more to a signal once there is an answer", async () => {
  const { signal } = new AbortController();
  const clock = new VirtualClock();
  const within = { timeoutMs: 1_000, leftMs: () => 1_000, signal };
  const answer = async () => {
    expect(getEventListeners(signal, "abort")).toHaveLength(1);
    return "an answer";
  };

  await expect(unlessAborted(Promise.resolve("an answer"), signal)).resolves.toBe("an answer");
  await expect(withDeadline(1_000, clock, timedOut, answer, { within })).resolves.toBe("an answer");
  expect(getEventListeners(signal, "abort")).toEqual([]);
});
