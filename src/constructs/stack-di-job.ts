import { apiText, form, formsOf, having, optional } from "../model/arguments";
import { type DiJob, type FieldWith, fieldsWith, JOB_FIELD_ROWS, mapTexts } from "../model/job";
import { isId } from "../model/workspace";
import { literal } from "../text/literal";

/**
 * A job as a construct hands it out: its texts are Terraform literals.
 *
 * For ordinary names they are the API's own texts; a name such as `${x}` is escaped by {@link literal}, so that Terraform
 * says it letter by letter. Use JavaScript on the texts of {@link StackDiJob.raw}, not `Fn.*` on these, which is an error
 * for names that are not ordinary. {@link StackDiJob.raw} and
 * {@link StackDiJob.diJobIdNumber} are not enumerable, so that a job can be an output as it is.
 */
export interface StackDiJob extends DiJob {
  /** The job in the API's own texts, for places where Terraform takes no template, such as descriptions. */
  readonly raw: DiJob;
  /**
   * The id for the provider's integer arguments, such as `di_job_id`.
   *
   * Beyond 2^53 it is a number token, which renders every digit: to pass on, not to compute with.
   */
  readonly diJobIdNumber: number;
}

/** A job, with or without escaped texts. */
export type AnyDiJob = DiJob | StackDiJob;

/**
 * A job as an argument.
 *
 * @throws DataWorksError `InvalidArgument`, `UnresolvedToken`.
 */
export const jobArgument = having<DiJob>(
  {
    ...formsOf<DiJob>(JOB_FIELD_ROWS, apiText()),
    ...formsOf<Pick<DiJob, FieldWith<"optional">>>(fieldsWith("optional"), optional(apiText())),
    diJobId: form((value) => typeof value === "string" && isId(value), "pass the id as a text of digits"),
  },
  'pass a job: jobs.findJob("orders_to_holo")',
);

/** Makes the framework's number token for a Terraform expression. */
export type NumberToken = (expression: string) => number;

/** Turns a job of the API into a job for a stack. */
export function stackDiJob(raw: DiJob, numberToken: NumberToken): StackDiJob {
  const job = mapTexts(raw, literal);
  Object.defineProperty(job, "raw", { value: raw });
  Object.defineProperty(job, "diJobIdNumber", { get: () => exactNumber(raw.diJobId, numberToken) });
  return Object.freeze(job) as StackDiJob;
}

/** The job in the API's own texts, whichever form was given. */
export function rawJob(job: AnyDiJob): DiJob {
  return "raw" in job ? job.raw : job;
}

/** An id as a number that loses no digit on the way to Terraform. */
export function exactNumber(id: string, numberToken: NumberToken): number {
  const number = Number(id);
  return Number.isSafeInteger(number) ? number : numberToken(`\${${id}}`);
}
