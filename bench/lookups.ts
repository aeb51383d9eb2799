import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmulatorOptions, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { medians, print, printMachine, type Way } from "./fresh-process";

const folder = mkdtempSync(join(tmpdir(), "bench-"));
const APP = join(__dirname, "app.js");

/** Asks for one of the ways of `app.js`. */
function way(name: string, ask: string, env: Record<string, string>, more: Partial<Way> = {}): Way {
  return { name, args: [APP, ask], env: { CDKTF_OUTDIR: join(folder, "cdktf.out"), ...env }, ...more };
}

/** Ten workspaces with so many jobs each. */
function workspaces(jobsEach: number) {
  return Array.from({ length: 10 * jobsEach }, (_, index) => ({
    projectId: 1 + Math.floor(index / jobsEach),
    jobName: `job_${1 + (index % jobsEach)}`,
  }));
}

/** Measures against an emulator that lives as long as that. */
async function against(
  options: EmulatorOptions,
  measure: (env: Record<string, string>) => void | Promise<void>,
): Promise<void> {
  const emulator = await startEmulator(options);
  try {
    await measure({ ...emulator.env, DIJOBS_CALLS_PER_SECOND: "1000000" });
  } finally {
    await emulator.close();
  }
}

/** Records workspace 1, and gives the environment that answers from the file. */
function recorded(env: Record<string, string>): Record<string, string> {
  const DIJOBS_SNAPSHOT = join(folder, `${Math.random()}.json`);
  medians([way("record", "synth with one lookup", { ...env, DIJOBS_MODE: "record", DIJOBS_SNAPSHOT })], 1);
  return { DIJOBS_MODE: "locked", DIJOBS_SNAPSHOT };
}

async function main(): Promise<void> {
  printMachine();

  await against({ jobs: workspaces(1_000), latencyMs: 50 }, (env) => {
    const one = "one lookup";
    const ways = [
      way(one, "one", env),
      way("one lookup, with DIJOBS_LISTING=once, which proves nothing", "one", { ...env, DIJOBS_LISTING: "once" }),
      way("ten lookups", "ten", env),
      way(
        "ten lookups, prefetched, each read when its stack is built",
        "ten after prefetch, each read when built",
        env,
      ),
      way("ten lookups, each read when its stack is built", "ten, each read when built", env),
      way("ten sequential loops with the SDK", "sdk loop", env, { rounds: 3 }),
      way("ten child processes, each with such a loop", "ten spawns, sdk loop", env, { rounds: 3 }),
      way("ten child processes, each with listDiJobs", "ten spawns, listDiJobs", env, { rounds: 3 }),
    ];
    print("ten pages at 50 ms, calls not limited", medians(ways, 9), one);
  });

  await against({ jobs: workspaces(100_000).slice(0, 100_000) }, async (env) => {
    const large = "one lookup of 100,000 jobs, per 10,000";
    await against({ jobs: workspaces(10_000).slice(0, 10_000) }, (smallEnv) => {
      const small = "one lookup of 10,000 jobs";
      const patient = { DIJOBS_TIMEOUT_MS: "120000" };
      const ways = [way(small, "one", { ...smallEnv, ...patient }), way(large, "one", { ...env, ...patient })];
      const times = medians(ways, 5);
      print("large workspaces, loopback", times.set(large, (times.get(large) ?? Number.NaN) / 10), small);
    });
  });

  const thirty = Array.from({ length: 30 }, (_, index) => ({ projectId: index + 1, jobName: "orders" }));
  await against({ jobs: thirty, latencyMs: 200 }, (env) => {
    const app = { ...env, DIJOBS_SNAPSHOT: join(folder, "thirty.json") };
    medians([way("record", "synth of thirty in five stacks", { ...app, DIJOBS_MODE: "record" })], 1);
    const prefetched = "prefetched";
    const ways = [
      way(prefetched, "thirty in five stacks after prefetch", { ...app, DIJOBS_PREFETCH: "off" }),
      way("with the questions of the snapshot", "thirty in five stacks", app),
      way("with DIJOBS_PREFETCH=off", "thirty in five stacks", { ...app, DIJOBS_PREFETCH: "off" }, { rounds: 3 }),
    ];
    print("30 lookups in 5 stacks, each read where it is built, 200 ms an answer", medians(ways, 5), prefetched);
  });

  let locked: Record<string, string> = {};
  await against({ jobs: workspaces(1_000) }, (env) => {
    locked = recorded(env);
  });
  await against({ jobs: workspaces(100) }, (env) => {
    const none = "without a lookup";
    const ways = [
      way(none, "synth without lookup", env),
      way("one locked lookup of 1,000 jobs", "synth with one lookup", { ...env, ...locked }),
      way("one live lookup of one page, loopback", "synth with one lookup", env),
      way("ten live lookups of one page each, loopback", "synth with ten lookups", env),
    ];
    print("build and synth of an app", medians(ways, 25), none);
  });

  await against({ jobs: workspaces(10_000).slice(0, 10_000) }, (env) => {
    const tenThousand = recorded(env);
    const none = "without a lookup";
    const reading = [
      way(none, "synth without lookup", env),
      way("one locked lookup of 10,000 jobs", "synth with one lookup", { ...env, ...tenThousand }),
    ];
    print("build and synth of an app, with a large snapshot", medians(reading, 15), none);

    const small = "toMap() of 1,000 jobs, per 1,000";
    const large = "toMap() of 10,000 jobs, per 1,000";
    const ways = [way(small, "synth with toMap", locked), way(large, "synth with toMap", tenThousand)];
    const times = medians(ways, 9);
    print("synth with a locked lookup", times.set(large, (times.get(large) ?? Number.NaN) / 10), small);
  });
}

void main().finally(() => rmSync(folder, { recursive: true }));
