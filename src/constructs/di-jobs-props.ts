import type { IConstruct } from "constructs";
import { appContext, settingsContext } from "../lookup/context";
import { startEarlierQuestions } from "../lookup/earlier-questions";
import { fakeLookup, fakeOf, noteAsked, notePrefetch } from "../lookup/fake";
import { type Lookup, startLookup } from "../lookup/lookup";
import { type Context, queryDefaults, resolveSettings, SETTING_FORMS, type SettingProps } from "../lookup/settings";
import { anything, list, optionsOf } from "../model/arguments";
import { type AskedQuery, canonicalQuery, QUERY_FORMS, type QueryProps } from "../model/query";
import { placed } from "./placed";

/** What to look up, where, as whom and how; every value must be known at synth. */
export interface DiJobsProps extends QueryProps, SettingProps {}

const read = optionsOf<DiJobsProps>("DiJobs", { ...QUERY_FORMS, ...SETTING_FORMS });

/**
 * Starts the lookup of a construct, or hands it to the fake of its app.
 *
 * @throws DataWorksError `UnresolvedToken`, `InvalidArgument`.
 */
export function lookUp(construct: IConstruct, props: DiJobsProps): Lookup {
  const context = contextOf(construct);
  const query = queryOf(props, context);
  const fake = fakeOf(construct.node.root);
  if (fake !== undefined) return fakeLookup(query, fake);
  noteAsked(construct.node.root, construct.node.path, query);
  return start(query, props, context, construct.node.path);
}

/**
 * Starts lookups before there is a construct, with the context that the framework's command line hands to its app.
 *
 * @throws DataWorksError `UnresolvedToken`, `InvalidArgument`.
 */
export function prefetch(all: readonly DiJobsProps[]): void {
  const context = settingsContext(appContext(process.env).dijobs);
  const place = (index: number) => `DiJobs.prefetch, props[${index}]`;
  // All are read before one is asked: after a slip in the last, nothing is under way.
  const queries = list<DiJobsProps>(anything)(all, "props").map((props, index) =>
    placed(place(index), () => ({ props, query: queryOf(props, context) })),
  );
  for (const [index, { props, query }] of queries.entries())
    if (notePrefetch(query)) placed(place(index), () => start(query, props, context));
}

/** The settings that `cdktf.json` has for the whole app. */
export function contextOf(construct: IConstruct): Context {
  return settingsContext(construct.node.tryGetContext("dijobs"));
}

function start(query: AskedQuery, props: DiJobsProps, context: Context, construct?: string): Lookup {
  const { env } = process;
  const settings = resolveSettings(env, props, context);
  const lookup = startLookup(query, settings, { ...env }, construct);
  // The snapshot does not hold where or as whom something was asked: only who asks in the run's own way tells how.
  const inTheRunsWay = (props.endpoint ?? props.network ?? props.profile) === undefined;
  if (inTheRunsWay) startEarlierQuestions(query, settings, { ...env });
  return lookup;
}

/** A mistyped filter would ask for more than was meant. */
function queryOf(props: DiJobsProps, context: Context): AskedQuery {
  return canonicalQuery(read(props), queryDefaults(process.env, context));
}
