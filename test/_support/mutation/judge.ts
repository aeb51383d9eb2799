import { join } from "node:path";
import { root } from "../process";
import type { Mutant } from "./mutants";
import { roomOf } from "./rooms";
import { Bench, type Outcome } from "./trial";

/** A test file that passes while no mutant is awake. */
export interface Judge {
  readonly file: string;
  readonly outcome: Outcome;
}

export type Verdict = "killed" | "survived" | "not reached";

/** Runs test files while every mutant sleeps; what fails then judges nothing, and is named. */
export async function findJudges(
  files: readonly string[],
  folder: string,
  processes: number,
): Promise<{ judges: readonly Judge[]; failing: readonly string[] }> {
  const outcomes = new Map<string, Outcome>();
  await sideBySide(files, folder, processes, async (bench, file) => {
    outcomes.set(file, await bench.run({ file: join(root, file) }, 120_000));
  });
  const judges = files.flatMap((file) => {
    const outcome = outcomes.get(file);
    return outcome?.passed ? [{ file, outcome }] : [];
  });
  return { judges, failing: files.filter((file) => !outcomes.get(file)?.passed) };
}

/** Wakes a mutant for every test file that comes by it, until one fails. */
export async function judge(bench: Bench, { id, path }: Mutant, judges: readonly Judge[]): Promise<Verdict> {
  const reaching = judges
    .filter(({ outcome }) => id in outcome.reached)
    .sort((one, other) => rankOf(path, one) - rankOf(path, other));
  for (const { file, outcome } of reaching) {
    const longestHits = 100 * (outcome.reached[id] ?? 0) + 1_000;
    const trial = { file: join(root, file), mutant: id, longestHits };
    const { passed } = await bench.run(trial, 10 * outcome.tookMs + 15_000);
    if (!passed) return "killed";
  }
  return reaching.length === 0 ? "not reached" : "survived";
}

/** The tests of the mutant's own room come first, and the fast ones of them. */
function rankOf(path: string, { file, outcome: { tookMs } }: Judge): number {
  return file.startsWith(roomOf(path)?.folder.replace("src/", "test/") ?? "") ? tookMs : tookMs + 600_000;
}

/** Does something with every item, in so many processes, as long as it is time. */
export async function sideBySide<T>(
  items: readonly T[],
  folder: string,
  processes: number,
  work: (bench: Bench, item: T) => Promise<void>,
  isTime = () => true,
): Promise<void> {
  const rest = items.values();
  const line = async () => {
    const bench = new Bench(folder);
    for (const item of rest) {
      if (!isTime()) break;
      await work(bench, item);
    }
    bench.close();
  };
  await Promise.all(Array.from({ length: processes }, line));
}
