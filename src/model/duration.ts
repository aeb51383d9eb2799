import { invalidArgument } from "../errors/arguments";
import { counted } from "../text/words";

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
  return counted(whole, unit as string);
}

/**
 * Says a length of time that people gave, to the second, in the largest unit of which it is a whole number: `90 seconds`, `1 day`.
 */
export function describeLimit(durationInMs: number): string {
  const [name, unitMs] = NAMED_UNITS.find((unit) => durationInMs % unit[1] === 0) ?? ["second", UNIT_MS.s];
  return counted(Math.ceil(durationInMs / unitMs), name);
}

const NAMED_UNITS = [
  ["day", UNIT_MS.d],
  ["hour", UNIT_MS.h],
  ["minute", UNIT_MS.m],
] as const;
