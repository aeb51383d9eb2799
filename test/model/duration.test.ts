import { describeDuration, durationMs } from "../../src/model/duration";
import { failure } from "../_support/failure";

test.each([
  ["30s", 30_000],
  ["10m", 600_000],
  ["24h", 86_400_000],
  ["7d", 604_800_000],
])("%s is %i milliseconds", (text, expected) => {
  expect(durationMs("age", text)).toBe(expected);
});

test.each(["", "0s", "1", "h", "1.5h", "-1h", "1 h", "1w", "24H"])("%j is refused by name", (text) => {
  const error = failure(() => durationMs("age", text));

  expect(error.code).toBe("InvalidArgument");
  expect(error.message).toContain(`age cannot be '${text}'`);
});

test.each([
  [999, "0 seconds"],
  [1_000, "1 second"],
  [119_000, "1 minute"],
  [3_600_000 * 47, "47 hours"],
  [3_600_000 * 48, "2 days"],
])("%i milliseconds are %s", (durationInMs, expected) => {
  expect(describeDuration(durationInMs)).toBe(expected);
});
