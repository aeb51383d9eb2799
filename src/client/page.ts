import { type DiJob, fieldsWith, gatherTexts, JOB_TEXTS, makeJob } from "../model/job";
import type { DiJobsQuery } from "../model/query";
import { isId } from "../model/workspace";
import { excerpt } from "../text/visible";
import type { Failure } from "./http/failure";
import type { Reply } from "./http/reply";
import { InexactJson, isObject, parseExactly, WrittenNumber } from "./json";
import { refusalIn, refusalInXml } from "./refusal";
import type { Api, Wire } from "./versions/version";
import { apiOf } from "./versions/versions";

/** One page of a listing. */
export interface Page {
  /** How many jobs all pages have together, as the server says; some count those of the page. */
  readonly totalCount: number;
  /** The page that the server says it is, where it says so. */
  readonly pageNumber?: number | undefined;
  /** The most jobs that its pages have, where the server says so. */
  readonly pageSize?: number | undefined;
  readonly jobs: readonly DiJob[];
  /** Values outside the documentation, as `migrationType 'api_Full'`. */
  readonly unknownValues: readonly string[];
}

/** The documented values of a field, by their spelling in lower case. */
const SPELLINGS = new Map<string, ReadonlyMap<string, string>>(
  fieldsWith("documented").map(({ name, documented }) => [
    name,
    new Map(Object.values(documented).map((value) => [value.toLowerCase(), value])),
  ]),
);

/**
 * Decodes an answer.
 *
 * Tolerates numbers as strings, fields and values it does not know, and no list on an empty page. An answer that tells
 * of a failure is that failure, whatever its status and whatever list stands beside it.
 */
export function decodePage(reply: Reply, query: DiJobsQuery): Page | Failure {
  const { text, contentType, statusCode = 200, retryAfterMs } = reply;
  const api = apiOf(query);
  const body = decodeObject(text);
  const { RequestId, [api.envelope]: envelope } = isObject(body) ? body : {};
  const requestId = typeof RequestId === "string" ? excerpt(RequestId, 100) : reply.requestId;
  const facts = { statusCode: reply.statusCode, requestId, retryAfterMs };
  const unreadable = (what: string): Failure => ({ failed: "unreadable", what, ...facts });

  const refusal = isObject(body) ? (refusalIn(body) ?? refusalIn(envelope)) : refusalInXml(text);
  if (refusal !== undefined) {
    const told = statusCode < 400 ? refusal.statusCode : undefined;
    return { failed: "rejected", ...refusal, ...facts, statusCode: told ?? reply.statusCode };
  }
  if (statusCode >= 400) return unreadable(contentType ?? "no content");
  if (!isObject(body)) return unreadable(`${body}: ${text.trim() === "" ? "an empty body" : shown(text)}`);
  if (!isObject(envelope)) return unreadable(`no ${api.envelope}: ${shown(text)}`);
  const totalCount = decodeCount(digits(envelope.TotalCount));
  if (totalCount === undefined) return unreadable(`TotalCount ${shown(envelope.TotalCount)}`);
  const echoes: { pageNumber?: number; pageSize?: number } = {};
  for (const [name, key] of [
    ["PageNumber", "pageNumber"],
    ["PageSize", "pageSize"],
  ] as const) {
    const value = envelope[name];
    if (value === undefined || value === null) continue;
    const count = decodeCount(digits(value));
    if (count === undefined) return unreadable(`${name} ${shown(value)}`);
    echoes[key] = count;
  }
  const rows = envelope.DIJobs ?? [];
  if (!Array.isArray(rows)) return unreadable(`DIJobs ${shown(rows)}`);
  const unknownValues: string[] = [];
  const jobs: DiJob[] = [];
  for (const row of rows) {
    const job = isObject(row) ? decodeJob(row, api, query, unknownValues) : `a job that is ${shown(row)}`;
    if (typeof job === "string") return unreadable(job);
    jobs.push(job);
  }
  return { totalCount, ...echoes, jobs, unknownValues };
}

/**
 * What tells that a page is not the one that was asked for, if it is not.
 *
 * A server may have smaller pages than it was asked for; which, its first page tells.
 */
export function otherPage(page: Page, pageNumber: number, pageSize: number): string | undefined {
  const { jobs, pageNumber: number = pageNumber, pageSize: size = pageSize } = page;
  if (number !== pageNumber) return `page ${number} where page ${pageNumber} was asked for`;
  if (size > pageSize || size === 0 || (size < pageSize && pageNumber > 1))
    return `page ${number} of ${size} jobs where ${pageSize} were asked for`;
  return jobs.length > size ? `page ${number} with ${jobs.length} jobs where ${size} were asked for` : undefined;
}

/** An object, or what is wrong with the text. */
function decodeObject(text: string): Wire | string {
  try {
    const value = parseExactly(text);
    return isObject(value) ? value : "no JSON";
  } catch (error) {
    return error instanceof InexactJson ? error.message : "no JSON";
  }
}

/** A job, or what is wrong with it. */
function decodeJob(row: Wire, api: Api, query: DiJobsQuery, unknownValues: string[]): DiJob | string {
  const diJobId = digits(api.jobId(row));
  if (typeof diJobId !== "string" || !isId(diJobId)) return `a job with the id ${shown(diJobId)}`;
  if (digits(row.ProjectId) !== query.projectId) return `job ${diJobId} of another workspace, ${shown(row.ProjectId)}`;
  for (const { wire, required } of JOB_TEXTS) {
    const value = row[wire] ?? (required ? row[wire] : "");
    if (typeof value !== "string") return `job ${diJobId} whose ${wire} is ${shown(value)}`;
  }
  const told = gatherTexts(diJobId, ({ name, wire, optional }) => {
    const value = row[wire];
    if (typeof value !== "string" && optional) return undefined;
    return documented(name, typeof value === "string" ? value : "", unknownValues);
  });
  return makeJob(query, told);
}

/** A number as the text of it. */
function digits(value: unknown): unknown {
  return value instanceof WrittenNumber ? value.text : value;
}

/** The documented spelling of a value; one that is not documented passes as it is, and is noted. */
function documented(field: string, text: string, unknownValues: string[]): string {
  const spellings = SPELLINGS.get(field);
  if (spellings === undefined) return text;
  const known = spellings.get(text.toLowerCase());
  if (known === undefined) unknownValues.push(`${field} '${text}'`);
  return known ?? text;
}

function decodeCount(value: unknown): number | undefined {
  return typeof value === "string" && /^(0|[1-9][0-9]{0,9})$/.test(value) ? Number(value) : undefined;
}

/** Something that does not belong where it stands, short enough for a message. */
function shown(value: unknown): string {
  if (value === undefined) return "missing";
  const text = digits(value);
  return typeof text === "string" ? `'${excerpt(text, 60)}'` : excerpt(JSON.stringify(text), 60);
}
