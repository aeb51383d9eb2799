import {
  interrupted,
  type Sight,
  type Target,
  unseen,
  type Waited,
  type WaitProps,
  waitForJobs,
} from "../../../src/cli/wait/waiting";
import type { Clock } from "../../../src/client/clock";
import { DataWorksError } from "../../../src/errors/error";
import type { DiJob } from "../../../src/model/job";

const orders: Target = { workspace: "cn-shanghai/1967", jobName: "orders" };
const crm: Target = { diJobId: "8" };
const SECOND_MS = 1_000;

const PROPS: WaitProps = {
  targets: [orders],
  until: ["Running"],
  forMs: 0,
  everyMs: 10 * SECOND_MS,
  graceMs: 0,
  failOn: ["Failed"],
  missing: "wait",
  timeoutMs: 60 * SECOND_MS,
};

/** A job in a status (after a call that failed, with a ~ before it), that there is none, or a failure by its code. */
function sight(seen: string): Sight {
  if (seen === "-") return {};
  if (seen.startsWith("!")) return { error: new DataWorksError(seen.slice(1) as "Throttled", { what: "why" }) };
  const job: DiJob = {
    regionId: "cn-shanghai",
    projectId: "1967",
    diJobId: "7",
    jobName: "orders",
    migrationType: "Full",
    sourceDataSourceType: "MySQL",
    destinationDataSourceType: "Hologres",
    jobStatus: seen.replace("~", ""),
    importId: "1967:7",
  };
  return seen.startsWith("~") ? { job, isBroken: true } : { job };
}

/** Waits on a clock of its own, on which looking takes no time; the last look repeats itself. */
async function waitFor(
  looks: readonly string[],
  { tookMs = 0, ...props }: Partial<WaitProps> & { readonly tookMs?: number } = {},
  lateMs: readonly number[] = [],
) {
  let nowMs = 0;
  let sleeps = 0;
  const clock: Clock = {
    nowMs: () => nowMs,
    date: () => new Date(nowMs),
    sleep: async (durationMs) => {
      nowMs += durationMs + (lateMs[sleeps++] ?? 0);
    },
  };
  let given = 0;
  const look = async () => {
    given += 1;
    nowMs += tookMs;
    const seen = looks[Math.min(given, looks.length) - 1] ?? "-";
    return seen.split(" ").map(sight);
  };
  const told: Waited[] = [];
  const waited = await waitForJobs({ ...PROPS, ...props }, look, clock, (each) => told.push(each));
  return { ...waited, told };
}

test("a wanted status is reached in whatever case, at the first look that shows it", async () => {
  expect(await waitFor(["Initialized", "Initialized", "RUNNING"])).toMatchObject({
    outcome: "reached",
    samples: 3,
    elapsedMs: 20 * SECOND_MS,
  });
});

test("with a duration the status must be seen all along", async () => {
  const looks = ["Running", "Stopped", "Running"];

  expect(await waitFor(looks, { forMs: 20 * SECOND_MS })).toMatchObject({
    outcome: "reached",
    samples: 5,
    jobs: [{ heldMs: 20 * SECOND_MS }],
  });
});

test("a look that failed in passing does not end the wait, but the time that was held begins again", async () => {
  const looks = ["Running", "Running", "!ServiceUnavailable", "!Throttled", "Running"];

  const { told, ...waited } = await waitFor(looks, { forMs: 20 * SECOND_MS, timeoutMs: 90 * SECOND_MS });

  expect(waited).toMatchObject({
    outcome: "reached",
    samples: 7,
    jobs: [{ heldMs: 20 * SECOND_MS, restarts: 1, lostMs: 0 }],
  });
  expect(told.map(({ jobs: [job] }) => job?.lostMs)).toEqual([0, 0, 20 * SECOND_MS, 0, 0, 0]);
});

test("a look in which calls failed before one was answered counts from its answer on", async () => {
  const looks = ["Running", "~Running", "Running"];

  expect(await waitFor(looks, { forMs: 20 * SECOND_MS })).toMatchObject({
    outcome: "reached",
    samples: 4,
    jobs: [{ heldMs: 20 * SECOND_MS, restarts: 1 }],
  });
});

