import type { ApiVersion, DiJobsQuery } from "../../model/query";
import { api20200518 } from "./2020-05-18";
import { api20240518 } from "./2024-05-18";
import type { Api } from "./version";

/** Most jobs a page can hold, in both versions. */
export const PAGE_SIZE = 100;

const APIS: Readonly<Record<ApiVersion, Api>> = { "2020-05-18": api20200518, "2024-05-18": api20240518 };

/** The API in the version that a query asks. */
export function apiOf(query: DiJobsQuery): Api {
  return APIS[query.apiVersion];
}

/** The parameters that ask for one page of a query's answer. */
export function pageParameters(query: DiJobsQuery, pageNumber: number, pageSize = PAGE_SIZE): Record<string, string> {
  const parameters: Record<string, string> = { ProjectId: query.projectId };
  for (const [name, value] of Object.entries(apiOf(query).filters(query)))
    if (value !== undefined) parameters[name] = value;
  return { ...parameters, PageNumber: String(pageNumber), PageSize: String(pageSize) };
}
