import type { Problem } from "../errors/error";
import type { Listing } from "../model/listing";
import { coversWorkspace } from "../model/query";
import { type TypedWorkspace, workspaceName } from "../model/workspace";
import type { Acknowledgement } from "./acknowledgement";
import type { Rule } from "./rule";
import type { Severity } from "./severity";

/** A workspace whose jobs could not be listed, so that nothing can be told about it. */
export interface UnansweredWorkspace {
  readonly workspace: TypedWorkspace;
  /** Why: what the error says. */
  readonly problems: readonly Problem[];
}

/** What {@link evaluate} works on. */
export interface Evaluation {
  readonly rules: readonly Rule[];
  readonly listings: readonly Listing[];
  /** Workspaces that were asked in vain: every rule meant for them is `unchecked`. */
  readonly unanswered?: readonly UnansweredWorkspace[] | undefined;
  readonly acknowledgements?: readonly Acknowledgement[] | undefined;
  /**
   * Longest time from today to the last day of an acknowledgement, in days; one that lasts longer accepts nothing.
   *
   * @default no limit
   */
  readonly longestAcknowledgementDays?: number | undefined;
  readonly now: Date;
  /**
   * Time zone in which a last day ends.
   *
   * @default "UTC"
   */
  readonly timeZone?: string | undefined;
  /**
   * How much every finding matters, whatever the rules say.
   *
   * @default what each rule says, else `error`
   */
  readonly severity?: Severity | undefined;
  /**
   * Names that people gave to workspaces, by `<regionId>/<projectId>`.
   *
   * An acknowledgement that names no workspace is about all of these, listed or not.
   *
   * @default none
   */
  readonly aliases?: ReadonlyMap<string, string> | undefined;
}

/** How much the findings of a rule matter. */
export function severityOf(rule: Rule | undefined, evaluation: Evaluation): Severity {
  return evaluation.severity ?? rule?.severity ?? "error";
}

/**
 * Tells whether a run saw all jobs of some workspaces.
 *
 * @param workspaces their names, by default all that the run is about.
 * @param whole whether a query for some of the jobs is not enough.
 */
export function sawAll(evaluation: Evaluation, workspaces: readonly string[] | undefined, whole: boolean): boolean {
  const { listings, unanswered = [], aliases } = evaluation;
  const seen = listings
    .filter(({ query }) => !whole || coversWorkspace(query))
    .map(({ query }) => workspaceName(query));
  const asked = [...listings.map(({ query }) => query), ...unanswered.map(({ workspace }) => workspace)];
  const meant = workspaces ?? [...(aliases?.keys() ?? []), ...asked.map(workspaceName)];
  return meant.length > 0 && meant.every((name) => seen.includes(name));
}
