import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface, type Interface } from "node:readline";

const PROGRAM = join(__dirname, "../fixtures/snapshot-writer.js");

/** A process that records a workspace of its own, round by round. */
export class SnapshotWriter {
  /** Becomes whether the process ended well; `undefined` where it was killed. */
  readonly ended: Promise<boolean | undefined>;
  private readonly child: ChildProcess;
  private readonly lines: NodeJS.AsyncIterator<string>;

  constructor(path: string, projectId: string, rounds: number, jobs: number) {
    const child = spawn(process.execPath, [PROGRAM, path, projectId, String(rounds), String(jobs)], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.child = child;
    const reader: Interface = createInterface({ input: child.stdout });
    this.lines = reader[Symbol.asyncIterator]();
    this.ended = once(child, "exit").then(([code]) => (code === null ? undefined : code === 0));
  }

  /** The next thing it says: "ready", then the number of each round it has written. */
  async says(): Promise<string | undefined> {
    const { value, done } = await this.lines.next();
    return done === true ? undefined : value;
  }

  start(): void {
    this.child.stdin?.end("go\n");
  }

  async kill(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.ended;
  }
}
