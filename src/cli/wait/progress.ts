import { describeDuration } from "../../model/duration";
import { counted, several } from "../../text/words";
import { nameOf, stateOf, type WaitedWorkspace } from "./report";
import type { Target, Waited, WaitedJob } from "./waiting";

/** Longest time without a line. */
const QUIET_MS = 60_000;

/** The progress of a wait as lines of a log: one for each change, and one a minute while nothing changes. */
export class ProgressLog {
  readonly #workspaces: readonly WaitedWorkspace[];
  readonly #shown = new Map<Target, string>();
  #saidAtMs = 0;

  constructor(workspaces: readonly WaitedWorkspace[]) {
    this.#workspaces = workspaces;
  }

  /** The lines that tell how the wait stands now, as far as they were not said before. */
  linesOf({ jobs, elapsedMs }: Waited, calls: number): string[] {
    const lines = jobs
      .flatMap((job) => this.#changeOf(job))
      .map((line) => `after ${describeDuration(elapsedMs)}: ${line}`);
    if (lines.length === 0 && elapsedMs - this.#saidAtMs >= QUIET_MS) {
      const open = jobs.filter(({ outcome }) => outcome !== "reached");
      const states = several(open.map((job) => stateOf(job, this.#workspaces)));
      lines.push(
        `after ${describeDuration(elapsedMs)}: waiting for ${open.length} of ${counted(jobs.length, "job")}: ${states} (${counted(calls, "call")})`,
      );
    }
    if (lines.length > 0) this.#saidAtMs = elapsedMs;
    return lines;
  }

  #changeOf(job: WaitedJob): string[] {
    const state = stateOf({ ...job, heldMs: 0 }, this.#workspaces);
    if (this.#shown.get(job.target) === state) return [];
    this.#shown.set(job.target, state);
    return [state];
  }
}

/** One line about all whose time begins again; none where there is nothing to say. */
export function restartLine({ jobs, elapsedMs }: Waited, workspaces: readonly WaitedWorkspace[]): string | undefined {
  const lost = jobs.filter(({ lostMs }) => lostMs > 0);
  if (lost.length === 0) return undefined;
  const names = several(lost.map((job) => `${nameOf(job, workspaces)} (held for ${describeDuration(job.lostMs)})`));
  return `after ${describeDuration(elapsedMs)}: --for begins again, for a while these were not seen: ${names}`;
}
