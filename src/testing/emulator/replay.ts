import type { HttpAnswer } from "./answer";
import { type ApiError, apiError } from "./api-error";
import type { RecordedExchange, Recording } from "./recording";
import type { CallParameters } from "./wire";

type Called = Pick<RecordedExchange, "action" | "version" | "parameters">;

/** Answers calls as they were answered when they were recorded. */
export class Replay {
  /** Answers of equal calls that are still to come, in the order of their recording; the last one stays. */
  readonly #answers = new Map<string, RecordedExchange[]>();

  constructor({ exchanges }: Recording) {
    for (const exchange of exchanges) {
      const key = keyOf(exchange);
      this.#answers.set(key, [...(this.#answers.get(key) ?? []), exchange]);
    }
  }

  /** The answer to a call; a call that was not recorded is refused. */
  answer(called: Called): HttpAnswer | ApiError {
    const answers = this.#answers.get(keyOf(called)) ?? [];
    const next = answers.length > 1 ? answers.shift() : answers[0];
    if (next !== undefined) return { status: next.status, headers: next.headers, body: next.body, delayMs: 0 };
    const { action, version, parameters } = called;
    const message = `No such call was recorded: ${action} ${version} ${JSON.stringify(parameters)}.`;
    return apiError("NotRecorded", { status: 404, message });
  }
}

function keyOf({ action, version, parameters }: Called): string {
  const sorted = Object.entries<string>(parameters as CallParameters).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([action, version, sorted]);
}
