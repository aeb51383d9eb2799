import { DataWorksError, together } from "../errors/error";
import { policyInvalid } from "../errors/policy";
import { nearestNames } from "../text/nearest";

/** The repair for a name that is none of these: the nearest one, or all. */
export function choose(wanted: string, names: readonly string[]): string {
  const [nearest] = nearestNames(wanted, names);
  if (nearest !== undefined) return `did you mean '${nearest}'?`;
  return names.length === 0 ? "it has none" : `it has: ${names.join(", ")}`;
}

/** Runs a step, and says at which place of the rule set it failed. */
export function within<T>(place: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!DataWorksError.is(error)) throw error;
    const placed = error.problems.map(({ what, facts = [], repairs = [] }) =>
      policyInvalid(place, what, ...facts, ...repairs),
    );
    throw together(placed) ?? error;
  }
}
