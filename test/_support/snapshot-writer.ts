import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

const PROGRAM = join(__dirname, "../fixtures/snapshot-writer.js");

/** What to record, and under which circumstances. */
interface Writing {
  readonly path: string;
  /** The workspace to record; with a `+`, a further one each round. */
  readonly workspace: string;
  readonly rounds: number;
  readonly jobs: number;
  /** Variables of the program, such as `HALT`. */
  readonly env?: Readonly<Record<string, string>>;
  /** The command that runs the program, such as that for a container of its own. */
  readonly within?: readonly string[];
  readonly uid?: number;
}

/** How one round went. */
export interface WrittenRound {
  readonly round: number;
  /** What was returned, or the message of the error. */
  readonly outcome: string;
  /** How often it looked at the lock of another one. */
  readonly looks: number;
  /** How often it touched the file system. */
  readonly accesses: number;
  readonly tookMs: number;
}

/** A process that records workspaces round by round. */
export class SnapshotWriter {
  /** Becomes whether the process ended well; `undefined` where it was killed. */
  readonly ended: Promise<boolean | undefined>;
  readonly #child: ChildProcess;
  readonly #lines: NodeJS.AsyncIterator<string>;

  constructor({ path, workspace, rounds, jobs, env = {}, within = [], uid }: Writing) {
    const [command = "", ...args] = [...within, process.execPath, PROGRAM, path, workspace, `${rounds}`, `${jobs}`];
    const child = spawn(command, args, {
      stdio: ["pipe", "pipe", "inherit"],
      env: { ...process.env, ...env },
      // A hang becomes a failed test.
      timeout: 55_000,
      killSignal: "SIGKILL",
      ...(uid === undefined ? {} : { uid, gid: uid }),
    });
    this.#child = child;
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    this.ended = once(child, "exit").then(([code]) => (code === null ? undefined : code === 0));
  }

  /** Waits until it is ready to start. */
  async ready(): Promise<void> {
    await this.#line();
  }

  start(): void {
    this.#child.stdin?.end("go\n");
  }

  /** The next round it has written, or nothing when it ended. */
  async wrote(): Promise<WrittenRound | undefined> {
    const line = await this.#line();
    return line === undefined ? undefined : JSON.parse(line);
  }

  /** Writes everything, and tells how each round went. */
  async writeAll(): Promise<WrittenRound[]> {
    const rounds: WrittenRound[] = [];
    await this.ready();
    this.start();
    for (let round = await this.wrote(); round !== undefined; round = await this.wrote()) rounds.push(round);
    await this.ended;
    return rounds;
  }

  /** Waits until the system says that a signal stopped it. */
  async stopped(): Promise<void> {
    const isStopped = () => / T \d/.test(readFileSync(`/proc/${this.#child.pid}/stat`, "utf8"));
    while (!isStopped()) await new Promise((resolve) => setImmediate(resolve));
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  async kill(): Promise<void> {
    this.signal("SIGKILL");
    await this.ended;
  }

  async #line(): Promise<string | undefined> {
    const { value, done } = await this.#lines.next();
    return done === true ? undefined : value;
  }
}
