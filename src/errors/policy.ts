import { DataWorksError } from "./error";

export const policyNotRead = (path: string, flaw: string, cause?: unknown) =>
  new DataWorksError(
    "PolicyInvalid",
    {
      what: `the policy '${path}' cannot be read: ${flaw}`,
      repairs: ["name a YAML or JSON file: --policy FILE"],
    },
    { cause },
  );

export const policyInvalid = (place: string, what: string, ...repairs: readonly string[]) =>
  new DataWorksError("PolicyInvalid", { what: wrongAt(place, what), repairs });

/**
 * Runs a step, and says at which place of the rule set it failed.
 *
 * @throws DataWorksError `PolicyInvalid` with all that the step failed with.
 */
export function atPlace<T>(place: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!DataWorksError.is(error)) throw error;
    const placed = error.problems.map((problem) => ({ ...problem, what: wrongAt(place, problem.what) }));
    throw new DataWorksError("PolicyInvalid", placed);
  }
}

const wrongAt = (place: string, what: string) => `the rule set is wrong at ${place}: ${what}`;