test("a process that stood still for more than a look has not seen what was meanwhile", async () => {
  const lateMs = [0, 11 * SECOND_MS, 0];

  expect(await waitFor(["Running"], { forMs: 20 * SECOND_MS }, lateMs)).toMatchObject({
    outcome: "reached",
    samples: 5,
    elapsedMs: 51 * SECOND_MS,
    jobs: [{ heldMs: 20 * SECOND_MS, restarts: 1 }],
  });
  expect(await waitFor(["Running"], { forMs: 20 * SECOND_MS }, [9 * SECOND_MS])).toMatchObject({
    samples: 3,
    jobs: [{ restarts: 0 }],
  });
});

test("how it stands is told after each look, and every minute until the next", async () => {
  const { told } = await waitFor(["Stopped", "Running"], { everyMs: 150 * SECOND_MS, timeoutMs: 600 * SECOND_MS });

  expect(told.map(({ elapsedMs, samples }) => [elapsedMs / SECOND_MS, samples])).toEqual([
    [0, 1],
    [60, 1],
    [120, 1],
  ]);
});

test("who is interrupted is told what was seen last, and what was reached stays so", async () => {
  const { told } = await waitFor(["Running Stopped", "!Throttled -"], { targets: [orders, crm] });

  expect(interrupted(told[0] ?? unseen([]))).toMatchObject({
    outcome: "interrupted",
    jobs: [{ outcome: "reached" }, { outcome: "interrupted", job: { jobStatus: "Stopped" } }],
  });
  expect(interrupted(told[1] ?? unseen([])).jobs[0]).toMatchObject({
    outcome: "interrupted",
    job: { jobStatus: "Running" },
    error: { code: "Throttled" },
  });
  expect(interrupted(unseen([orders]))).toMatchObject({ samples: 0, jobs: [{ outcome: "interrupted" }] });
});

test("jobs must have their status at the same time", async () => {
  const looks = ["Running Stopped", "Stopped Running", "Running Running"];

  expect(await waitFor(looks, { targets: [orders, crm] })).toMatchObject({ outcome: "reached", samples: 3 });
});

test("a failed job ends the wait, also when another one is not seen", async () => {
  expect(await waitFor(["Failed !Throttled"], { targets: [orders, crm] })).toMatchObject({
    outcome: "failed",
    samples: 1,
    jobs: [{ outcome: "failed" }, { outcome: "notSeen" }],
  });
});

test.each([
  ["Failed", {}],
  ["-", { missing: "fail" } as const],
])("'%s' does not end the wait before the grace is over", async (seen, props) => {
  const graceMs = 25 * SECOND_MS;

  expect(await waitFor([seen, seen, "Running"], { ...props, graceMs })).toMatchObject({ outcome: "reached" });
  expect(await waitFor([seen], { ...props, graceMs })).toMatchObject({ outcome: "failed", elapsedMs: 30 * SECOND_MS });
});

test("Stopped, Finished and a missing job are waited for until the time is up, with a last look at its end", async () => {
  for (const seen of ["Stopped", "Finished", "-"])
    expect(await waitFor([seen])).toMatchObject({ outcome: "timedOut", samples: 7, elapsedMs: 59.5 * SECOND_MS });
  expect(await waitFor([...Array(6).fill("Stopped"), "Running"])).toMatchObject({ outcome: "reached", samples: 7 });
});

test("a status that is not held long enough in the end was not reached", async () => {
  const looks = [...Array(6).fill("Stopped"), "Running"];

  expect(await waitFor(looks, { forMs: 10 * SECOND_MS })).toMatchObject({ outcome: "timedOut" });
});

test("a failure that stays until the end means that nothing was seen, whatever was seen before", async () => {
  expect(await waitFor(["Running", "!ServiceUnavailable"], { forMs: 30 * SECOND_MS })).toMatchObject({
    outcome: "notSeen",
    elapsedMs: 59.5 * SECOND_MS,
  });
});

test.each(["AccessDenied", "NoCredentials", "QuotaExhausted", "JobNameAmbiguous"])(
  "%s ends the wait at once, because looking again would show the same",
  async (code) => {
    expect(await waitFor([`!${code}`])).toMatchObject({ outcome: "notSeen", samples: 1 });
  },
);

test.each([
  [0, 59.5, 7],
  [4, 54.5, 5],
])(
  "the last look, of which one takes %i s, begins in time to be answered before the end",
  async (tookS, lastS, samples) => {
    const { elapsedMs, ...waited } = await waitFor(["Stopped"], { tookMs: tookS * SECOND_MS });

    expect(waited).toMatchObject({ outcome: "timedOut", samples });
    expect(elapsedMs).toBe((lastS + tookS) * SECOND_MS);
    expect(elapsedMs).toBeLessThanOrEqual(60 * SECOND_MS);
  },
);
