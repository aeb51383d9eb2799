import { contextInvalid } from "../errors/arguments";
import { anything, optional, record } from "../model/arguments";
import type { Environment } from "../model/environment";
import type { Context } from "./settings";

/**
 * The context that a framework's command line hands to the app it runs: that of `cdktf.json`, and of its own options.
 *
 * @throws DataWorksError `InvalidArgument` when it is no JSON object.
 */
export function appContext(env: Environment): Context {
  try {
    return record(anything)(JSON.parse(env.CDKTF_CONTEXT_JSON || "{}"), "it");
  } catch (error) {
    throw contextInvalid("CDKTF_CONTEXT_JSON", error);
  }
}

/**
 * The value of `"dijobs"` in a context.
 *
 * @throws DataWorksError `InvalidArgument` when it is no object.
 */
export function settingsContext(value: unknown): Context {
  return optional(record(anything))(value, "context dijobs") ?? {};
}
