import { DataWorksError } from "../errors/error";
import { snapshotInvalid } from "../errors/snapshot";
import { API_VERSIONS } from "../model/api-version";
import { type DiJob, JOB_TEXTS, makeJob, type ToldFields } from "../model/job";
import { canonicalQuery, type DiJobsQuery, describeQuery, QUERY_FIELDS, queryKey } from "../model/query";
import { UNKNOWN_APP, type Use } from "../model/use";
import { isId, isNamedWorkspace } from "../model/workspace";
import { fieldsOf, type InvalidAt, listOf, NEWER, recordOf, refuseRepeated, shownValue, textOf } from "./fields";
import { canonicalSnapshot, type Snapshot, type SnapshotLookup } from "./snapshot";
import { parseJson } from "./syntax";

const FIELDS = ["query", "observedAt", "usedBy", "jobs"] as const;

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
  const version = parseVersion(json, file);
  const fields = fieldsOf(json, version === 1 ? ["version", "lookups"] : ["version", "workspaces", "lookups"], file);
  const lookups = listOf(fields.lookups, "lookups", file);
  const snapshot = canonicalSnapshot({
    version,
    workspaces: version === 1 ? new Map() : parseWorkspaces(fields.workspaces, file),
    lookups: lookups.map((value, index) => parseLookup(value, `lookup ${index + 1}`, path, version)),
  });
  refuseRepeated(
    snapshot.lookups,
    (lookup) => queryKey(lookup.query),
    ({ query }) => file(`two lookups ask for ${describeQuery(query)}`, "keep the newer of the two"),
  );
  return snapshot;
}

function parseVersion(json: Record<string, unknown>, file: InvalidAt): Snapshot["version"] {
  if (!Object.hasOwn(json, "version")) throw file("the field 'version' is missing");
  const { version } = json;
  if (version !== 1 && version !== 2)
    throw file(`version ${shownValue(version)} is not known, only 1 and 2 are`, NEWER);
  return version;
}

function parseWorkspaces(value: unknown, file: InvalidAt): Map<string, string> {
  const entries = Object.entries(recordOf(value, "workspaces", file));
  return new Map(
    entries.map(([name, id]) => {
      const projectId = textOf(id, `workspaces '${name}'`, file);
      if (!isNamedWorkspace(name)) throw file(`workspaces '${name}' is not <regionId>/<projectName>`);
      if (!isId(projectId)) throw file(`workspaces '${name}' is no decimal id: '${projectId}'`);
      return [name, projectId];
    }),
  );
}

function parseLookup(value: unknown, name: string, path: string, version: Snapshot["version"]): SnapshotLookup {
  const entry: InvalidAt = (flaw, repair) => snapshotInvalid(path, name, flaw, repair);
  const fields = fieldsOf(value, FIELDS, entry, version === 1 ? undefined : "partial");
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
  const observedAt = parseTime(fields.observedAt, lookup);
  const usedBy = version === 1 ? parseUses(fields.usedBy, UNKNOWN_APP, lookup) : parseApps(fields.usedBy, lookup);
  return { query, observedAt, ...parsePartial(fields.partial, lookup), usedBy, jobs };
}

function parsePartial(value: unknown, lookup: InvalidAt): Pick<SnapshotLookup, "partial"> {
  if (value === undefined) return {};
  if (value !== true) throw lookup(`partial can only be true: ${shownValue(value)}`);
  return { partial: true };
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
  const date = new Date(time);
  // Compared with its rendering, because February 30 parses, as another day; years of six digits are what they say.
  if (time.length !== 20 || Number.isNaN(date.getTime()) || date.toISOString().replace(".000Z", "Z") !== time)
    throw lookup(`observedAt is no time such as '2026-01-31T08:00:00Z': '${time}'`);
  return time;
}

/** Version 2 tells apps apart. */
function parseApps(value: unknown, lookup: InvalidAt): Use[] {
  const apps = Object.entries(recordOf(value, "usedBy", lookup));
  return apps.flatMap(([app, uses]) => parseUses(uses, app, lookup, ` '${app}'`));
}

function parseUses(value: unknown, app: string, lookup: InvalidAt, where = ""): Use[] {
  const uses = Object.entries(recordOf(value, `usedBy${where}`, lookup));
  return uses.map(([construct, names]) => {
    const place = `usedBy${where} '${construct}'`;
    return { app, construct, names: listOf(names, place, lookup).map((name) => textOf(name, place, lookup)) };
  });
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
