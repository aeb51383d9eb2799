import { invalidArgument, unresolvedToken } from "../errors/arguments";
import { isToken } from "../text/token";
import { API_VERSIONS, type ApiVersion, canonicalApiVersion } from "./api-version";
import { type Forms, form, formsOf, oneOf, optional, text } from "./arguments";
import type { JobFilter } from "./filter";
import {
  canonicalProjectId,
  canonicalProjectName,
  canonicalRegionId,
  type NamedWorkspace,
  PROJECT_ID_REPAIR,
  PROJECT_NAME_REPAIR,
  type Workspace,
  workspaceName,
} from "./workspace";

/** A question as people write it. */
export interface QueryProps {
  /**
   * Id of the workspace: a positive whole number, as in the console's address bar.
   *
   * Give it as a string when it is beyond 2^53.
   *
   * @default the workspace that `projectName` names; exactly one of the two is needed
   */
  readonly projectId?: string | number;
  /**
   * Name of the workspace: the identifier that people type, such as `orders_prod`, exactly and with regard to case;
   * never its display name.
   *
   * ListProjects finds its id, once for each account and region.
   *
   * @default the workspace that `projectId` names; exactly one of the two is needed
   */
  readonly projectName?: string;
  /**
   * Region of the workspace.
   *
   * @default `ALIBABA_CLOUD_REGION_ID`, then `ALICLOUD_REGION`
   */
  readonly regionId?: string;
  /**
   * Part of a job name, matched loosely by the server (`JobName` in 2020-05-18, `Name` in 2024-05-18).
   *
   * What "loosely" means is the server's affair; {@link DiJobsConstruct.findJob | DiJobs.findJob} compares whole names.
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
   * @default `ALL`
   */
  readonly specType?: string;
}

/** What fills in the parts of a question that its author left out. */
export interface QueryDefaults {
  readonly regionId?: string;
  readonly apiVersion?: string;
}

/** A property of a question that selects some of the jobs of a workspace. */
export type FilterName = Exclude<keyof QueryProps, "apiVersion" | "regionId" | "projectId" | "projectName">;

/**
 * The question a lookup asks, in canonical form: equal questions have equal fields.
 *
 * It says what is asked, never where (endpoint, network) or as whom (credentials).
 */
export interface DiJobsQuery extends Workspace, Pick<QueryProps, FilterName> {
  readonly apiVersion: ApiVersion;
}

/** A question about a workspace of which the name is known, and not yet the id. */
export interface NamedQuery extends NamedWorkspace, Omit<DiJobsQuery, keyof Workspace> {}

/** A question in canonical form, as it is asked. */
export type AskedQuery = DiJobsQuery | NamedQuery;

/** What is known about a filter, wherever questions are asked, written, compared or answered. */
export interface QueryFilter {
  /** Name of its parameter in each version; where the server has none, we filter by the field, if that can be. */
  readonly wire: Readonly<Record<ApiVersion, string | undefined>>;
  /** The field of a job that it compares, without regard to case. */
  readonly field?: keyof JobFilter;
  /** A part of the field may be enough: which, only the server knows. */
  readonly loosely?: true;
  /** The value that leaves nothing out: asked for by default, and the only one that does not ask for a part. */
  readonly everything?: string;
}

/** All that other files know about filters, in the order in which they are written. */
const QUERY_FILTERS = {
  jobNameLike: { wire: { "2020-05-18": "JobName", "2024-05-18": "Name" }, field: "jobName", loosely: true },
  sourceDataSourceType: {
    wire: { "2020-05-18": "SourceDataSourceType", "2024-05-18": "SourceDataSourceType" },
    field: "sourceDataSourceType",
  },
  destinationDataSourceType: {
    wire: { "2020-05-18": "DestinationDataSourceType", "2024-05-18": "DestinationDataSourceType" },
    field: "destinationDataSourceType",
  },
  migrationType: { wire: { "2020-05-18": undefined, "2024-05-18": "MigrationType" }, field: "migrationType" },
  specType: { wire: { "2020-05-18": undefined, "2024-05-18": "SpecType" }, everything: "ALL" },
} as const satisfies Record<FilterName, QueryFilter>;

/** The rows of the table with the names of their properties. */
export const QUERY_FILTER_ROWS = Object.entries<QueryFilter>(QUERY_FILTERS).map(([name, filter]) => {
  return { name: name as FilterName, ...filter };
});

/** The kind of each property; {@link canonicalQuery} knows which values can be asked. */
export const QUERY_FORMS: Forms<QueryProps> = {
  apiVersion: optional(oneOf(API_VERSIONS)),
  regionId: optional(text),
  projectId: optional(form((value) => typeof value === "string" || typeof value === "number", PROJECT_ID_REPAIR)),
  projectName: optional(form((value) => typeof value === "string", PROJECT_NAME_REPAIR)),
  ...formsOf<Pick<QueryProps, FilterName>>(QUERY_FILTER_ROWS, optional(text)),
};

