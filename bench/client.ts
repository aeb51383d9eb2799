import { fork } from "node:child_process";
import { once } from "node:events";
import { cpus, totalmem } from "node:os";
import { startEmulator } from "../dist/testing";

/** Lists under the conditions of the table in docs/performance.md, and prints it. Each listing has a process of its own. */
const WAYS = ["this client", "SDK, one page after the other", "SDK, Promise.all"] as const;

const CONDITIONS = [
  { jobs: 1_000, quotaPerSecond: undefined, ways: WAYS },
  { jobs: 1_000, quotaPerSecond: 50, ways: WAYS },
  { jobs: 10_000, quotaPerSecond: undefined, ways: WAYS },
  { jobs: 10_000, quotaPerSecond: 50, ways: WAYS },
  { jobs: 100_000, quotaPerSecond: undefined, ways: ["this client"] },
] as const;

const LATENCY_MS = 50;

async function main(): Promise<void> {
  console.log(
    `Node.js ${process.version}, ${cpus().length} × ${cpus()[0]?.model}, ${(totalmem() / 2 ** 30).toFixed(0)} GB\n`,
  );
  console.log("jobs | quota | way | time | calls | refused | listed | peak memory above idle");
  console.log("---: | ---: | --- | ---: | ---: | ---: | ---: | ---:");
  for (const { jobs, quotaPerSecond, ways } of CONDITIONS) {
    const held = Array.from({ length: jobs }, (_, index) => ({
      diJobId: String(index + 1),
      jobName: `job_${index + 1}`,
    }));
    const quota = quotaPerSecond === undefined ? {} : { quotaPerSecond };
    const emulator = await startEmulator({ jobs: held, latencyMs: LATENCY_MS, ...quota });
    for (const way of ways) {
      await emulator.forgetCalls();
      const pace = quotaPerSecond ?? Number.POSITIVE_INFINITY;
      const program = fork(require.resolve("./list-once.ts"), [way, emulator.endpoint, String(pace)], {
        env: { ...process.env, ...emulator.env },
        execArgv: [...process.execArgv, "--expose-gc"],
      });
      const [{ listed, tookMs, peakMb }] = await once(program, "message");
      const calls = await emulator.calls();
      const refused = calls.filter(({ code }) => code !== undefined).length;
      const row = [
        jobs,
        quotaPerSecond ?? "none",
        way,
        `${(tookMs / 1_000).toFixed(2)} s`,
        calls.length,
        refused,
        listed,
      ];
      console.log([...row, `${peakMb.toFixed(0)} MB`].join(" | "));
      // The quota of the emulator is free again.
      await new Promise((resolve) => setTimeout(resolve, 1_100));
    }
    await emulator.close();
  }
}

void main();
