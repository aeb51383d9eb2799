import { DataWorksError } from "../../src/errors/error";

/** The DataWorksError that a piece of code throws; anything else fails the test. */
export function failure(code: () => unknown): DataWorksError {
  try {
    code();
  } catch (error) {
    if (DataWorksError.is(error)) return error;
    throw error;
  }
  throw new Error("expected a DataWorksError, and nothing was thrown");
}
