import { DataWorksError, snapshotInvalid } from "../errors";
import type { DiJob } from "../job";
import { API_VERSIONS, canonicalQuery, type DiJobsQuery, describeQuery, queryEntries, queryKey } from "../query";
import { isId } from "../workspace";
import { canonicalSnapshot, type Snapshot, type SnapshotLookup } from "./snapshot";
import { parseJson } from "./syntax";

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
  const { version, lookups } = fieldsOf(parseJson(text, path), ["version", "lookups"], file);
  if (version !== 1) throw file(`version ${quoted(version)} is not known, only 1 is`, NEWER);
  const snapshot = canonicalSnapshot({
    version,
    lookups: listOf(lookups, "lookups", file).map((value, index) => parseLookup(value, `lookup ${index + 1}`, path)),
  });
  refuseRepeated(
    snapshot.lookups,
    (lookup) => queryKey(lookup.query),
    ({ query }) => file(`two lookups ask for ${describeQuery(query)}`, "keep the newer of the two"),
  );
  return snapshot;
}

const NEWER = "if a newer release wrote it, install that release: npm install cdktf-dataworks-di-jobs@latest";

/** A place in the file, which knows how to say that something is wrong there. */
type Place = (flaw: string, repair?: string) => DataWorksError;

const JOB_FIELDS: ReadonlySet<string> = new Set<keyof DiJob>([
  "diJobId",
  "jobName",
  "migrationType",
  "sourceDataSourceType",
  "destinationDataSourceType",
  "jobStatus",
  "owner",
]);

function parseLookup(value: unknown, name: string, path: string): SnapshotLookup {
  const entry: Place = (flaw, repair) => snapshotInvalid(path, name, flaw, repair);
  const fields = fieldsOf(value, ["query", "observedAt", "usedBy", "jobs"], entry);
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

/** Written for speed: it runs once per job, at every synth. */
function parseJob(value: unknown, { regionId, projectId }: DiJobsQuery, job: Place): DiJob {
  const given = recordOf(value, "it", job);
  for (const name in given) if (!JOB_FIELDS.has(name)) throw foreignField(name, given[name], job);
  const diJobId = textOf(given.diJobId, "diJobId", job);
  if (!isId(diJobId)) throw job(`diJobId is no decimal id: '${diJobId}'`);
  const parsed = {
    regionId,
    projectId,
    diJobId,
    jobName: textOf(given.jobName, "jobName", job),
    migrationType: textOf(given.migrationType, "migrationType", job),
    sourceDataSourceType: textOf(given.sourceDataSourceType, "sourceDataSourceType", job),
    destinationDataSourceType: textOf(given.destinationDataSourceType, "destinationDataSourceType", job),
    jobStatus: textOf(given.jobStatus, "jobStatus", job),
    importId: `${projectId}:${diJobId}`,
  };
  return given.owner === undefined ? parsed : { ...parsed, owner: textOf(given.owner, "owner", job) };
}

function foreignField(name: string, value: unknown, job: Place): DataWorksError {
  return name === "regionId" || name === "projectId"
    ? job(`it names a workspace itself, ${name} ${quoted(value)}: it belongs to that of the query`)
    : job(`the field '${name}' is not known`, NEWER);
}

function fieldsOf<Name extends string>(value: unknown, names: readonly Name[], place: Place): Record<Name, unknown> {
  const given = recordOf(value, "it", place);
  const missing = names.find((name) => !Object.hasOwn(given, name));
  if (missing !== undefined) throw place(`the field '${missing}' is missing`);
  const unknown = Object.keys(given).find((name) => !names.some((known) => known === name));
  if (unknown !== undefined) throw place(`the field '${unknown}' is not known`, NEWER);
  return given;
}

function recordOf(value: unknown, name: string, place: Place): Record<string, unknown> {
  if (!isRecord(value)) throw place(`${name} is no object`);
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function listOf(value: unknown, name: string, place: Place): readonly unknown[] {
  if (!Array.isArray(value)) throw place(`${name} is no list`);
  return value;
}

function textOf(value: unknown, name: string, place: Place): string {
  if (value === undefined) throw place(`the field '${name}' is missing`);
  if (typeof value !== "string") throw place(`${name} is no text: ${quoted(value)}`);
  return value;
}

function quoted(value: unknown): string {
  return `'${JSON.stringify(value).slice(0, 60)}'`;
}

function refuseRepeated<T>(items: readonly T[], key: (item: T) => string, error: (item: T) => DataWorksError): void {
  const seen = new Set<string>();
  for (const item of items) {
    if (seen.has(key(item))) throw error(item);
    seen.add(key(item));
  }
}
