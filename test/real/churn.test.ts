import { type Emulator, type Fault, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { listJobs } from "../../src/client/list-jobs";
import { DataWorksError } from "../../src/errors/error";
import { canonicalQuery } from "../../src/model/query";
import { ORDERS, randomNumbers } from "../_support/churning-list";
import { tell } from "../_support/figures";

const query = canonicalQuery({ regionId: "cn-shanghai", projectId: "1967" });
/** More calls than any of these listings needs. */
const PLANNED_CALLS = 80;

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator();
});

const outcomes = { verified: [] as string[], once: [] as string[] };

afterAll(async () => {
  await emulator.close();
  for (const [how, all] of Object.entries(outcomes)) {
    const [right, wrong] = ["right", "wrong"].map((which) => all.filter((one) => one === which).length);
    tell(`${how}: ${all.length} lists over HTTP, ${right} listed as they were, ${wrong} as they never were`);
  }
});

interface Job {
  readonly diJobId: string;
  readonly jobName: string;
}

/** What comes and goes after which call, and the state of the list before each call, the first at 0. */
function plan(random: () => number, count: number, order: (typeof ORDERS)[number], rate: number) {
  let last = count;
  const named = (name: string): Job => ({ diJobId: `${++last}`, jobName: `${name}_${last}` });
  const states: Job[][] = [
    Array.from({ length: count }, (_, at) => ({ diJobId: `${at + 1}`, jobName: `job_${at + 1}` })),
  ];
  const shifts: Fault[] = [];
  for (let call = 1; call <= PLANNED_CALLS; call++) {
    const jobs = [...(states[call - 1] ?? [])];
    if (random() < rate) {
      const what = Math.floor(random() * 4);
      const [at, job] = [...jobs.entries()][Math.floor(random() * jobs.length)] ?? [0];
      const removeJobs = job === undefined || what === 0 || what === 3 ? [] : [job.diJobId];
      const changeJobs =
        job === undefined || what !== 3 ? {} : { [job.diJobId]: { jobName: named("renamed").jobName } };
      if (removeJobs.length > 0) jobs.splice(at, 1);
      if (job !== undefined) for (const change of Object.values(changeJobs)) jobs[at] = { ...job, ...change };
      const places = {
        "oldest first": jobs.length,
        "newest first": 0,
        shuffled: Math.floor(random() * (jobs.length + 1)),
      };
      const addJobs = what === 0 || what === 2 ? [named("job")] : [];
      jobs.splice(places[order], 0, ...addJobs);
      shifts.push({ kind: "shift", every: call, times: 1, removeJobs, changeJobs, addJobs, at: places[order] });
    }
    states.push(jobs);
  }
  return { states, shifts };
}

const inShort = (jobs: readonly Job[]) => jobs.map(({ diJobId, jobName }) => `${diJobId} ${jobName}`).sort();

/** Lists such a list over HTTP: whether there was a listing, and whether it was the state before one of its calls. */
async function listed(seed: number, order: (typeof ORDERS)[number], rate: number, listing: "verified" | "once") {
  const random = randomNumbers(seed);
  // Now and then pages as they are; mostly small ones, so that there are many.
  const full = random() < 0.2;
  const { states, shifts } = plan(random, Math.floor(random() * (full ? 400 : 30)), order, rate);
  await emulator.setJobs(states[0] ?? []);
  await emulator.setFaults([...shifts, ...(full ? [] : [{ kind: "page-size", most: 4 } as const])]);
  const options = { env: emulator.env, endpoint: emulator.endpoint, timeoutMs: 60_000, maxAttempts: 4, listing };
  try {
    const { jobs, calls } = await listJobs(query, { ...options, callsPerSecond: Number.POSITIVE_INFINITY });
    expect(calls).toBeLessThan(PLANNED_CALLS);
    const found = inShort(jobs).join();
    return states.slice(0, calls).some((state) => inShort(state).join() === found) ? "right" : "wrong";
  } catch (error) {
    if (!DataWorksError.is(error) || error.code !== "InconsistentListing") throw error;
    return "none";
  }
}

const RUNS = 40;

test.each(ORDERS.flatMap((order) => [0.05, 0.2, 0.4].map((rate) => [order, rate] as const)))(
  "of lists, %s, that change after a call in %f of cases none is listed as it never was",
  async (order, rate) => {
    const found: string[] = [];
    for (let run = 0; run < RUNS; run++) found.push(await listed(run, order, rate, "verified"));

    outcomes.verified.push(...found);
    expect(found).not.toContain("wrong");
    expect(found).toContain("right");
  },
);

test("the same lists, read once, are at times listed as they never were", async () => {
  for (let run = 0; run < RUNS; run++) outcomes.once.push(await listed(run, "oldest first", 0.4, "once"));

  expect(outcomes.once).toContain("wrong");
});
