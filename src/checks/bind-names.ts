import type { Listing } from "../model/listing";
import { workspaceName } from "../model/workspace";
import type { DriftIgnore } from "./drift-ignore";
import type { Evaluation } from "./evaluation";

/** Ids of workspaces by their names: `cn-shanghai/orders_prod` to `cn-shanghai/1967`. */
export type WorkspaceIds = ReadonlyMap<string, string>;

/** The parts of an evaluation that refer to workspaces. */
interface Referring extends Pick<Evaluation, "rules" | "acknowledgements" | "aliases"> {
  readonly driftIgnores?: readonly DriftIgnore[];
}

/** Puts ids where rules, acknowledgements and aliases name workspaces; a name without an id stays one. */
export function bindNames<T extends Referring>(referring: T, ids: WorkspaceIds): T {
  const bound = (name: string) => ids.get(name) ?? name;
  const boundIn = <E extends { readonly workspace?: string | undefined }>(each: E): E =>
    each.workspace === undefined ? each : { ...each, workspace: bound(each.workspace) };
  const { rules, acknowledgements, aliases, driftIgnores } = referring;
  return {
    ...referring,
    rules: rules.map((rule) => ({ ...rule, workspaces: rule.workspaces?.map(bound) })),
    ...(acknowledgements && { acknowledgements: acknowledgements.map(boundIn) }),
    ...(driftIgnores && { driftIgnores: driftIgnores.map(boundIn) }),
    ...(aliases && { aliases: new Map([...aliases].map(([name, alias]) => [bound(name), alias])) }),
  };
}

/** What listings that were asked for by a name tell about ids. */
export function idsOf(listings: readonly Listing[]): WorkspaceIds {
  const named = listings.flatMap(({ query, projectName }) => {
    const id = workspaceName(query);
    return projectName === undefined ? [] : [[workspaceName({ regionId: query.regionId, projectName }), id] as const];
  });
  return new Map(named);
}
