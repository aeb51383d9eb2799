import { excerpt } from "../text/visible";
import type { Failure } from "./http/failure";
import type { Reply } from "./http/reply";
import { digits, InexactJson, isObject, parseExactly, shownJson } from "./json";
import type { Listed, WireRow } from "./listed";
import { refusalIn, refusalInXml } from "./refusal";

/** One page of a listing. */
export interface Page<Item> {
  /** How many items all pages have together, as the server says; some count those of the page. */
  readonly totalCount: number;
  /** The page that the server says it is, where it says so. */
  readonly pageNumber?: number | undefined;
  /** The most items that its pages have, where the server says so. */
  readonly pageSize?: number | undefined;
  readonly items: readonly Item[];
  /** Values outside the documentation, as `migrationType 'api_Full'`. */
  readonly unknownValues: readonly string[];
}

/**
 * Decodes an answer.
 *
 * Tolerates numbers as strings, fields and values it does not know, and no list on an empty page. An answer that tells
 * of a failure is that failure, whatever its status and whatever list stands beside it.
 */
export function decodePage<Item extends object>(reply: Reply, listed: Listed<Item>): Page<Item> | Failure {
  const { text, contentType, statusCode = 200, retryAfterMs } = reply;
  const { noun, list } = listed;
  const body = decodeObject(text);
  const { RequestId, [listed.envelope]: envelope } = isObject(body) ? body : {};
  // Of failures only: to make a text fit for people takes a tenth of the time of a page.
  const facts = () => {
    const requestId = typeof RequestId === "string" ? excerpt(RequestId, 100) : reply.requestId;
    return { statusCode: reply.statusCode, requestId, retryAfterMs };
  };
  const unreadable = (what: string): Failure => ({ failed: "unreadable", what, ...facts() });

  const refusal = isObject(body) ? (refusalIn(body) ?? refusalIn(envelope)) : refusalInXml(text);
  if (refusal !== undefined) {
    const told = statusCode < 400 ? refusal.statusCode : undefined;
    return { failed: "rejected", ...refusal, ...facts(), statusCode: told ?? reply.statusCode };
  }
  if (statusCode >= 400) return unreadable(contentType ?? "no content");
  if (!isObject(body)) return unreadable(`${body}: ${text.trim() === "" ? "an empty body" : shownJson(text)}`);
  if (!isObject(envelope)) return unreadable(`no ${listed.envelope}: ${shownJson(text)}`);
  const totalCount = decodeCount(digits(envelope.TotalCount));
  if (totalCount === undefined) return unreadable(`TotalCount ${shownJson(envelope.TotalCount)}`);
  const echoes: { pageNumber?: number; pageSize?: number } = {};
  for (const [name, key] of [
    ["PageNumber", "pageNumber"],
    ["PageSize", "pageSize"],
  ] as const) {
    const value = envelope[name];
    if (value === undefined || value === null) continue;
    const count = decodeCount(digits(value));
    if (count === undefined) return unreadable(`${name} ${shownJson(value)}`);
    echoes[key] = count;
  }
  const rows = envelope[list] ?? [];
  if (!Array.isArray(rows)) return unreadable(`${list} ${shownJson(rows)}`);
  const unknownValues: string[] = [];
  const items: Item[] = [];
  for (const row of rows) {
    const item = isObject(row) ? listed.decode(row, unknownValues) : `a ${noun} that is ${shownJson(row)}`;
    if (typeof item === "string") return unreadable(item);
    items.push(item);
  }
  return { totalCount, ...echoes, items, unknownValues };
}

/**
 * What tells that a page is not the one that was asked for, if it is not.
 *
 * A server may have smaller pages than it was asked for; which, its first page tells.
 */
export function otherPage(
  { noun }: Pick<Listed<object>, "noun">,
  page: Page<unknown>,
  pageNumber: number,
  pageSize: number,
): string | undefined {
  const { items, pageNumber: number = pageNumber, pageSize: size = pageSize } = page;
  if (number !== pageNumber) return `page ${number} where page ${pageNumber} was asked for`;
  if (size > pageSize || size === 0 || (size < pageSize && pageNumber > 1))
    return `page ${number} of ${size} ${noun}s where ${pageSize} were asked for`;
  return items.length > size ? `page ${number} with ${items.length} ${noun}s where ${size} were asked for` : undefined;
}

/** An object, or what is wrong with the text. */
function decodeObject(text: string): WireRow | string {
  try {
    const value = parseExactly(text);
    return isObject(value) ? value : "no JSON";
  } catch (error) {
    return error instanceof InexactJson ? error.message : "no JSON";
  }
}

function decodeCount(value: unknown): number | undefined {
  return typeof value === "string" && /^(0|[1-9][0-9]{0,9})$/.test(value) ? Number(value) : undefined;
}
