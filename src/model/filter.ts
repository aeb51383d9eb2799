import { unknownKey } from "../errors/arguments";
import { literal } from "../text/literal";
import { type DiJob, fieldsWith, JOB_FIELDS } from "./job";

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

/** The fields a filter may have. */
const FILTER_FIELDS: readonly (keyof JobFilter)[] = [
  "jobName",
  "diJobId",
  ...fieldsWith("caseless").map(({ name }) => name),
];

/**
 * Makes the test that tells whether a job is selected.
 *
 * @throws DataWorksError `InvalidArgument` for a field that no filter has.
 */
export function matcher(filter: JobFilter): (job: DiJob) => boolean {
  for (const name of Object.keys(filter))
    if (!FILTER_FIELDS.some((field) => field === name)) throw unknownKey("a job filter", name, FILTER_FIELDS);
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
