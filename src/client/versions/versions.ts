import type { ApiVersion } from "../../model/api-version";
import type { JobFilter } from "../../model/filter";
import { type DiJobsQuery, filteredBy, QUERY_FILTER_ROWS } from "../../model/query";
import { api20200518 } from "./2020-05-18";
import { api20240518 } from "./2024-05-18";
import type { Api } from "./version";

/** Most items a page can hold, in both versions. */
export const PAGE_SIZE = 100;

const APIS: Readonly<Record<ApiVersion, Api>> = { "2020-05-18": api20200518, "2024-05-18": api20240518 };

/** The API in a version. */
export function apiOf(version: ApiVersion): Api {
  return APIS[version];
}

/** The parameters that ask for the jobs of a query. */
export function jobParameters(query: DiJobsQuery): Record<string, string> {
  const parameters: Record<string, string> = { ProjectId: query.projectId };
  for (const { name, wire, everything } of QUERY_FILTER_ROWS) {
    const parameter = wire[query.apiVersion];
    const value = query[name] ?? everything;
    if (parameter !== undefined && value !== undefined) parameters[parameter] = value;
  }
  return parameters;
}

/** What the server cannot filter in the version of a query, and is filtered here. */
export function localFilter(query: DiJobsQuery): JobFilter {
  const local = QUERY_FILTER_ROWS.filter((filter) => filteredBy(filter, query.apiVersion) === "us");
  return Object.fromEntries(
    local.flatMap(({ name, field }) => {
      const value = query[name];
      return field === undefined || value === undefined ? [] : [[field, value]];
    }),
  );
}
