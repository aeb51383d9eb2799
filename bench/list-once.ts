import { listJobs } from "../dist/client/list-jobs";
import { sequentialLoop, unlimitedPromiseAll } from "./sdk-loops";

const [way, endpoint = "", callsPerSecond] = process.argv.slice(2);
const query = { apiVersion: "2020-05-18", regionId: "cn-shanghai", projectId: "1967" } as const;

async function list(): Promise<number> {
  if (way === "SDK, one page after the other") return (await sequentialLoop(process.env, endpoint)).jobs;
  if (way === "SDK, Promise.all") return (await unlimitedPromiseAll(process.env, endpoint)).jobs;
  const options = {
    env: process.env,
    endpoint,
    timeoutMs: 120_000,
    maxAttempts: 4,
    callsPerSecond: Number(callsPerSecond),
  };
  return (await listJobs(query, options)).jobs.length;
}

async function main(): Promise<void> {
  globalThis.gc?.();
  const idle = process.memoryUsage().rss;
  let peak = idle;
  const sampler = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  const startedAtMs = performance.now();
  const listed = await list();
  const tookMs = performance.now() - startedAtMs;
  clearInterval(sampler);
  peak = Math.max(peak, process.memoryUsage().rss);
  process.send?.({ listed, tookMs, peakMb: (peak - idle) / 2 ** 20 });
  process.disconnect?.();
}

void main();
