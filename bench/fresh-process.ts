import { spawnSync } from "node:child_process";
import { cpus, loadavg, totalmem } from "node:os";

/** One thing to measure: a program that prints its own milliseconds first, in a process of its own each time. */
export interface Way {
  readonly name: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Slow ways are measured less often. @default every round */
  readonly rounds?: number;
}

/** The median of each way in milliseconds. Rounds are interleaved, so that a busy moment strikes all ways alike. */
export function medians(ways: readonly Way[], rounds: number): Map<string, number> {
  const times = new Map<string, number[]>(ways.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1)
    for (const way of ways) if (round < (way.rounds ?? rounds)) times.get(way.name)?.push(measured(way));
  return new Map([...times].map(([name, list]) => [name, list.sort((a, b) => a - b)[list.length >> 1] ?? Number.NaN]));
}

function measured({ name, args, env }: Way): number {
  const result = spawnSync(process.execPath, args, { env: { ...process.env, ...env }, encoding: "utf8" });
  const milliseconds = Number.parseFloat(result.stdout);
  if (result.status !== 0 || Number.isNaN(milliseconds)) throw new Error(`${name} failed\n${result.stderr}`);
  return milliseconds;
}

/** Prints medians as a Markdown table; each is compared with the way named. */
export function print(title: string, times: ReadonlyMap<string, number>, comparedWith: string): void {
  const base = times.get(comparedWith) ?? Number.NaN;
  console.log(`\n| ${title} | median | compared |\n| :--- | ---: | ---: |`);
  for (const [name, time] of times) {
    const difference = time - base;
    const sign = difference < 0 ? "−" : "+";
    const compared =
      name === comparedWith ? "" : `${(time / base).toFixed(2)} ×, ${sign}${Math.abs(difference).toFixed(1)} ms`;
    console.log(`| ${name} | ${time.toFixed(1)} ms | ${compared} |`);
  }
}

/** Says on what the numbers were measured. */
export function printMachine(): void {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const load = loadavg()[0]?.toFixed(1);
  console.log(`Node.js ${process.version}, ${cpus().length} × ${cpu?.model}, ${memory} GB, load ${load} at the start`);
}
