import { describeDuration, describeLimit, durationMs } from "../../src/model/duration";
import { failure } from "../_support/failure";

test.each([
  ["30s", 30_000],
  ["10m", 600_000],
  ["24h", 86_400_000],
  ["7d", 604_800_000],
  ["9999999s", 9_999_999_000],
])("%s is %i milliseconds", (text, expected) => {
  expect(durationMs("age", text)).toBe(expected);
});

test.each(["", "0s", "1", "h", "1.5h", "-1h", "1 h", "1w", "24H", "x1h", "1hx", "10000000s"])(
  "%j is refused by name",
  (text) => {
    const error = failure(() => durationMs("age", text));

    expect(error.code).toBe("InvalidArgument");
    expect(error.message).toBe(`age cannot be '${text}'\n  write a whole number and a unit: 30s, 10m, 24h or 7d`);
  },
);

test.each([undefined, 5, null, ["1h"]])("%p is no duration", (given) => {
  expect(failure(() => durationMs("age", given as never)).code).toBe("InvalidArgument");
});

test.each([
  [999, "0 seconds"],
  [1_000, "1 second"],
  [59_999, "59 seconds"],
  [60_000, "1 minute"],
  [119_000, "1 minute"],
  [3_599_999, "59 minutes"],
  [3_600_000, "1 hour"],
  [3_600_000 * 47, "47 hours"],
  [3_600_000 * 48, "2 days"],
])("%i milliseconds are %s", (durationInMs, expected) => {
  expect(describeDuration(durationInMs)).toBe(expected);
});

test.each([
  ["1s", "1 second"],
  ["90s", "90 seconds"],
  ["60s", "1 minute"],
  ["90m", "90 minutes"],
  ["24h", "1 day"],
  ["36h", "36 hours"],
])("the %s that somebody gave are %s", (given, expected) => {
  expect(describeLimit(durationMs("age", given))).toBe(expected);
});
