import { oneOf } from "../model/arguments";

/** How much a finding matters: an `error` fails, a `warning` is shown. */
export type Severity = "error" | "warning";

/** Every severity, the graver first. */
export const SEVERITIES: readonly Severity[] = ["error", "warning"];

/** A severity, as an argument. */
export const severity = oneOf(SEVERITIES);
