import { parse } from "lossless-json";
import { type DiJob, fieldsWith, gatherTexts, JOB_TEXTS, makeJob } from "../model/job";
import type { DiJobsQuery } from "../model/query";
import { isId } from "../model/workspace";
import type { Failure } from "./http/failure";
import type { Api, Wire } from "./versions/version";
import { apiOf } from "./versions/versions";

/** One page of a listing. */
export interface Page {
  /** How many jobs all pages have together. */
  readonly totalCount: number;
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
 * Decodes the text of an answer.
 *
 * Tolerates numbers as strings, fields and values it does not know, and no list on an empty page.
 * An object with a code instead of a page is the API's refusal, whatever its status says.
 */
export function decodePage(text: string, query: DiJobsQuery): Page | Failure {
  const api = apiOf(query);
  const body = decodeObject(text);
  if (body === undefined) return unreadable(`no JSON: ${excerpt(text)}`);
  const requestId = typeof body.RequestId === "string" ? body.RequestId : undefined;
  const envelope = body[api.envelope];
  if (!isObject(envelope))
    return typeof body.Code === "string"
      ? { failed: "rejected", apiCode: body.Code, message: String(body.Message ?? ""), requestId }
      : unreadable(`no ${api.envelope}: ${excerpt(text)}`, requestId);
  const totalCount = decodeCount(digits(envelope.TotalCount));
  if (totalCount === undefined) return unreadable(`TotalCount ${shown(envelope.TotalCount)}`, requestId);
  const rows = envelope.DIJobs ?? [];
  if (!Array.isArray(rows)) return unreadable(`DIJobs ${shown(rows)}`, requestId);
  const unknownValues: string[] = [];
  const jobs: DiJob[] = [];
  for (const row of rows) {
    const job = isObject(row) ? decodeJob(row, api, query, unknownValues) : `a job that is ${shown(row)}`;
    if (typeof job === "string") return unreadable(job, requestId);
    jobs.push(job);
  }
  return { totalCount, jobs, unknownValues };
}

/** Reads a JSON object with every digit of its numbers; long ones become texts. */
function decodeObject(text: string): Wire | undefined {
  try {
    // JSON.parse keeps fifteen digits, in a tenth of the time.
    const value: unknown = /\d{16}/.test(text) ? parse(text, undefined, (digits) => digits) : JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
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
  return typeof value === "number" ? String(value) : value;
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

function isObject(value: unknown): value is Wire {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function unreadable(what: string, requestId?: string): Failure {
  return { failed: "unreadable", what, requestId };
}

function excerpt(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line === "" ? "an empty body" : `'${line.slice(0, 60)}${line.length > 60 ? "…" : ""}'`;
}

function shown(value: unknown): string {
  if (value === undefined) return "missing";
  const text = digits(value);
  return typeof text === "string" ? excerpt(text) : JSON.stringify(text).slice(0, 60);
}
