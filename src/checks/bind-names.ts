import type { Listing } from "../model/listing";
import { workspaceName } from "../model/workspace";
import type { Evaluation } from "./evaluation";

/** Ids of workspaces by their names: `cn-shanghai/orders_prod` to `cn-shanghai/1967`. */
export type WorkspaceIds = ReadonlyMap<string, string>;

/** The parts of an evaluation that refer to workspaces. */
type Referring = Pick<Evaluation, "rules" | "acknowledgements" | "aliases">;

/** Puts ids where rules, acknowledgements and aliases name workspaces; a name without an id stays one. */
export function bindNames<T extends Referring>(referring: T, ids: WorkspaceIds): T {
  if (ids.size === 0) return referring;
  const bound = (name: string) => ids.get(name) ?? name;
  const { rules, acknowledgements, aliases } = referring;
  return {
    ...referring,
    rules: rules.map((rule) => ({ ...rule, workspaces: rule.workspaces?.map(bound) })),
    ...(acknowledgements && {
      acknowledgements: acknowledgements.map((each) => {
        return each.workspace === undefined ? each : { ...each, workspace: bound(each.workspace) };
      }),
    }),
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
