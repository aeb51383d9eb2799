import { UNKNOWN_APP, type Use } from "../../model/use";
import type { Snapshot } from "../snapshot";
import { mergeByKey, threeWay, type Versions } from "./three-way";

/** The users of both sides, without those that one of them took out. */
export function mergeUses({ base, ours, theirs }: Versions<readonly Use[]>): Use[] {
  const uses = mergeByKey<Use>({ base: byUser(base), ours: byUser(ours), theirs: byUser(theirs) }, (versions) => {
    const { ours, theirs } = versions;
    // Who is changed by one side and gone on the other stays: too many users make noise, too few make silence.
    const both = () => (ours && theirs ? { ...ours, names: mergeNames(versions) } : (ours ?? theirs));
    return threeWay(versions, ({ names }) => JSON.stringify(names), both);
  });
  return [...uses.values()];
}

function mergeNames({ base, ours, theirs }: Versions<Use>): string[] {
  const namesOf = (use: Use | undefined) => new Set(use?.names);
  const [before, our, their] = [namesOf(base), namesOf(ours), namesOf(theirs)] as const;
  return [...new Set([...our, ...their])].filter((name) => !before.has(name) || (our.has(name) && their.has(name)));
}

function byUser(uses: readonly Use[] = []): Map<string, Use> {
  return new Map(uses.map((use) => [JSON.stringify([use.app, use.construct]), use]));
}

/**
 * Gives the users that version 1 left without an app to the app that has a construct of that path in another version of
 * the file, where there is one such.
 */
export function adoptUsers(snapshots: readonly Snapshot[]): (snapshot: Snapshot) => Snapshot {
  const apps = new Map<string, Set<string>>();
  for (const { app, construct } of snapshots.flatMap(({ lookups }) => lookups.flatMap(({ usedBy }) => usedBy)))
    if (app !== UNKNOWN_APP) apps.set(construct, (apps.get(construct) ?? new Set()).add(app));
  const adopt = (use: Use): Use => {
    const [app, ...others] = use.app === UNKNOWN_APP ? (apps.get(use.construct) ?? []) : [];
    return app === undefined || others.length > 0 ? use : { ...use, app };
  };
  return (snapshot) => ({
    ...snapshot,
    lookups: snapshot.lookups.map((lookup) => ({ ...lookup, usedBy: lookup.usedBy.map(adopt) })),
  });
}
