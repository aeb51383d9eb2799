import { DataWorksError, snapshotInvalid } from "../errors";
import type { DiJob } from "../job";
import { API_VERSIONS, canonicalQuery, type DiJobsQuery, describeQuery, queryEntries, queryKey } from "../query";
import { isId } from "../workspace";
import { renderSnapshot } from "./render";
import { canonicalSnapshot, type Snapshot, type SnapshotLookup } from "./snapshot";
import { parseJson, refuseRepeatedKeys } from "./syntax";

/**
 * Parses the text of a snapshot. Lookups and jobs may stand in any order, as a merge may leave them.
 *
 * Checked by hand: a schema library would take longer to load than the file to read.
 *
 * @param path names the file in errors.
 * @throws DataWorksError `SnapshotInvalid` that names the line or the entry, and the repair.
 */
export function parseSnapshot(text: string, path: string): Snapshot {
  const file: Place = (flaw, repair) => snapshotInvalid(path, "the outermost object", flaw, repair);
  const { version, lookups } = fieldsOf(parseJson(text, path), ["version", "lookups"], [], file);
  if (version !== 1) throw file(`version ${JSON.stringify(version)} is not known, only 1 is`, NEWER);
  const snapshot = canonicalSnapshot({
    version,
    lookups: listOf(lookups, "lookups", file).map((value, index) => parseLookup(value, `lookup ${index + 1}`, path)),
  });
  refuseRepeated(
    snapshot.lookups,
    (lookup) => queryKey(lookup.query),
    ({ query }) => file(`two lookups ask for ${describeQuery(query)}`, "keep the newer of the two"),
  );
  // Only a text that is not exactly as written can hide a key that stands twice.
  if (renderSnapshot(snapshot) !== text.replaceAll("\r\n", "\n")) refuseRepeatedKeys(text, path);
  return snapshot;
}

const NEWER = "if a newer release wrote it, install that release: npm install cdktf-dataworks-di-jobs@latest";

/** A place in the file, which knows how to say that something is wrong there. */
type Place = (flaw: string, repair?: string) => DataWorksError;

const JOB_FIELDS = [
  "diJobId",
  "jobName",
  "migrationType",
  "sourceDataSourceType",
  "destinationDataSourceType",
  "jobStatus",
] as const satisfies readonly (keyof DiJob)[];

function parseLookup(value: unknown, name: string, path: string): SnapshotLookup {
  const entry: Place = (flaw, repair) => snapshotInvalid(path, name, flaw, repair);
  const fields = fieldsOf(value, ["query", "observedAt", "usedBy", "jobs"], [], entry);
  const query = parseQuery(fields.query, entry);
  const described = `${name} (${describeQuery(query)})`;
  const lookup: Place = (flaw, repair) => snapshotInvalid(path, described, flaw, repair);
  const jobs = listOf(fields.jobs, "jobs", lookup).map((job, index) =>
    parseJob(job, query, (flaw, repair) => snapshotInvalid(path, `${described}, job ${index + 1}`, flaw, repair)),
  );
  refuseRepeated(
    jobs,
    (job) => job.diJobId,
    ({ diJobId }) => lookup(`the job '${diJobId}' stands in it twice`),
  );
  return { query, observedAt: parseTime(fields.observedAt, lookup), usedBy: parseUsedBy(fields.usedBy, lookup), jobs };
}

function parseQuery(value: unknown, entry: Place): DiJobsQuery {
  const given = recordOf(value, "query", entry);
  try {
    if (!isQuery(given)) throw entry("query needs the texts apiVersion, regionId and projectId, and holds only texts");
    const query = canonicalQuery(given);
    const known = queryEntries(query).map(([name]) => name);
    const unknown = Object.keys(given).find((name) => !known.includes(name));
    if (unknown !== undefined) throw entry(`query has the unknown field '${unknown}'`, NEWER);
    return query;
  } catch (error) {
    if (!DataWorksError.is(error) || error.code === "SnapshotInvalid") throw error;
    throw entry(`query: ${error.message.split("\n")[0]}`);
  }
}

