import { type DiJob, fieldsWith, gatherTexts, JOB_TEXTS, makeJob } from "../model/job";
import { type DiJobsQuery, describeQuery } from "../model/query";
import { isId } from "../model/workspace";
import { digits, shownJson } from "./json";
import type { Listed, WireRow } from "./listed";
import { apiOf, jobParameters } from "./versions/versions";

/** The jobs that a query selects, as the server lists them. */
export function listedJobs(query: DiJobsQuery): Listed<DiJob> {
  const { regionId, apiVersion } = query;
  const { callsPerSecond, jobs } = apiOf(apiVersion);
  const { idIn, ...operation } = jobs;
  return {
    ...operation,
    apiVersion,
    regionId,
    callsPerSecond,
    parameters: jobParameters(query),
    where: describeQuery(query),
    noun: "job",
    volatile: "jobStatus",
    idOf: ({ diJobId }) => diJobId,
    decode: (row, unknownValues) => decodeJob(row, digits(idIn(row)), query, unknownValues),
  };
}

/** The documented values of a field, by their spelling in lower case. */
const SPELLINGS = new Map<string, ReadonlyMap<string, string>>(
  fieldsWith("documented").map(({ name, documented }) => [
    name,
    new Map(Object.values(documented).map((value) => [value.toLowerCase(), value])),
  ]),
);

function decodeJob(row: WireRow, diJobId: unknown, query: DiJobsQuery, unknownValues: string[]): DiJob | string {
  if (typeof diJobId !== "string" || !isId(diJobId)) return `a job with the id ${shownJson(diJobId)}`;
  if (digits(row.ProjectId) !== query.projectId)
    return `job ${diJobId} of another workspace, ${shownJson(row.ProjectId)}`;
  for (const { wire, required } of JOB_TEXTS) {
    const value = row[wire] ?? (required ? row[wire] : "");
    if (typeof value !== "string") return `job ${diJobId} whose ${wire} is ${shownJson(value)}`;
  }
  const told = gatherTexts(diJobId, ({ name, wire, optional }) => {
    const value = row[wire];
    if (typeof value !== "string" && optional) return undefined;
    return documented(name, typeof value === "string" ? value : "", unknownValues);
  });
  return makeJob(query, told);
}

/** The documented spelling of a value; one that is not documented passes as it is, and is noted. */
function documented(field: string, text: string, unknownValues: string[]): string {
  const spellings = SPELLINGS.get(field);
  if (spellings === undefined) return text;
  const known = spellings.get(text.toLowerCase());
  if (known === undefined) unknownValues.push(`${field} '${text}'`);
  return known ?? text;
}
