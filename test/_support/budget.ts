import type { Parameters } from "fast-check";

const { FUZZ_RUNS, FUZZ_SEED } = process.env;

/**
 * How long and from where a property is fuzzed: in every test run a little, and always the same; with `npm run fuzz`, or
 * `FUZZ_RUNS`, as often as that says, and from somewhere else each time. `FUZZ_SEED` goes back to a seed that was printed.
 */
export function budget<T>(numRuns: number): Parameters<T> {
  return { numRuns: FUZZ_RUNS === undefined ? numRuns : Number(FUZZ_RUNS), seed };
}

const seed = Number(FUZZ_SEED ?? (FUZZ_RUNS === undefined ? 20_241_017 : Math.floor(Math.random() * 2 ** 31)));
if (FUZZ_RUNS !== undefined) process.stderr.write(`FUZZ_SEED=${seed}\n`);
