/** How long the quota looks back. */
const WINDOW_MS = 1_000;

/** Admits so many calls in any second, wherever the second begins; refused calls do not count. */
export class Quota {
  #admittedAtMs: number[] = [];

  /** @param callsPerSecond `undefined` admits every call. */
  readonly #callsPerSecond: number | undefined;

  constructor(callsPerSecond: number | undefined) {
    this.#callsPerSecond = callsPerSecond;
  }

  /** Takes a call into account; `false` when it is one too many. */
  admit(nowMs: number): boolean {
    if (this.#callsPerSecond === undefined) return true;
    this.#admittedAtMs = this.#admittedAtMs.filter((atMs) => nowMs - atMs < WINDOW_MS);
    if (this.#admittedAtMs.length >= this.#callsPerSecond) return false;
    this.#admittedAtMs.push(nowMs);
    return true;
  }
}
