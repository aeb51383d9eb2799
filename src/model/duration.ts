import { invalidArgument } from "../errors/arguments";

const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A length of time as people write it: a whole number and a unit, such as `30s`, `10m`, `24h` or `7d`. */
export type Duration = string;

/**
 * Reads a duration into milliseconds.
 *
 * @throws DataWorksError `InvalidArgument` when the text has another shape.
 */
export function durationMs(name: string, text: Duration): number {
  const match = typeof text === "string" ? /^([1-9][0-9]{0,6})(s|m|h|d)$/.exec(text) : null;
  if (match === null) throw invalidArgument(name, text, "write a whole number and a unit: 30s, 10m, 24h or 7d");
  return Number(match[1]) * UNIT_MS[match[2] as keyof typeof UNIT_MS];
}

/**
 * Says a length of time in its largest fitting unit, rounded down: `3 days`, `1 hour`, `12 seconds`.
 */
export function describeDuration(durationInMs: number): string {
  const [unit, count] =
    durationInMs >= 2 * UNIT_MS.d
      ? ["day", durationInMs / UNIT_MS.d]
      : durationInMs >= UNIT_MS.h
        ? ["hour", durationInMs / UNIT_MS.h]
        : durationInMs >= UNIT_MS.m
          ? ["minute", durationInMs / UNIT_MS.m]
          : ["second", durationInMs / 1_000];
  const whole = Math.floor(count as number);
  return `${whole} ${unit}${whole === 1 ? "" : "s"}`;
}
