import type { IConstruct } from "constructs";
import { unknownKey, unresolvedToken } from "../errors/arguments";
import { fakeLookup, fakeOf } from "../lookup/fake";
import { type Lookup, startLookup } from "../lookup/lookup";
import { type Context, queryDefaults, resolveSettings, type SettingProps } from "../lookup/settings";
import { canonicalQuery, type DiJobsQuery, QUERY_FIELDS, type QueryProps } from "../model/query";
import { isToken } from "../text/token";

/** What to look up, where, as whom and how; every value must be known at synth. */
export interface DiJobsProps extends QueryProps, SettingProps {}

/**
 * Starts the lookup of a construct, or hands it to the fake of its app.
 *
 * @throws DataWorksError `UnresolvedToken`, `InvalidArgument`.
 */
export function ask(construct: IConstruct, props: DiJobsProps): Lookup {
  const context = contextOf(construct);
  const fake = fakeOf(construct.node.root);
  return fake === undefined ? start(props, context) : fakeLookup(question(props, context), fake);
}

/** Starts a lookup before there is a construct, with the context that the framework's command line hands to its app. */
export function prefetch(props: DiJobsProps): void {
  const context = JSON.parse(process.env.CDKTF_CONTEXT_JSON || "{}") as { dijobs?: Context };
  start(props, context.dijobs);
}

/** The settings that `cdktf.json` has for the whole app. */
export function contextOf(construct: IConstruct): Context | undefined {
  return construct.node.tryGetContext("dijobs") as Context | undefined;
}

function start(props: DiJobsProps, context: Context = {}): Lookup {
  const { env } = process;
  return startLookup(question(props, context), resolveSettings(env, props, context), { ...env });
}

/** Every property, kept complete by the compiler; a mistyped filter would ask for more than was meant. */
const SETTINGS: Readonly<Record<keyof SettingProps, true>> = {
  mode: true,
  onUnavailable: true,
  endpoint: true,
  network: true,
  profile: true,
};
const PROPS: readonly string[] = [...QUERY_FIELDS, ...Object.keys(SETTINGS)];

function question(props: DiJobsProps, context: Context = {}): DiJobsQuery {
  for (const [name, value] of Object.entries(props)) {
    if (!PROPS.includes(name)) throw unknownKey("DiJobs", name, PROPS);
    if (isToken(value)) throw unresolvedToken(name);
  }
  return canonicalQuery(props, queryDefaults(process.env, context));
}
