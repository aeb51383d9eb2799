import type { Acknowledgement } from "../../checks/acknowledgement";
import type { Severity } from "../../checks/severity";
import type { ResultJob } from "../../checks/verdict";
import { inOneLine } from "../../errors/error";
import type { Evidence, ReportedUnanswered, SourceLine } from "./report";

/**
 * One thing that a report says, alike for every command.
 *
 * `shown` is a difference that does not fail, `known` a finding that the baseline has, and `repaired` one that is none
 * any more.
 */
export interface ReportItem {
  readonly outcome: "fail" | "unchecked" | "shown" | "known" | "acknowledged" | "repaired" | "pass";
  /** Whether it makes the command end with something else than 0. */
  readonly fails: boolean;
  /** How much it matters, if it fails. */
  readonly severity: Severity;
  /** Id of the rule, or kind of the difference: what people read and link to. */
  readonly id: string;
  /** Kind of the result, or of the difference. */
  readonly kind: string;
  /** What the kind asks for, or is, in a few words. */
  readonly about: string;
  readonly workspace: string;
  readonly alias?: string | undefined;
  /** As whom the workspace was asked, where that is no matter of the run. */
  readonly profile?: string | undefined;
  readonly job?: ResultJob | undefined;
  readonly message: string;
  readonly help?: string | undefined;
  readonly place?: SourceLine | undefined;
  readonly acknowledgement?: Acknowledgement | undefined;
  /** How it stands to the baseline, where there is one. */
  readonly baseline?: "new" | "known" | "repaired" | undefined;
}

/** The name by which people know the workspace of an entry, or of a query. */
export function workspaceLabel({ alias, workspace }: Pick<Evidence, "alias" | "workspace">): string {
  return alias ?? workspace;
}

/** A query that was not answered, in a report of any command. */
export function itemOfUnanswered({
  code,
  asked,
  problems,
  message: _message,
  ...where
}: ReportedUnanswered): ReportItem {
  return {
    ...where,
    outcome: "unchecked",
    fails: true,
    severity: "error",
    id: code,
    kind: code,
    about: "a query that was not answered",
    message: `${asked}: ${inOneLine(problems)}`,
  };
}
