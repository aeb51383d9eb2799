import { invalidArgument } from "../errors/arguments";
import { literal } from "../text/literal";
import { type Form, type Forms, form, formsOf, oneOrMore, optional, optionsOf, text } from "./arguments";
import { type DiJob, type FieldWith, fieldsWith, JOB_FIELDS } from "./job";
import { compilePattern, isPattern, type Pattern } from "./pattern";
import { idArgument } from "./workspace";

/** One value, or several of which one must match. */
export type OneOrMore<T> = T | readonly T[];

/**
 * Selects jobs: a job is selected when it matches every field that is given.
 *
 * @example
 * jobs.where({ jobName: /^orders_/, jobStatus: ["Failed", "Stopped"] });
 */
export interface JobFilter<Name extends string = string> {
  /**
   * Whole name, case-sensitive, or a pattern.
   *
   * @default every name
   */
  readonly jobName?: OneOrMore<Name | RegExp>;
  /**
   * Id in decimal digits; a number is accepted up to 2^53.
   *
   * @default every id
   */
  readonly diJobId?: OneOrMore<string | number>;
  /**
   * Status, without regard to case.
   *
   * @default every status
   */
  readonly jobStatus?: OneOrMore<string>;
  /**
   * Migration type, without regard to case.
   *
   * @default every type
   */
  readonly migrationType?: OneOrMore<string>;
  /**
   * Kind of source, without regard to case, because the API's own spelling varies.
   *
   * @default every kind
   */
  readonly sourceDataSourceType?: OneOrMore<string>;
  /**
   * Kind of destination, without regard to case, because the API's own spelling varies.
   *
   * @default every kind
   */
  readonly destinationDataSourceType?: OneOrMore<string>;
}

/** A filter in which a pattern may be any, such as one that takes linear time. */
export interface JobSelection extends Omit<JobFilter, "jobName"> {
  readonly jobName?: OneOrMore<string | Pattern>;
}

/** A whole name, or a pattern of names. */
export const textOrPattern = form<string | RegExp>(
  (value) => typeof value === "string" || isPattern(value),
  "pass a text or a pattern",
);

/** The form of every field that a filter may have. */
export const FILTER_FORMS: Forms<JobFilter> = {
  jobName: optional(oneOrMore(textOrPattern)),
  diJobId: optional(oneOrMore(idArgument)),
  ...formsOf<Pick<JobFilter, FieldWith<"caseless">>>(fieldsWith("caseless"), optional(oneOrMore(text))),
};

const FILTER_FIELDS = Object.keys(FILTER_FORMS) as (keyof JobFilter)[];

/** A filter of these fields, as an argument: a field that is given and has no value would select every job. */
export function filterForm<Filter extends object>(forms: Forms<Filter>): Form<Filter> {
  const read = optionsOf("a job filter", forms);
  return (value, name) => {
    const filter = read(value, name);
    for (const [field, wanted] of Object.entries(filter))
      if (wanted === undefined) throw invalidArgument(field, wanted, `give it a value, or leave ${field} out`);
    return filter;
  };
}

/** A filter as an argument. */
export const filterArgument = filterForm(FILTER_FORMS);

/**
 * Makes the test that tells whether a job is selected.
 *
 * @throws DataWorksError `InvalidArgument` for a field that no filter has, or a value that no field can have.
 */
export function matcher(filter: JobSelection): (job: DiJob) => boolean {
  filterArgument(filter, "filter");
  const tests = FILTER_FIELDS.flatMap((field) => {
    const wanted: OneOrMore<string | number | Pattern> | undefined = filter[field];
    if (wanted === undefined) return [];
    const values = [wanted].flat().map((value) => (value instanceof RegExp ? compilePattern(field, value) : value));
    return [(job: DiJob) => values.some((value) => matches(field, job[field], value))];
  });
  return (job) => tests.every((test) => test(job));
}

/** Tells whether a text given by people is a text of the API, raw or already escaped for Terraform. */
export function sameText(raw: string, given: string): boolean {
  // What an escaped text has in addition always holds a brace; looking for it is far cheaper than escaping.
  return raw === given || (given.includes("{") && literal(raw) === given);
}

function matches(field: keyof JobFilter, raw: string, wanted: string | number | Pattern): boolean {
  if (typeof wanted === "object") return wanted.test(raw);
  if (!("caseless" in JOB_FIELDS[field])) return sameText(raw, String(wanted));
  const given = String(wanted).toLowerCase();
  return raw.toLowerCase() === given || (given.includes("{") && literal(raw).toLowerCase() === given);
}
