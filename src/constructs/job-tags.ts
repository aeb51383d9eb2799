import { invalidArgument } from "../errors/arguments";
import { type Forms, list, oneOf, optional, optionsOf, text } from "../model/arguments";
import { type DiJob, JOB_FIELD_ROWS, JOB_FIELDS } from "../model/job";
import { literal } from "../text/literal";
import { type AnyDiJob, jobArgument, rawJob } from "./stack-di-job";

/** A field of a job that a tag can carry. */
export type JobTagField = keyof DiJob;

/** Which tags {@link jobTags} makes of a job. */
export interface JobTagOptions {
  /**
   * How every key begins: the name of a job becomes the tag `<prefix>name`.
   *
   * @default "di-job-"
   */
  readonly prefix?: string;
  /**
   * The fields that become tags, each under the prefix and its own word, such as `source-type`: `docs/lookups.md` has
   * all of them.
   *
   * `jobStatus` changes by itself, and every change of it is a change of the tagged resource.
   *
   * @default `jobName`, `diJobId`, `projectId`, `regionId`: what finds the job again
   */
  readonly fields?: readonly JobTagField[];
}

const DEFAULT_FIELDS: readonly JobTagField[] = ["jobName", "diJobId", "projectId", "regionId"];

/** The kind of each option. */
export const JOB_TAG_FORMS: Forms<JobTagOptions> = {
  prefix: optional(text),
  fields: optional(list(oneOf(JOB_FIELD_ROWS.map(({ name }) => name)))),
};

const read = optionsOf("jobTags", JOB_TAG_FORMS);

/** How many tags one resource of Alibaba Cloud can have. */
export const MOST_TAGS = 20;

const LONGEST_KEY = 64;
const LONGEST_VALUE = 128;

/**
 * Makes tags of a job, safe as a Terraform value: keys and values are literals.
 *
 * They obey the strictest of the limits that products of Alibaba Cloud document: keys of 1 to 64 characters, values of
 * 1 to 128, neither beginning with `aliyun` or `acs:` nor holding `http://` or `https://`. Nothing is ever cut.
 *
 * @throws DataWorksError `InvalidArgument` that names the tag which breaks a limit, or a field that no job has;
 * `UnresolvedToken` for a prefix that is known only to Terraform.
 *
 * @see https://www.alibabacloud.com/help/tc/vpc/api-tagresources
 *
 * @example
 * new EcsInstance(this, "gateway", { tags: { team: "data", ...jobTags(orders, { prefix: "di-job-" }) } });
 */
export function jobTags(job: AnyDiJob, options: JobTagOptions = {}): Record<string, string> {
  return Object.fromEntries(
    rawJobTags(jobArgument(job, "job"), read(options)).map(([key, value]) => [literal(key), literal(value)]),
  );
}

/** The tags of a job in the texts that the cloud is to get, checked, as pairs of key and value. */
export function rawJobTags(job: AnyDiJob, options: JobTagOptions): [string, string][] {
  const { prefix = "di-job-", fields = DEFAULT_FIELDS } = options;
  const raw = rawJob(job);
  return fields.flatMap((field) => {
    const value = raw[field];
    return value === undefined ? [] : [checkedTag(`${prefix}${JOB_FIELDS[field].tag}`, value)];
  });
}

function checkedTag(key: string, value: string): [string, string] {
  const badKey = problem(key, LONGEST_KEY);
  if (badKey !== undefined) throw invalidArgument(`tag '${key}': its key`, key, `${badKey}: choose another prefix`);
  const badValue = problem(value, LONGEST_VALUE);
  if (badValue !== undefined)
    throw invalidArgument(`tag '${key}': its value`, value, `${badValue}: leave the field out of fields`);
  return [key, value];
}

/** Which limit a key or a value breaks; characters are counted as UTF-16 does, which never counts too few. */
function problem(text: string, longest: number): string | undefined {
  if (text.length < 1 || text.length > longest) return `1 to ${longest} characters are allowed`;
  if (/^(aliyun|acs:)/i.test(text)) return "aliyun and acs: are reserved at the beginning";
  if (/https?:\/\//i.test(text)) return "http:// and https:// are not allowed";
  if (/\p{Cs}/u.test(text)) return "half a character (a lone surrogate) is none to Terraform";
  return undefined;
}
