import type { IConstruct } from "constructs";
import { DataWorksError } from "../errors/error";
import { constructArgument, form } from "../model/arguments";

const constructId = form<string>((value) => typeof value === "string" && value !== "", "name the construct");

/** Does something, and says in its errors at which construct that was. */
export function placed<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    const told = DataWorksError.is(error) ? error.at(path) : error;
    // Above an uncaught error Node.js prints the line that throws; this one is none of the user's, and says so.
    throw told; // node-do-not-add-exception-line
  }
}

/**
 * The path of a construct that is about to be made.
 *
 * @throws DataWorksError `InvalidArgument` when its scope is no construct, or its id no name.
 */
export function pathIn(scope: IConstruct, id: string): string {
  constructArgument(scope, "scope");
  placed(scope.node.path, () => constructId(id, "id"));
  return [scope.node.path, id].filter((part) => part !== "").join("/");
}
