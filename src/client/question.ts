import type { Deadline } from "./deadline";
import type { NoTurn, Turn } from "./turn";

/** Calls of a question: those that were sent, and how many it takes in all, once that is known. */
export interface Calls {
  readonly calls: number;
  readonly expectedCalls?: number;
}

/** A question in a queue: its calls that wait for a turn, and what became of the others. */
export class Question {
  readonly deadline: Deadline;
  readonly tally: Calls;
  /** All the time that it has, in milliseconds. */
  readonly timeMs: number;
  readonly #waiting: ((turn: Turn | NoTurn) => void)[] = [];
  /** Its calls that are sent and not over. */
  underWay = 0;
  /** Whether any call was answered, and whether one was since the latest was sent. */
  isAnswered = false;
  isWell = false;

  constructor(deadline: Deadline, tally: Calls) {
    this.deadline = deadline;
    this.tally = tally;
    this.timeMs = deadline.leftMs();
  }

  /** Whether a call of it waits for a turn. */
  get waits(): boolean {
    return this.#waiting.length > 0;
  }

  /**
   * Waits for a turn of one more call; rejects with the signal's reason when that is aborted.
   *
   * @param changed is told when a call begins to wait, or gives up.
   */
  turn(signal: AbortSignal, changed: () => void): Promise<Turn | NoTurn> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const give = (turn: Turn | NoTurn) => {
        signal.removeEventListener("abort", giveUp);
        resolve(turn);
      };
      const giveUp = () => {
        this.#waiting.splice(this.#waiting.indexOf(give), 1);
        reject(signal.reason);
        changed();
      };
      signal.addEventListener("abort", giveUp, { once: true });
      this.#waiting.push(give);
      changed();
    });
  }

  /** Gives a turn to the call that has waited longest. */
  give(turn: Turn): void {
    this.deadline.pause(false);
    this.#waiting.shift()?.(turn);
  }

  /** Tells all its calls that wait that there is no turn. */
  refuse(noTurn: NoTurn): void {
    if (noTurn.cause === "throttle") this.isWell = false;
    for (const give of this.#waiting.splice(0)) {
      this.deadline.pause(false);
      give(noTurn);
    }
  }
}
