import type { DiJob } from "../model/job";
import type { Listing } from "../model/listing";

/** The job a result is about. */
export interface ResultJob {
  readonly diJobId: string;
  readonly jobName: string;
}

/** A finding of one kind: `args` is what it tells besides its rule, workspace and job. */
export interface FindingOf<K extends string = string, A extends object = object> {
  readonly kind: K;
  readonly args: A;
}

/** What a passed result tells. */
export type PassArgs = {
  /** How many jobs it speaks of: 1 for a result about a job, 0 when the rule selects none. */
  readonly jobs: number;
  /** The value that was looked at, where there is one, such as `Running`. */
  readonly value?: string | undefined;
};

/** Why something could not be checked. */
export type UncheckedArgs =
  /** The status comes from a snapshot, and `statusMaxAge` does not allow its age. */
  | { readonly reason: "statusTooOld"; readonly observedAt: string; readonly statusMaxAge?: string | undefined }
  /** The rule is about the whole workspace, and the query asked for some of its jobs. */
  | { readonly reason: "partOfWorkspace"; readonly asked: string }
  /** The rule's own code threw, or returned something that is no answer. */
  | { readonly reason: "crashed"; readonly message: string }
  /** The workspace could not be listed. */
  | { readonly reason: "notListed"; readonly message: string };

/** What a rule says, before it is given a severity and a workspace. */
export type VerdictOf<F extends FindingOf> =
  | { readonly outcome: "pass"; readonly job?: DiJob; readonly args: PassArgs }
  | ({ readonly outcome: "fail"; readonly job?: DiJob } & F)
  | { readonly outcome: "unchecked"; readonly job?: DiJob; readonly args: UncheckedArgs };

/** The verdict on a job: passed with the value that was looked at, or failed with a finding. */
export function judge<F extends FindingOf>(job: DiJob, passes: boolean, value: string, finding: () => F): VerdictOf<F> {
  return passes ? { outcome: "pass", job, args: { jobs: 1, value } } : { outcome: "fail", job, ...finding() };
}

/** The verdict where something could not be told. */
export function unchecked(args: UncheckedArgs): VerdictOf<never> {
  return { outcome: "unchecked", args };
}

/** The verdict where a rule's own code threw something. */
export function crashed(error: unknown): VerdictOf<never> {
  return unchecked({
    reason: "crashed",
    message: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
  });
}

/** The verdict where the statuses of a listing are those of a snapshot, and too old. */
export function statusTooOld({ observedAt }: Listing, statusMaxAge: string | undefined): VerdictOf<never> {
  return unchecked({ reason: "statusTooOld", observedAt, statusMaxAge });
}
