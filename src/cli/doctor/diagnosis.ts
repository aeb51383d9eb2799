import picocolors from "picocolors";
import { DataWorksError } from "../../errors/error";
import { visible } from "../../text/visible";
import type { ExitCode } from "../report/report";

/** What was looked at, how it is, and what to do about it. */
export interface Diagnosis {
  readonly subject: string;
  /** `trouble` is worth a repair; `failed` keeps jobs from being listed. */
  readonly state: "ok" | "note" | "trouble" | "failed";
  readonly says: string;
  readonly repair?: string | undefined;
}

/** What an error means for what was looked at. */
export function failed(subject: string, error: unknown): Diagnosis {
  if (!DataWorksError.is(error)) throw error;
  const [says = "", ...repair] = error.problems.flatMap(({ what, facts = [], repairs = [] }) => [
    what,
    ...facts,
    ...repairs,
  ]);
  return { subject, state: "failed", says, ...(repair.length > 0 ? { repair: repair.join("\n") } : {}) };
}

/** Looks at something that may fail. */
export function attempt(subject: string, diagnose: () => Diagnosis[]): Diagnosis[] {
  try {
    return diagnose();
  } catch (error) {
    return [failed(subject, error)];
  }
}

/** Renders a diagnosis: what it is, and what to do below it. */
export function renderDiagnosis({ subject, state, says, repair }: Diagnosis, color: boolean): string {
  const { green, yellow, red, dim } = picocolors.createColors(color);
  const paint = { ok: green, note: dim, trouble: yellow, failed: red }[state];
  const below =
    state === "ok" || repair === undefined ? [] : repair.split("\n").map((text) => `${" ".repeat(9)}${visible(text)}`);
  return [`${paint(state.padEnd(7))}  ${visible(`${subject}: ${says}`)}`, ...below].join("\n");
}

/** 2 when jobs cannot be listed, 1 when something is worth a repair. */
export function exitCodeOf(diagnoses: readonly Diagnosis[]): ExitCode {
  const has = (state: Diagnosis["state"]) => diagnoses.some((each) => each.state === state);
  return has("failed") ? 2 : has("trouble") ? 1 : 0;
}
