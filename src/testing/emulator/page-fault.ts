import { type DiJob, mapTexts } from "../../model/job";
import { apiError } from "./api-error";
import type { Fault } from "./fault";
import type { ItemPage, PageRequest } from "./listing";
import type { WireObject, WireValue } from "./wire";

/** What a fault makes of the part that a call wants; other faults leave it as it is. */
export function faultyRequest(page: PageRequest, fault: Fault): PageRequest {
  if (fault.kind !== "page-size") return page;
  const start = fault.offset === "asked" ? { start: (page.pageNumber - 1) * page.pageSize } : {};
  return { ...page, ...start, pageSize: Math.min(page.pageSize, fault.most) };
}

/** What a fault makes of a page, before it is put into words; other faults leave it as it is. */
export function faultyPage<Item>(page: ItemPage<Item>, fault: Fault): ItemPage<Item> {
  const [first] = page.items;
  switch (fault.kind) {
    case "total-count":
      return { ...page, totalCount: Math.max(0, page.totalCount + fault.add) };
    case "own-total":
      return { ...page, totalCount: page.items.length };
    case "repeated-job":
      return { ...page, items: first === undefined ? [] : [first, first, ...page.items.slice(1, -1)] };
    case "short-page":
      return { ...page, items: page.items.slice(0, -1) };
    case "empty-page":
      return { ...page, items: [] };
    default:
      return page;
  }
}

/** What a fault makes of the jobs of a page; other faults leave them as they are. */
export function faultyJobs(page: ItemPage<DiJob>, fault: Fault): ItemPage<DiJob> {
  const [first, second, ...others] = page.items;
  switch (fault.kind) {
    case "duplicate-name":
      if (first === undefined || second === undefined) return page;
      return { ...page, items: [first, { ...second, jobName: first.jobName }, ...others] };
    case "unknown-values":
      return {
        ...page,
        items: page.items.map((job) => ({ ...job, migrationType: "api_Full", jobStatus: "Hibernating" })),
      };
    case "other-case":
      return { ...page, items: page.items.map(inUpperCase) };
    default:
      return page;
  }
}

/** A job as an API writes it that spells kinds and states in another way. */
function inUpperCase(job: DiJob): DiJob {
  return mapTexts(job, (text, { caseless }) => (caseless ? text.toUpperCase() : text));
}

/** What a fault makes of a page in a version's words; other faults leave it as it is. */
export function faultyAnswer(answer: WireObject, fault: Fault): WireObject {
  switch (fault.kind) {
    case "no-list":
      return mapObjects(answer, (object) => {
        const entries = Object.entries(object).map(([name, value]): [string, WireValue | undefined] =>
          isList(value) && value.length === 0 ? [name, fault.as === "null" ? null : undefined] : [name, value],
        );
        return Object.fromEntries(entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
      });
    case "error-beside-list":
      return {
        ...answer,
        Success: false,
        Code: fault.code,
        Message: apiError(fault.code).message,
        HttpStatusCode: BigInt(apiError(fault.code).status),
      };
    case "echo":
      return mapObjects(answer, (object) =>
        "TotalCount" in object
          ? saying(saying(object, "PageNumber", fault.pageNumber), "PageSize", fault.pageSize)
          : object,
      );
    case "numbers-as-strings":
      return mapObjects(answer, (object) =>
        Object.fromEntries(
          Object.entries(object).map(([name, value]) => [name, typeof value === "bigint" ? String(value) : value]),
        ),
      );
    case "unknown-fields":
      return mapObjects(answer, (object) => ({ ...object, Flavour: "vanilla", Extra: { Depth: 2n } }));
    default:
      return answer;
  }
}

/** An object that says another number under a name, or with `null` none. */
function saying(object: WireObject, name: string, count: number | null | undefined): WireObject {
  if (count === undefined) return object;
  const { [name]: _, ...rest } = object;
  return count === null ? rest : { ...rest, [name]: BigInt(count) };
}

/** Changes an object and every object inside it. */
function mapObjects(object: WireObject, change: (object: WireObject) => WireObject): WireObject {
  const inside = (value: WireValue): WireValue => {
    if (isList(value)) return value.map(inside);
    return typeof value === "object" && value !== null ? mapObjects(value, change) : value;
  };
  return change(Object.fromEntries(Object.entries(object).map(([name, value]) => [name, inside(value)])));
}

function isList(value: WireValue): value is readonly WireValue[] {
  return Array.isArray(value);
}
