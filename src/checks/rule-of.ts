import type { JobSelection } from "../model/filter";
import type { Listing } from "../model/listing";
import type { RuleOptions } from "./rule-options";
import type { FindingOf, VerdictOf } from "./verdict";

/** What a rule may ask besides the listing. */
export interface CheckContext {
  /** The present. */
  readonly now: Date;
  /** Whether the statuses of this listing may be judged: live, or young enough for the rule. */
  readonly statusIsCurrent: boolean;
  /** Whether the rule is about the whole workspace, and the query asked for some of its jobs. */
  readonly partOfWorkspace: boolean;
}

/** A pure function of a listing to verdicts, with its id and options, that makes findings of some kind. */
export interface RuleOf<F extends FindingOf> extends Omit<RuleOptions, "jobs"> {
  readonly id: string;
  /** The jobs that the rule is about. */
  readonly jobs?: JobSelection | undefined;
  /** Which rule it is, whatever its id. */
  readonly kind: F["kind"];
  /**
   * Names (`<regionId>/<projectId>`) of the workspaces that the rule is meant for.
   *
   * @default every workspace
   */
  readonly workspaces?: readonly string[] | undefined;
  /**
   * Whether the rule is about what a query answers, or about the whole workspace.
   *
   * @default "answer"
   */
  readonly about?: "answer" | "workspace" | undefined;
  /** Judges a listing that holds only the jobs the rule selects. */
  check(listing: Listing, context: CheckContext): readonly VerdictOf<F>[];
}
