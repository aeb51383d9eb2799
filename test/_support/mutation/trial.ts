import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** A test file to run, and which mutant is awake. */
export interface Trial {
  readonly file: string;
  readonly mutant?: string;
  /** How often the mutant may be come by; more is an endless loop. */
  readonly longestHits?: number;
}

/** What came of it. */
export interface Outcome {
  readonly passed: boolean;
  readonly tookMs: number;
  /** How often each mutant was come by. */
  readonly reached: Readonly<Record<string, number>>;
}

/** After so many files a process is replaced: every run of a test file leaves a little memory behind. */
const FILES_EACH = 300;

/** A process that runs trials one by one; one that hangs is ended, and the next trial has a new one. */
export class Bench {
  readonly #folder: string;
  #worker: ChildProcess | undefined;
  #left = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Runs a trial; it is not passed when it takes longer than it may. */
  async run(trial: Trial, longestMs: number): Promise<Outcome> {
    if (this.#left === 0) this.close();
    this.#worker ??= await this.#start();
    this.#left -= 1;
    const worker = this.#worker;
    const timer = setTimeout(() => worker.kill("SIGKILL"), longestMs);
    const outcome = await new Promise<Outcome | undefined>((resolve) => {
      worker.removeAllListeners();
      worker.once("message", resolve).once("exit", () => resolve(undefined));
      worker.send(trial);
    });
    clearTimeout(timer);
    if (outcome !== undefined) return outcome;
    this.#worker = undefined;
    return { passed: false, tookMs: longestMs, reached: {} };
  }

  close(): void {
    this.#worker?.kill("SIGKILL");
    this.#worker = undefined;
  }

  async #start(): Promise<ChildProcess> {
    const worker = fork(join(__dirname, "worker.ts"), {
      execArgv: ["--import", "tsx"],
      env: { ...process.env, MUTANTS_FOLDER: this.#folder, NODE_ENV: "test" },
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    this.#left = FILES_EACH;
    const [said] = await Promise.race([once(worker, "message"), once(worker, "exit").then(() => [])]);
    if (said !== "ready") throw new Error("a process that runs trials ended before it began");
    return worker;
  }
}
