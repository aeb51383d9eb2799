import type { Clock } from "./clock";
import type { Deadline } from "./deadline";
import { Health } from "./health";
import { Pace } from "./pace";
import { type Calls, Question } from "./question";
import type { Place } from "./turn";

/**
 * The calls of one account to one region: which is sent next, and when.
 *
 * Questions that have begun go first, in the order in which they began, so that each ends as early as the pace allows; the
 * next question begins where the pace would have nothing to send. Time in which a question waits for others is not its
 * own (docs/decisions/fleet-time.md).
 */
export class Queue {
  readonly pace: Pace;
  readonly health: Health;
  readonly #clock: Clock;
  /** Questions that have ended and of which is known what they take, with that, and with what those need that were given up. */
  readonly #ended = { questions: 0, calls: 0, unsent: 0 };
  readonly #begun = new Set<Question>();
  readonly #toBegin = new Set<Question>();
  #alarm: { readonly atMs: number; readonly off: AbortController } | undefined;

  constructor(callsPerSecond: number, clock: Clock) {
    this.pace = new Pace(callsPerSecond, clock);
    this.health = new Health(clock);
    this.#clock = clock;
  }

  /** Gives a question its place; its deadline runs from its first call on. */
  enter(deadline: Deadline, tally: Calls): Place {
    const question = new Question(deadline, tally);
    this.#toBegin.add(question);
    return {
      turn: (signal) => question.turn(signal, () => this.#serve()),
      leave: () => {
        const hasBegun = this.#begun.delete(question);
        this.#count(question);
        this.#toBegin.delete(question);
        if (hasBegun && !question.isWell)
          this.health.failed(deadline.leftMs() < question.timeMs / 2 ? "long" : "at once");
        this.#serve();
      },
    };
  }

  /** Least time that all questions still need; one of which nobody knows is taken for as long as the others are. */
  neededMs(): number {
    const open = [...this.#begun, ...this.#toBegin].map(({ tally }) => tally);
    const known = open.flatMap(({ expectedCalls = [] }) => expectedCalls);
    const questions = this.#ended.questions + known.length;
    const usual = questions === 0 ? 1 : Math.ceil(known.reduce(sum, this.#ended.calls) / questions);
    const left = open.map(({ calls, expectedCalls }) => (expectedCalls ?? Math.max(usual, calls + 1)) - calls);
    return this.pace.minimumMs(left.map((calls) => Math.max(0, calls)).reduce(sum, this.#ended.unsent));
  }

  #count({ tally: { calls, expectedCalls = 0 }, isWell }: Question): void {
    if (!isWell) return;
    this.#ended.questions += 1;
    this.#ended.calls += Math.max(calls, expectedCalls);
    if (calls < expectedCalls) this.#ended.unsent += expectedCalls;
  }

  /** Gives all turns that there are at this moment. */
  #serve(): void {
    if (this.health.isDown)
      for (const question of [...this.#begun, ...this.#toBegin])
        question.refuse({ waitMs: this.health.holdMs(), cause: "outage" });
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const waitMs = this.pace.waitMs();
      if (waitMs === 0) this.#send(next);
      else if (this.#isTooLate(next, waitMs)) next.refuse({ waitMs, cause: this.pace.isHeld ? "throttle" : "pace" });
      else {
        this.#waitFor(next, waitMs);
        return;
      }
    }
    this.#waitFor(undefined, this.health.holdMs());
  }

  #next(): Question | undefined {
    const begun = [...this.#begun];
    const underWay = begun.reduce((all, question) => all + question.underWay, 0);
    if (underWay >= this.#mostUnderWay) return undefined;
    const next = begun.find(waits);
    if (next !== undefined || this.health.holdMs() > 0) return next;
    const unanswered = begun.filter(({ isAnswered }) => !isAnswered).length;
    return unanswered >= this.health.mostUnanswered ? undefined : [...this.#toBegin].find(waits);
  }

  get #mostUnderWay(): number {
    return this.health.mostUnderWay(this.pace.fastestMs);
  }

  /** Who has not begun has all the time of the pace, but not of a server that wants everyone to wait for longer. */
  #isTooLate(question: Question, waitMs: number): boolean {
    return waitMs > question.deadline.leftMs() && (this.#begun.has(question) || this.pace.isHeld);
  }

  #send(question: Question): void {
    if (this.#toBegin.delete(question)) this.#begun.add(question);
    const { sent, answered, accepted, throttled } = this.pace.send();
    question.underWay += 1;
    question.isWell = false;
    question.give({
      sent,
      answered,
      ended: (outcome, retryAfterMs) => {
        question.underWay -= 1;
        if (outcome === "throttled") throttled(retryAfterMs);
        else if (outcome !== "givenUp") accepted();
        if (outcome === "failed") this.health.callFailed();
        if (outcome === "answered") {
          question.isAnswered = true;
          question.isWell = true;
          this.health.answered();
        }
        this.#serve();
      },
    });
  }

  /** Lets the time of those run who wait for nobody else, and looks again when somebody may send. */
  #waitFor(next: Question | undefined, waitMs: number): void {
    const [begun, toBegin] = [[...this.#begun].filter(waits), [...this.#toBegin].filter(waits)];
    // A service that throttles or fails is nobody else's call: all who have begun wait for it.
    const isTrouble = this.pace.isHeld || this.#mostUnderWay < Number.POSITIVE_INFINITY;
    for (const question of begun) question.deadline.pause(question !== next && question.underWay === 0 && !isTrouble);
    for (const { deadline } of toBegin) deadline.pause(!this.health.isFailing);
    const somebodyWaits = begun.length + toBegin.length > 0;
    this.#setAlarm(somebodyWaits && waitMs > 0 ? this.#clock.nowMs() + waitMs : undefined);
  }

  #setAlarm(atMs: number | undefined): void {
    if (this.#alarm !== undefined && atMs !== undefined && Math.abs(this.#alarm.atMs - atMs) < 1) return;
    this.#alarm?.off.abort();
    this.#alarm = atMs === undefined ? undefined : { atMs, off: new AbortController() };
    if (this.#alarm === undefined || atMs === undefined) return;
    this.#clock.sleep(atMs - this.#clock.nowMs(), this.#alarm.off.signal).then(
      () => {
        this.#alarm = undefined;
        this.#serve();
      },
      () => {}, // Somebody sets another one.
    );
  }
}

const sum = (a: number, b: number) => a + b;

const waits = (question: Question) => question.waits;
