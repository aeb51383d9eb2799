import type { IConstruct } from "constructs";
import type { WorkspaceIds } from "../checks/bind-names";
import type { Rule } from "../checks/rule";
import { groupBy } from "../model/group-by";
import { isNamedWorkspace, workspaceName } from "../model/workspace";
import type { Snapshot } from "../snapshot/snapshot";
import { quoted, several } from "../text/words";
import { annotate } from "./annotation";
import type { ListingAttempt } from "./awaited-jobs";

/** What is known of the workspaces that rules name. */
interface Known {
  /** What every lookup of the app came to, also outside of the rules' scope. */
  readonly attempts: () => readonly ListingAttempt[];
  readonly snapshot: Snapshot;
  readonly ids: WorkspaceIds;
}

/**
 * Warns of the workspaces that rules name and nobody asks for, in the app or as the snapshot knows: a rule that judges
 * nothing would look passed.
 *
 * @param rules with ids where they name workspaces whose ids are known.
 */
export function annotateUnmet(construct: IConstruct, rules: readonly Rule[], known: Known): void {
  const named = rules.flatMap(({ id, workspaces = [] }) => workspaces.map((workspace) => ({ id, workspace })));
  const recorded = new Set(known.snapshot.lookups.map(({ query }) => workspaceName(query)));
  const rest = [...groupBy(named, ({ workspace }) => workspace)].filter(([workspace]) => !recorded.has(workspace));
  if (rest.length === 0) return;
  const attempts = known.attempts();
  const isMet = (workspace: string) => attempts.some((attempt) => mayMean(attempt, workspace));
  const unmet = rest.filter(([workspace]) => !isMet(workspace));
  if (unmet.length === 0) return;
  const lines = unmet.map(([workspace, naming]) => {
    const others = candidates(workspace, attempts, new Set(known.ids.values()));
    const perhaps =
      others.length > 0
        ? `: it may be ${several(others)}, asked by its id: write that in the rules, or projectName in DiJobs`
        : "";
    return `  ${quoted(workspace)}, in ${several(naming.map(({ id }) => `rule ${quoted(id)}`))}${perhaps}`;
  });
  annotate(
    construct,
    "warn",
    [
      "applyRules: no DiJobs of the app asks for a workspace that rules name, so that they judge nothing there",
      ...lines,
      "  correct the rules, or look its jobs up; what another stage or app asks for is known once it is recorded: DIJOBS_MODE=record",
    ].join("\n"),
  );
}

/** Tells whether an attempt is about a workspace; a name that was asked in vain may be any of its region. */
function mayMean(attempt: ListingAttempt, workspace: string): boolean {
  if ("jobs" in attempt) {
    const { regionId } = attempt.query;
    const names = [attempt.query, ...(attempt.projectName ? [{ regionId, projectName: attempt.projectName }] : [])];
    return names.map(workspaceName).includes(workspace);
  }
  if (workspaceName(attempt.workspace) === workspace) return true;
  return "projectName" in attempt.workspace && !isNamedWorkspace(workspace) && isIn(attempt.workspace, workspace);
}

/** The workspaces that a name may mean: those that are asked by their ids, and whose names nobody knows. */
function candidates(name: string, attempts: readonly ListingAttempt[], ids: ReadonlySet<string>): string[] {
  if (!isNamedWorkspace(name)) return [];
  const asked = attempts.map((attempt) => ("jobs" in attempt ? attempt.query : attempt.workspace));
  const near = asked.filter((workspace) => "projectId" in workspace && isIn(workspace, name));
  return [...new Set(near.map(workspaceName))].filter((workspace) => !ids.has(workspace));
}

function isIn({ regionId }: { readonly regionId: string }, workspace: string): boolean {
  return workspace.startsWith(`${regionId}/`);
}
