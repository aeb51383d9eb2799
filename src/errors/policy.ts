import { reasonOf } from "../text/reason";
import { DataWorksError } from "./error";

export const policyNotRead = (path: string, cause: unknown) =>
  new DataWorksError(
    "PolicyInvalid",
    {
      what: `the policy '${path}' cannot be read: ${reasonOf(cause)}`,
      repairs: ["name a YAML or JSON file: --policy FILE"],
    },
    { cause },
  );

export const policyInvalid = (place: string, what: string, ...repairs: readonly string[]) =>
  new DataWorksError("PolicyInvalid", { what: `the rule set is wrong at ${place}: ${what}`, repairs });
