import { invalidArgument, unresolvedToken } from "../errors/arguments";
import { isToken } from "../text/token";
import { isId, isRegionId } from "./workspace";

/** Version of the DataWorks API that is asked. */
export type ApiVersion = "2020-05-18" | "2024-05-18";

/** Every API version that can be asked; the first is the default. */
export const API_VERSIONS: readonly ApiVersion[] = ["2020-05-18", "2024-05-18"];

/**
 * The question a lookup asks, in canonical form: equal questions have equal fields.
 *
 * It says what is asked, never where (endpoint, network) or as whom (credentials).
 */
export interface DiJobsQuery {
  readonly apiVersion: ApiVersion;
  readonly regionId: string;
  readonly projectId: string;
  readonly jobNameLike?: string;
  readonly sourceDataSourceType?: string;
  readonly destinationDataSourceType?: string;
  readonly migrationType?: string;
  readonly specType?: string;
}

/** A question as people write it. */
export interface QueryProps {
  /**
   * Id of the workspace: a positive whole number, as in the console's address bar.
   *
   * Give it as a string when it is beyond 2^53.
   */
  readonly projectId: string | number;
  /**
   * Region of the workspace.
   *
   * @default `ALIBABA_CLOUD_REGION_ID`, then `ALICLOUD_REGION`
   */
  readonly regionId?: string;
  /**
   * Part of a job name, matched loosely by the server (`JobName` in 2020-05-18, `Name` in 2024-05-18).
   *
   * What "loosely" means is the server's affair; {@link DiJobs.findJob} compares whole names.
   *
   * @default every name
   */
  readonly jobNameLike?: string;
  /**
   * Kind of source, such as `MySQL`.
   *
   * @default every kind
   */
  readonly sourceDataSourceType?: string;
  /**
   * Kind of destination, such as `Hologres`.
   *
   * @default every kind
   */
  readonly destinationDataSourceType?: string;
  /**
   * Kind of synchronization; the server filters by it in 2024-05-18, this library in 2020-05-18.
   *
   * @default every kind
   */
  readonly migrationType?: string;
  /**
   * Version of the API.
   *
   * @default `DIJOBS_API_VERSION`, then `2020-05-18`
   */
  readonly apiVersion?: ApiVersion;
  /**
   * Form in which jobs are defined: `FILESPEC`, `CLASSIC` or `ALL` (2024-05-18 only).
   *
   * @default what the server takes as its default
   */
  readonly specType?: string;
}

/** What fills in the parts of a question that its author left out. */
export interface QueryDefaults {
  readonly regionId?: string;
  readonly apiVersion?: string;
}

const TEXT_FILTERS = [
  "jobNameLike",
  "sourceDataSourceType",
  "destinationDataSourceType",
  "migrationType",
  "specType",
] as const;

/** The fields of a query, in the order in which they are written and compared. */
const FIELDS = [
  "apiVersion",
  "regionId",
  "projectId",
  ...TEXT_FILTERS,
] as const satisfies readonly (keyof DiJobsQuery)[];

/**
 * Checks a question and brings it into canonical form.
 *
 * @throws DataWorksError `UnresolvedToken` for a value that is known only to Terraform,
 * `InvalidArgument` for any other value that cannot be asked.
 */
export function canonicalQuery(props: QueryProps, defaults: QueryDefaults = {}): DiJobsQuery {
  for (const [name, value] of Object.entries(props)) if (isToken(value)) throw unresolvedToken(name);
  const query: { -readonly [K in keyof DiJobsQuery]: DiJobsQuery[K] } = {
    apiVersion: canonicalApiVersion(props.apiVersion ?? defaults.apiVersion),
    regionId: canonicalRegionId(props.regionId ?? defaults.regionId),
    projectId: canonicalProjectId(props.projectId),
  };
  for (const name of TEXT_FILTERS) {
    const value = props[name];
    if (value === undefined) continue;
    if (typeof value !== "string" || value.trim() === "")
      throw invalidArgument(name, value, `leave ${name} out to ask for every value`);
    query[name] = value;
  }
  if (query.specType !== undefined && query.apiVersion !== "2024-05-18")
    throw invalidArgument("specType", query.specType, 'specType needs apiVersion: "2024-05-18"');
  return query;
}

/** A text that is the same for equal queries and differs for different ones. */
export function queryKey(query: DiJobsQuery): string {
  return JSON.stringify(FIELDS.map((name) => query[name] ?? null));
}

/** The fields that a query has, in their fixed order, for writing it down. */
export function queryEntries(query: DiJobsQuery): [string, string][] {
  return FIELDS.flatMap((name) => {
    const value = query[name];
    return value === undefined ? [] : [[name, value] as [string, string]];
  });
}

/**
 * Describes a query for people: `cn-shanghai/1967, jobNameLike 'orders'`.
 */
export function describeQuery(query: DiJobsQuery): string {
  const filters = TEXT_FILTERS.flatMap((name) => {
    const value = query[name];
    return value === undefined ? [] : [`${name} '${value}'`];
  });
  const version = query.apiVersion === API_VERSIONS[0] ? [] : [`apiVersion ${query.apiVersion}`];
  return [`${query.regionId}/${query.projectId}`, ...version, ...filters].join(", ");
}

function canonicalApiVersion(value: string | undefined): ApiVersion {
  const version = API_VERSIONS.find((known) => known === (value ?? API_VERSIONS[0]));
  if (version === undefined) throw invalidArgument("apiVersion", value, `use one of ${API_VERSIONS.join(", ")}`);
  return version;
}

function canonicalRegionId(value: unknown): string {
  if (value === undefined)
    throw invalidArgument("regionId", value, "pass regionId, or set ALIBABA_CLOUD_REGION_ID, for example cn-shanghai");
  if (typeof value !== "string" || !isRegionId(value))
    throw invalidArgument("regionId", value, "use a region id such as cn-shanghai");
  return value;
}

function canonicalProjectId(value: unknown): string {
  if (typeof value === "number") {
    if (Number.isSafeInteger(value) && value > 0) return String(value);
    const repair =
      value > Number.MAX_SAFE_INTEGER
        ? "write an id beyond 2^53 as a string, so that no digit is lost"
        : "use the workspace id from the console, a positive whole number";
    throw invalidArgument("projectId", value, repair);
  }
  if (typeof value === "string" && isId(value)) return value;
  throw invalidArgument("projectId", value, "use the workspace id from the console, a positive whole number");
}
