import type { ApiVersion } from "../../model/api-version";
import { type DiJob, JOB_TEXTS } from "../../model/job";
import { type FilterName, QUERY_FILTER_ROWS } from "../../model/query";
import type { ServiceTraits, VersionTraits } from "../../model/service-traits";
import { isId } from "../../model/workspace";
import type { CompleteWorkspace } from "../emulated-workspace";
import { type ApiError, apiError } from "./api-error";
import type { Action } from "./fault";
import type { CallSelection, ItemPage, PageRequest } from "./listing";

/** A value of an answer; bigint is an integer of any size. */
export type WireValue = string | bigint | boolean | null | readonly WireValue[] | WireObject;

/** An object of an answer. */
export interface WireObject {
  readonly [name: string]: WireValue;
}

/** Parameters of a call, by name. */
export type CallParameters = Readonly<Record<string, string>>;

/** What one version of the API says in its own words. */
export interface Wire {
  readonly version: ApiVersion;
  readonly operations: Readonly<Record<Action, Operation>>;
  /** A job as this version shows it. */
  job(job: DiJob): WireObject;
  /** A workspace as this version shows it. */
  workspace(workspace: CompleteWorkspace): WireObject;
}

/** An operation in the words of a version. */
export interface Operation {
  /** Where the parameters stand: in the form of a POST or in the query of a GET. */
  readonly method: "POST" | "GET";
  /** Name of the object around the page. */
  readonly envelope: string;
  /** Name of the list in it. */
  readonly list: string;
}

const PAGE_SIZE_DEFAULT = 10;
const PAGE_SIZE_MAX = 100;

/** Reads which jobs a call asks for, or tells why that cannot be read. */
export function readSelection(
  { version }: Wire,
  parameters: CallParameters,
  traits: VersionTraits,
): CallSelection | ApiError {
  const { ProjectId: projectId } = parameters;
  if (projectId === undefined || projectId === "") return apiError("MissingProjectId");
  if (!isId(projectId)) return notValid("ProjectId");
  const unsaid = version === "2024-05-18" ? { specType: traits[version].specTypeDefault } : {};
  return { ...unsaid, ...readFilters(version, parameters), projectId };
}

/** Reads which page a call asks for, or tells why that cannot be read. */
export function readPage(
  { PageNumber, PageSize }: CallParameters,
  { pageSizeBeyond, pageSizeMost }: ServiceTraits,
): PageRequest | ApiError {
  const pageNumber = readCount(PageNumber, 1);
  if (pageNumber === undefined) return notValid("PageNumber");
  const pageSize = readCount(PageSize, PAGE_SIZE_DEFAULT);
  if (pageSize === undefined || (pageSize > PAGE_SIZE_MAX && pageSizeBeyond === "refused")) return notValid("PageSize");
  return { pageNumber, pageSize: Math.min(pageSize, pageSizeMost), askedSize: pageSize };
}

/** Puts a page into a version's words. */
export function renderPage(
  { envelope, list }: Operation,
  { totalCount, pageNumber, pageSize, items }: ItemPage<WireObject>,
  { emptyList, idsAs }: ServiceTraits,
): WireObject {
  const empty = { list: { [list]: [] }, null: { [list]: null }, missing: {} }[emptyList];
  const shown = idsAs === "text" ? items.map(withIdsAsTexts) : items;
  return {
    [envelope]: {
      TotalCount: BigInt(totalCount),
      PageNumber: BigInt(pageNumber),
      ...(pageSize === undefined ? {} : { PageSize: BigInt(pageSize) }),
      ...(items.length === 0 ? empty : { [list]: shown }),
    },
  };
}

/** An item whose ids, its only numbers, are texts. */
function withIdsAsTexts(item: WireObject): WireObject {
  const entries = Object.entries(item).map(([name, value]) => [name, typeof value === "bigint" ? `${value}` : value]);
  return Object.fromEntries(entries);
}

/** Everything but the id of a job, in the words of a version. */
export function wireFields(job: DiJob, version: ApiVersion): WireObject {
  const fields: { [name: string]: WireValue } = { ProjectId: BigInt(job.projectId) };
  for (const { name, wire, onlyIn = version } of JOB_TEXTS) {
    const text = job[name];
    if (text !== undefined && onlyIn === version) fields[wire] = text;
  }
  return fields;
}

/** The filters that the version has, as far as they are given and not empty. */
function readFilters(version: ApiVersion, parameters: CallParameters): Partial<Record<FilterName, string>> {
  const given = QUERY_FILTER_ROWS.map(({ name, wire }) => [name, parameters[wire[version] ?? ""]] as const);
  return Object.fromEntries(given.filter(([, text]) => text !== undefined && text !== ""));
}

/** A whole number from 1; `undefined` when it is none. */
function readCount(text: string | undefined, otherwise: number): number | undefined {
  if (text === undefined || text === "") return otherwise;
  return /^[1-9][0-9]{0,8}$/.test(text) ? Number(text) : undefined;
}

function notValid(name: string): ApiError {
  return apiError("InvalidParameter", { message: `The specified parameter ${name} is not valid.` });
}
