import { DataWorksError } from "../errors/error";
import { snapshotInvalid } from "../errors/snapshot";
import { API_VERSIONS } from "../model/api-version";
import { type DiJob, JOB_TEXTS, makeJob, type ToldFields } from "../model/job";
import { canonicalQuery, type DiJobsQuery, describeQuery, QUERY_FIELDS, queryKey } from "../model/query";
import { isId } from "../model/workspace";
import { fieldsOf, type InvalidAt, listOf, NEWER, recordOf, refuseRepeated, shownValue, textOf } from "./fields";
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
  const file: InvalidAt = (flaw, repair) => snapshotInvalid(path, "the outermost object", flaw, repair);
  const json = recordOf(parseJson(text, path), "it", file);
  if (Object.hasOwn(json, "version") && json.version !== 1)
    throw file(`version ${shownValue(json.version)} is not known, only 1 is`, NEWER);
  const { lookups } = fieldsOf(json, ["version", "lookups"], file);
  const snapshot = canonicalSnapshot({
    version: 1,
    lookups: listOf(lookups, "lookups", file).map((value, index) => parseLookup(value, `lookup ${index + 1}`, path)),
  });
  refuseRepeated(
    snapshot.lookups,
    (lookup) => queryKey(lookup.query),
    ({ query }) => file(`two lookups ask for ${describeQuery(query)}`, "keep the newer of the two"),
  );
  return snapshot;
}

function parseLookup(value: unknown, name: string, path: string): SnapshotLookup {
  const entry: InvalidAt = (flaw, repair) => snapshotInvalid(path, name, flaw, repair);
  const fields = fieldsOf(value, ["query", "observedAt", "usedBy", "jobs"], entry);
  const query = parseQuery(fields.query, entry);
  const described = `${name} (${describeQuery(query)})`;
  const lookup: InvalidAt = (flaw, repair) => snapshotInvalid(path, described, flaw, repair);
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

function parseQuery(value: unknown, entry: InvalidAt): DiJobsQuery {
  const given = recordOf(value, "query", entry);
  try {
    if (!isQuery(given)) throw entry("query needs the texts apiVersion, regionId and projectId, and holds only texts");
    const known: readonly string[] = QUERY_FIELDS;
    const unknown = Object.keys(given).find((name) => !known.includes(name));
    if (unknown !== undefined) throw entry(`query has the unknown field '${unknown}'`, NEWER);
    return canonicalQuery(given);
  } catch (error) {
    if (!DataWorksError.is(error) || error.code === "SnapshotInvalid") throw error;
    throw entry(`query: ${error.problems[0].what}`);
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

function parseTime(value: unknown, lookup: InvalidAt): string {
  const time = textOf(value, "observedAt", lookup);
  const date = new Date(/^[-0-9]{10}T[:0-9]{8}Z$/.test(time) ? time : Number.NaN);
  // Compared with its rendering, because February 30 parses, as another day.
  if (Number.isNaN(date.getTime()) || date.toISOString().replace(".000Z", "Z") !== time)
    throw lookup(`observedAt is no time such as '2026-01-31T08:00:00Z': '${time}'`);
  return time;
}

function parseUsedBy(value: unknown, lookup: InvalidAt): SnapshotLookup["usedBy"] {
  const users = Object.entries(recordOf(value, "usedBy", lookup));
  return Object.fromEntries(
    users.map(([path, names]) => [
      path,
      listOf(names, `usedBy '${path}'`, lookup).map((name) => textOf(name, `usedBy '${path}'`, lookup)),
    ]),
  );
}

/** Written for speed: it runs once per job, at every synth. */
function parseJob(value: unknown, query: DiJobsQuery, job: InvalidAt): DiJob {
  const given = recordOf(value, "it", job);
  checkFields(given, job);
  return makeJob(query, given);
}

function checkFields(given: Record<string, unknown>, job: InvalidAt): asserts given is ToldFields & typeof given {
  const diJobId = textOf(given.diJobId, "diJobId", job);
  if (!isId(diJobId)) throw job(`diJobId is no decimal id: '${diJobId}'`);
  let known = 1;
  for (const { name, optional } of JOB_TEXTS) {
    if (optional && given[name] === undefined) continue;
    textOf(given[name], name, job);
    known += 1;
  }
  if (Object.keys(given).length !== known) throw foreignField(given, job);
}

function foreignField(given: Record<string, unknown>, job: InvalidAt): DataWorksError {
  const known: readonly string[] = ["diJobId", ...JOB_TEXTS.map(({ name }) => name)];
  const [name = ""] = Object.keys(given).filter((each) => !known.includes(each));
  return name === "regionId" || name === "projectId"
    ? job(`it names a workspace itself, ${name} ${shownValue(given[name])}: it belongs to that of the query`)
    : job(`the field '${name}' is not known`, NEWER);
}
