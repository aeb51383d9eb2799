import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { readSnapshot } from "../../src/snapshot/file";

// As in test/fixtures/stepped-writer.js.
const STATES = ["goes", "access", "look", "ended"] as const;
const OUTCOMES = ["written", "unchanged", "failed"] as const;
const [GOES] = [0];

/** Longest time in milliseconds between two steps of a thread: more would be one that hangs. */
const STEP_MS = 20_000;

/** What a thread does next: an access to the files, a look at somebody else's lock after a pause, or nothing. */
export type NextStep = (typeof STATES)[number];

/**
 * Threads, each of which records a workspace of its own number into one snapshot, and stands still before each access to
 * the files until it is told to go on. They do so again and again, in a folder of its own for each run.
 */
export class SteppedWriters {
  readonly #folder = mkdtempSync(join(tmpdir(), "stepped-writers-"));
  readonly #states: Int32Array;
  readonly #outcomes: Int32Array;
  readonly #threads: readonly Worker[];
  #run = 0;

  constructor(count: number, runs: number) {
    const numbers = () => new Int32Array(new SharedArrayBuffer(4 * count));
    this.#states = numbers();
    this.#outcomes = numbers();
    for (let run = 0; run < runs; run++) mkdirSync(join(this.#folder, String(run)));
    const compiled = process.env.COMPILED ?? join(__dirname, "../../dist");
    const shared = { compiled, runs, folder: this.#folder, states: this.#states, outcomes: this.#outcomes };
    const program = join(__dirname, "../fixtures/stepped-writer.js");
    this.#threads = Array.from({ length: count }, (_, index) => {
      return new Worker(program, { workerData: { ...shared, index } });
    });
    for (let index = 0; index < count; index++) this.#await(index);
  }

  /** What a thread does when it is told to go on. */
  next(index: number): NextStep {
    return STATES[this.#states[index] ?? GOES] ?? "goes";
  }

  /** The threads that have not ended this run. */
  get running(): number[] {
    return this.#threads.map((_, index) => index).filter((index) => this.next(index) !== "ended");
  }

  /** Lets a thread do its next step. */
  step(index: number): void {
    Atomics.store(this.#states, index, GOES);
    Atomics.notify(this.#states, index);
    this.#await(index);
  }

  /** Lets a thread end its run; tells how often it looked at the lock of another one. */
  finish(index: number): number {
    let looks = 0;
    for (; this.next(index) !== "ended"; this.step(index)) looks += this.next(index) === "look" ? 1 : 0;
    return looks;
  }

  /** How the run ended for a thread. */
  outcome(index: number): (typeof OUTCOMES)[number] {
    return OUTCOMES[this.#outcomes[index] ?? 0] ?? "failed";
  }

  /** The numbers of the threads whose workspaces are in the snapshot. */
  recorded(): number[] {
    return readSnapshot(this.path).lookups.map(({ query }) => Number(query.projectId) - 1);
  }

  /** The file of this run. */
  get path(): string {
    return join(this.#folder, String(this.#run), "snapshot.json");
  }

  /** What else than the snapshot and its types stands in the folder of this run. */
  litter(): string[] {
    return readdirSync(join(this.path, "..")).filter((name) => !/^snapshot\.(json|d\.ts)$/.test(name));
  }

  types(): string {
    return readFileSync(this.path.replace(/json$/, "d.ts"), "utf8");
  }

  /** Begins the next run, after all have ended this one. */
  nextRun(): void {
    this.#run++;
    for (let index = 0; index < this.#threads.length; index++) this.step(index);
  }

  async end(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
    rmSync(this.#folder, { recursive: true });
  }

  #await(index: number): void {
    if (Atomics.wait(this.#states, index, GOES, STEP_MS) === "timed-out") throw new Error(`thread ${index} hangs`);
  }
}
