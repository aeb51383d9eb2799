import type { Acknowledgement } from "./acknowledgement";
import type { Finding, ResultKind } from "./finding";
import type { Severity } from "./severity";
import type { PassArgs, ResultJob, UncheckedArgs } from "./verdict";

interface ResultBase {
  /** Id of the rule: what people read, acknowledge and link to. */
  readonly ruleId: string;
  /** `<regionId>/<projectId>`; `*` for what is about several, or about an acknowledgement that names none. */
  readonly workspace: string;
  /** The name that the rule set gives to the workspace. */
  readonly alias?: string | undefined;
  /** The job, where the result is about one that exists. */
  readonly job?: ResultJob | undefined;
  /** How much it matters: an `error` fails, a `warning` is shown. */
  readonly severity: Severity;
  /** Where to read more: the rule's own link. */
  readonly help?: string | undefined;
}

/** A finding that counts. */
export type FailedResult = ResultBase & { readonly outcome: "fail" } & Finding;

/** A finding that somebody answers for until a day. */
export type AcknowledgedResult = ResultBase & {
  readonly outcome: "acknowledged";
  readonly acknowledgement: Acknowledgement;
} & Finding;

/** Checked, and nothing found. */
export interface PassedResult extends ResultBase {
  readonly outcome: "pass";
  readonly kind: ResultKind;
  readonly args: PassArgs;
}

/** Neither passed nor failed: it could not be told. */
export interface UncheckedResult extends ResultBase {
  readonly outcome: "unchecked";
  readonly kind: ResultKind;
  readonly args: UncheckedArgs;
}

/**
 * What a rule says about a job or a workspace: data, without words.
 *
 * {@link describeResult} says it in a sentence.
 */
export type RuleResult = FailedResult | AcknowledgedResult | PassedResult | UncheckedResult;
