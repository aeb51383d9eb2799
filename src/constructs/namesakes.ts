import type { IConstruct } from "constructs";
import { workspaceNameOfTwo } from "../errors/snapshot";
import { groupBy } from "../model/group-by";
import { workspaceName } from "../model/workspace";
import type { AwaitedJobs } from "./awaited-jobs";

/** A construct that looks up a workspace. */
interface Asking {
  readonly construct: IConstruct;
  readonly jobs: Pick<AwaitedJobs, "lookup">;
}

/** Tells which names mean several workspaces in one run, as those of two accounts may: a snapshot knows each name once. */
export function namesakes(recorded: readonly Asking[]): string[] {
  const asked = recorded.flatMap(({ construct, jobs: { lookup } }) => {
    if (!("projectName" in lookup.query)) return [];
    const { projectId } = lookup.answer().listing.query;
    return [{ name: workspaceName(lookup.query), projectId, user: construct.node.path }];
  });
  return [...groupBy(asked, ({ name }) => name)].flatMap(([name, all]) => {
    const meant = [...groupBy(all, ({ projectId }) => projectId)].map(([projectId, [{ user }]]) => ({
      projectId,
      user,
    }));
    return meant.length > 1 ? [workspaceNameOfTwo(name, meant).message] : [];
  });
}
