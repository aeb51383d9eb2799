import { invalidArgument } from "../errors/arguments";
import { literal } from "../text/literal";
import { type Form, type Forms, form, oneOrMore, optional, optionsOf, text } from "./arguments";
import { type DiJob, type FieldWith, fieldsWith, JOB_FIELDS } from "./job";
import { idArgument } from "./workspace";

/** One value, or several of which one must match. */
export type OneOrMore<T> = T | readonly T[];

/**
 * Selects jobs: a job is selected when it matches every field that is given.
 *
 * @example
 * jobs.where({ jobName: /^orders_/, jobStatus: ["Failed", "Stopped"] });
 */
export interface JobFilter {
  /** Whole name, case-sensitive, or a pattern. */
  readonly jobName?: OneOrMore<string | RegExp>;
  /** Id in decimal digits; a number is accepted up to 2^53. */
  readonly diJobId?: OneOrMore<string | number>;
  /** Status, without regard to case. */
  readonly jobStatus?: OneOrMore<string>;
  /** Migration type, without regard to case. */
  readonly migrationType?: OneOrMore<string>;
  /** Kind of source, without regard to case, because the API's own spelling varies. */
  readonly sourceDataSourceType?: OneOrMore<string>;
  /** Kind of destination, without regard to case, because the API's own spelling varies. */
  readonly destinationDataSourceType?: OneOrMore<string>;
}

/** A whole name, or a pattern of names. */
export const textOrPattern = form<string | RegExp>(
  (value) => typeof value === "string" || value instanceof RegExp,
  "pass a text or a pattern",
);

/** The form of every field that a filter may have. */
export const FILTER_FORMS: Forms<JobFilter> = {
  jobName: optional(oneOrMore(textOrPattern)),
  diJobId: optional(oneOrMore(idArgument)),
  ...(Object.fromEntries(fieldsWith("caseless").map(({ name }) => [name, optional(oneOrMore(text))])) as Forms<
    Pick<JobFilter, FieldWith<"caseless">>
  >),
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
export function matcher(filter: JobFilter, name = "filter"): (job: DiJob) => boolean {
  filterArgument(filter, name);
  return (job) =>
    FILTER_FIELDS.every((field) => {
      const wanted = filter[field];
      if (wanted === undefined) return true;
      const values: readonly (string | number | RegExp)[] = Array.isArray(wanted) ? wanted : [wanted];
      return values.some((value) => matches(field, job[field], value));
    });
}

/** Tells whether a text given by people is a text of the API, raw or already escaped for Terraform. */
export function sameText(raw: string, given: string): boolean {
  // What an escaped text has in addition always holds a brace; looking for it is far cheaper than escaping.
  return raw === given || (given.includes("{") && literal(raw) === given);
}

function matches(field: keyof JobFilter, raw: string, wanted: string | number | RegExp): boolean {
  // A pattern with the flag g or y remembers where it stopped, so its position is reset.
  if (wanted instanceof RegExp) return new RegExp(wanted.source, wanted.flags.replace(/[gy]/g, "")).test(raw);
  if (!("caseless" in JOB_FIELDS[field])) return sameText(raw, String(wanted));
  const given = String(wanted).toLowerCase();
  return raw.toLowerCase() === given || (given.includes("{") && literal(raw).toLowerCase() === given);
}
