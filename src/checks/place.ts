import { DataWorksError, policyInvalid } from "../errors";
import { nearestNames } from "../nearest";

/** The repair for a name that is none of these: the nearest one, or all. */
export function choose(wanted: string, names: readonly string[]): string {
  const [nearest] = nearestNames(wanted, names);
  return nearest === undefined ? `it has: ${names.join(", ")}` : `did you mean '${nearest}'?`;
}

/** Runs a step, and says at which place of the rule set it failed. */
export function within<T>(place: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!DataWorksError.is(error)) throw error;
    const [what, ...repair] = error.message.split("\n");
    throw policyInvalid(place, `${what}`, ...repair.map((line) => line.trim()));
  }
}