/** The fields of a query, in the order in which they are written and compared. */
export const QUERY_FIELDS: readonly (keyof DiJobsQuery)[] = [
  "apiVersion",
  "regionId",
  "projectId",
  ...QUERY_FILTER_ROWS.map(({ name }) => name),
];

/** Who filters: the server, or this library after everything was listed; nobody can in some versions. */
export function filteredBy({ wire, field, loosely }: QueryFilter, version: ApiVersion): "server" | "us" | "nobody" {
  if (wire[version] !== undefined) return "server";
  return field === undefined || loosely ? "nobody" : "us";
}

/**
 * Checks a question and brings it into canonical form.
 *
 * @throws DataWorksError `UnresolvedToken` for a value that is known only to Terraform,
 * `InvalidArgument` for any other value that cannot be asked.
 */
export function canonicalQuery(
  props: Omit<QueryProps, "projectId" | "projectName"> & { readonly projectId: string | number },
  defaults?: QueryDefaults,
): DiJobsQuery;
export function canonicalQuery(props: QueryProps, defaults?: QueryDefaults): AskedQuery;
export function canonicalQuery(props: QueryProps, defaults: QueryDefaults = {}): AskedQuery {
  for (const [name, value] of Object.entries(props)) if (isToken(value)) throw unresolvedToken(name);
  const query: { -readonly [K in FilterName]?: string } & AskedQuery = {
    apiVersion: canonicalApiVersion(props.apiVersion ?? defaults.apiVersion),
    regionId: canonicalRegionId(props.regionId ?? defaults.regionId),
    ...canonicalProject(props),
  };
  for (const filter of QUERY_FILTER_ROWS) {
    const { name } = filter;
    const value = props[name];
    if (value === undefined) continue;
    if (typeof value !== "string" || value.trim() === "")
      throw invalidArgument(name, value, `leave ${name} out to ask for every value`);
    if (/\p{Cs}/u.test(value))
      throw invalidArgument(name, value, "half a character (a lone surrogate) cannot be asked");
    if (filteredBy(filter, query.apiVersion) === "nobody") {
      const able = API_VERSIONS.filter((version) => filteredBy(filter, version) !== "nobody");
      throw invalidArgument(
        name,
        value,
        `${name} needs apiVersion: ${able.map((version) => `"${version}"`).join(" or ")}`,
      );
    }
    if (!asksForEverything(filter, value)) query[name] = value;
  }
  return query;
}

/** Tells whether a query asks for every job of its workspace. */
export function coversWorkspace(query: AskedQuery): boolean {
  return QUERY_FILTER_ROWS.every((filter) => asksForEverything(filter, query[filter.name]));
}

/** A text that is the same for equal queries and differs for different ones. */
export function queryKey(query: AskedQuery): string {
  const { projectName, ...rest } = { projectName: undefined, projectId: undefined, ...query };
  return JSON.stringify([
    ...QUERY_FIELDS.map((name) => rest[name] ?? null),
    ...(projectName === undefined ? [] : [projectName]),
  ]);
}

/** The fields that a query has, in their fixed order, for writing it down. */
export function queryEntries(query: DiJobsQuery): [string, string][] {
  return QUERY_FIELDS.flatMap((name) => {
    const value = query[name];
    return value === undefined ? [] : [[name, value] as [string, string]];
  });
}

/**
 * Describes a query for people: `cn-shanghai/1967, jobNameLike 'orders'`.
 */
export function describeQuery(query: AskedQuery): string {
  const filters = QUERY_FILTER_ROWS.flatMap(({ name }) => {
    const value = query[name];
    return value === undefined ? [] : [`${name} '${value}'`];
  });
  const version = query.apiVersion === API_VERSIONS[0] ? [] : [`apiVersion ${query.apiVersion}`];
  return [workspaceName(query), ...version, ...filters].join(", ");
}

/** The workspace of a question: exactly one of its id and its name. */
function canonicalProject({
  projectId,
  projectName,
}: QueryProps): Pick<Workspace, "projectId"> | Pick<NamedWorkspace, "projectName"> {
  if (projectName === undefined) {
    if (projectId === undefined)
      throw invalidArgument("projectId", undefined, `pass projectName, or projectId: ${PROJECT_ID_REPAIR}`);
    return { projectId: canonicalProjectId(projectId) };
  }
  if (projectId !== undefined)
    throw invalidArgument("projectName", projectName, "pass one of projectId and projectName, not both");
  return { projectName: canonicalProjectName(projectName) };
}

/** The question of a named workspace, now that its id is known. */
export function resolvedQuery({ projectName: _, ...rest }: NamedQuery, projectId: string): DiJobsQuery {
  return { ...rest, projectId };
}

function asksForEverything({ everything }: QueryFilter, value: string | undefined): boolean {
  return value === undefined || value.toLowerCase() === everything?.toLowerCase();
}
