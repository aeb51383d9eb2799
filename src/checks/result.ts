import type { Acknowledgement } from "./acknowledgement";

/** How much a finding matters: an `error` fails, a `warning` is shown. */
export type Severity = "error" | "warning";

/** Every severity, the graver first. */
export const SEVERITIES: readonly Severity[] = ["error", "warning"];

/** What each kind of finding tells, besides its rule, workspace and job. */
export interface FindingArgs {
  /** No job has a required name. */
  readonly jobExists: { readonly jobName: string; readonly asked: string; readonly nearest: readonly string[] };
  /** A job has a status that is not allowed. */
  readonly jobStatus: { readonly jobStatus: string; readonly allowed: readonly string[] };
  /** A job's name does not match the pattern. */
  readonly jobName: { readonly jobName: string; readonly pattern: string };
  /** A job has a migration type that is not allowed. */
  readonly migrationType: { readonly migrationType: string; readonly allowed: readonly string[] };
  /** A job reads from, or writes to, a kind of data source that is not allowed. */
  readonly dataSourceTypes: {
    readonly side: "source" | "destination";
    readonly dataSourceType: string;
    readonly allowed: readonly string[];
  };
  /** There are too few jobs, or too many. */
  readonly jobCount: {
    readonly count: number;
    readonly asked: string;
    readonly min?: number | undefined;
    readonly max?: number | undefined;
  };
  /** Several jobs share a name. */
  readonly uniqueNames: { readonly jobName: string; readonly diJobIds: readonly string[] };
  /** A job has a value that the API's documentation does not know. */
  readonly knownValues: { readonly field: "migrationType" | "jobStatus"; readonly value: string };
  /** A rule of one's own found something. */
  readonly custom: { readonly message: string };
  /** A rule selects a job by its whole name or id, and no workspace that it is meant for has one. */
  readonly jobMissing: { readonly job: string; readonly asked: readonly string[] };
  /** An acknowledgement's last day is over. */
  readonly acknowledgementExpired: { readonly acknowledgement: Acknowledgement; readonly used: boolean };
  /** An acknowledgement's last day is near. */
  readonly acknowledgementExpiring: { readonly acknowledgement: Acknowledgement; readonly daysLeft: number };
  /** An acknowledgement matches no finding. */
  readonly acknowledgementUnused: { readonly acknowledgement: Acknowledgement };
}

/** Every kind of result; `docs/rules.md` has a heading for each. */
export const RESULT_KINDS = [
  "jobExists",
  "jobStatus",
  "jobName",
  "migrationType",
  "dataSourceTypes",
  "jobCount",
  "uniqueNames",
  "knownValues",
  "custom",
  "jobMissing",
  "acknowledgementExpired",
  "acknowledgementExpiring",
  "acknowledgementUnused",
] as const satisfies readonly (keyof FindingArgs)[];

/** The kind of a result: that of its rule, or one about what a rule or an acknowledgement names in vain. */
export type ResultKind = (typeof RESULT_KINDS)[number];

/** A kind with what it tells, so that narrowing `kind` types `args`. */
export type Finding = { [K in ResultKind]: { readonly kind: K; readonly args: FindingArgs[K] } }[ResultKind];

/** What a passed result tells. */
export interface PassArgs {
  /** How many jobs it speaks of: 1 for a result about a job, 0 when the rule selects none. */
  readonly jobs: number;
  /** The value that was looked at, where there is one, such as `Running`. */
  readonly value?: string | undefined;
}

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

/** The job a result is about. */
export interface ResultJob {
  readonly diJobId: string;
  readonly jobName: string;
}

interface ResultBase {
  /** Id of the rule: what people read, acknowledge and link to. */
  readonly ruleId: string;
  /** `<regionId>/<projectId>`; `*` for what is about several, or about an acknowledgement that names none. */
  readonly workspace: string;
  /** The name that the rule set gives to the workspace. */
  readonly alias?: string | undefined;
  /** The job, where the result is about one that exists. */
  readonly job?: ResultJob | undefined;
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