function isQuery(value: Record<string, unknown>): value is Record<string, unknown> & DiJobsQuery {
  const needed = ["apiVersion", "regionId", "projectId"].every((name) => Object.hasOwn(value, name));
  return (
    needed &&
    API_VERSIONS.some((version) => version === value.apiVersion) &&
    Object.values(value).every((text) => typeof text === "string")
  );
}

function parseTime(value: unknown, lookup: Place): string {
  const time = textOf(value, "observedAt", lookup);
  const date = new Date(/^[-0-9]{10}T[:0-9]{8}Z$/.test(time) ? time : Number.NaN);
  // Compared with its rendering, because February 30 parses, as another day.
  if (Number.isNaN(date.getTime()) || date.toISOString().replace(".000Z", "Z") !== time)
    throw lookup(`observedAt is no time such as '2026-01-31T08:00:00Z': '${time}'`);
  return time;
}

function parseUsedBy(value: unknown, lookup: Place): SnapshotLookup["usedBy"] {
  const users = Object.entries(recordOf(value, "usedBy", lookup));
  return Object.fromEntries(
    users.map(([path, names]) => [
      path,
      listOf(names, `usedBy '${path}'`, lookup).map((name) => textOf(name, `usedBy '${path}'`, lookup)),
    ]),
  );
}

function parseJob(value: unknown, { regionId, projectId }: DiJobsQuery, job: Place): DiJob {
  const given = recordOf(value, "the job", job);
  for (const [name, asked] of Object.entries({ regionId, projectId }))
    if (Object.hasOwn(given, name) && given[name] !== asked)
      throw job(`${name} ${JSON.stringify(given[name])} is another workspace than the query's`);
  const fields = fieldsOf(given, JOB_FIELDS, ["owner"], job);
  const text = (name: keyof typeof fields) => textOf(fields[name], name, job);
  const diJobId = text("diJobId");
  if (!isId(diJobId)) throw job(`diJobId is no decimal id: '${diJobId}'`);
  return {
    regionId,
    projectId,
    diJobId,
    jobName: text("jobName"),
    migrationType: text("migrationType"),
    sourceDataSourceType: text("sourceDataSourceType"),
    destinationDataSourceType: text("destinationDataSourceType"),
    jobStatus: text("jobStatus"),
    ...(fields.owner === undefined ? {} : { owner: text("owner") }),
    importId: `${projectId}:${diJobId}`,
  };
}

function fieldsOf<Needed extends string, Optional extends string>(
  value: unknown,
  needed: readonly Needed[],
  optional: readonly Optional[],
  place: Place,
): Record<Needed | Optional, unknown> {
  const given = recordOf(value, "it", place);
  const missing = needed.find((name) => !Object.hasOwn(given, name));
  if (missing !== undefined) throw place(`the field '${missing}' is missing`);
  const known: readonly string[] = [...needed, ...optional];
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) throw place(`the field '${unknown}' is not known`, NEWER);
  return given;
}

function recordOf(value: unknown, name: string, place: Place): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw place(`${name} is no object`);
  return Object.fromEntries(Object.entries(value));
}

function listOf(value: unknown, name: string, place: Place): readonly unknown[] {
  if (!Array.isArray(value)) throw place(`${name} is no list`);
  return value;
}

function textOf(value: unknown, name: string, place: Place): string {
  if (typeof value !== "string") throw place(`${name} is no text: ${JSON.stringify(value)}`);
  return value;
}

function refuseRepeated<T>(items: readonly T[], key: (item: T) => string, error: (item: T) => DataWorksError): void {
  const seen = new Set<string>();
  for (const item of items) {
    if (seen.has(key(item))) throw error(item);
    seen.add(key(item));
  }
}
