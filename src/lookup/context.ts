import { contextInvalid, shown } from "../errors/arguments";
import { anything, isRecord, optional, record } from "../model/arguments";
import type { Environment } from "../model/environment";
import { reasonOf } from "../text/reason";
import type { Context } from "./settings";

/**
 * The context that a framework's command line hands to the app it runs: that of `cdktf.json`, and of its own options.
 *
 * @throws DataWorksError `InvalidArgument` when it is no JSON object.
 */
export function appContext(env: Environment): Context {
  const context = parsed(env.CDKTF_CONTEXT_JSON || "{}");
  if (isRecord(context)) return context;
  throw contextInvalid("CDKTF_CONTEXT_JSON", `it is ${shown(context)}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw contextInvalid("CDKTF_CONTEXT_JSON", reasonOf(error));
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
