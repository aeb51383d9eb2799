import { isLosslessNumber, LosslessNumber, parse, stringify } from "lossless-json";
import { compareIds, fieldsWith } from "../../model/job";
import { QUERY_FILTER_ROWS } from "../../model/query";
import type { RecordedExchange, Recording } from "./recording";

/** Words of the API that tell nothing of an account; every other value is replaced. */
const KEPT = new Set<string | undefined>([
  ...["TotalCount", "PageNumber", "PageSize", "Code", "ErrorCode", "Success", "HttpStatusCode", "ProjectStatusCode"],
  ...["Status", "JobType", "SpecType", ...fieldsWith("caseless").map(({ wire = "" }) => wire)],
  ...QUERY_FILTER_ROWS.flatMap(({ wire, loosely }) => (loosely ? [] : Object.values(wire))),
]);

/** What a word of the API looks like, wherever it stands. */
const WORD = /^[A-Za-z0-9_.-]{0,60}$/;

/** Headers that a client reads, apart from the RequestId. */
const KEPT_HEADERS = ["content-type", "x-acs-retry-after"];

const FIRST_WORKSPACE = 1_001n;
const FIRST_ID = 10_001n;
/** Where ids begin that no JavaScript number holds. */
const FIRST_LONG_ID = 9_007_199_254_740_993n;

/**
 * Takes out of exchanges whatever tells of an account: keys, signatures and tokens are in none of what is kept, names,
 * owners and ids are replaced, the same one by the same one everywhere; ids keep their order, their form and whether a
 * number holds them. The first workspace becomes 1001.
 *
 * All exchanges at once, because what the later ones tell decides on the ids of the earlier ones.
 */
export function redacted(exchanges: readonly RecordedExchange[]): Recording {
  const bodies = exchanges.map(({ body }) => tryParse(body));
  const numbers = new Numbers();
  for (const [at, { parameters }] of exchanges.entries()) {
    numbers.gather(parameters);
    numbers.gather(bodies[at]);
  }
  const instead = numbers.replacements();
  const texts = new Map<string, string>();
  let requests = 0;

  const text = (name: string, value: string): string => {
    if (name === "RequestId") return `REQUEST-${++requests}`;
    if (KEPT.has(name) && WORD.test(value)) return value;
    if (value === "") return value;
    const known = instead.get(value) ?? texts.get(value);
    if (known !== undefined) return known;
    const replacement = `${/^[A-Za-z]{1,40}$/.test(name) ? name : "Text"}_${texts.size + 1}`;
    texts.set(value, replacement);
    return replacement;
  };
  const inside = (name: string, value: unknown): unknown => {
    if (typeof value === "string") return text(name, value);
    if (isLosslessNumber(value)) {
      if (KEPT.has(name)) return value;
      return new LosslessNumber(instead.get(value.toString()) ?? "0");
    }
    if (Array.isArray(value)) return value.map((each) => inside(name, each));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inside(key, each)]));
  };
  return {
    version: 1,
    exchanges: exchanges.map(({ action, version, method, parameters, status, headers }, at) => ({
      action,
      version,
      method,
      parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, text(name, value)])),
      status,
      headers: Object.fromEntries(Object.entries(headers).filter(([name]) => KEPT_HEADERS.includes(name))),
      body: bodies[at] === undefined ? "" : (stringify(inside("", bodies[at])) ?? ""),
    })),
  };
}

/** The value of a JSON text; a body that is none is left out: it may say anything. */
function tryParse(body: string): unknown {
  try {
    return parse(body);
  } catch {
    return undefined;
  }
}

/** Whole numbers that are no words of the API: ids, times, users. */
class Numbers {
  readonly #workspaces = new Set<string>();
  readonly #others = new Set<string>();

  gather(value: unknown, name = ""): void {
    if (KEPT.has(name)) return;
    const digits = isLosslessNumber(value) ? value.toString() : value;
    if (typeof digits === "string") {
      if (/^[1-9][0-9]{0,30}$/.test(digits)) (name === "ProjectId" ? this.#workspaces : this.#others).add(digits);
      return;
    }
    if (typeof value !== "object" || value === null) return;
    for (const [key, each] of Object.entries(value)) this.gather(each, Array.isArray(value) ? name : key);
  }

  replacements(): Map<string, string> {
    const counted = (values: readonly string[], first: bigint) =>
      values.map((value, at): [string, string] => [value, String(first + BigInt(at))]);
    const sorted = (values: Iterable<string>) => [...values].sort(compareIds);
    const others = sorted(this.#others).filter((value) => !this.#workspaces.has(value));
    const isLong = (value: string) => BigInt(value) > BigInt(Number.MAX_SAFE_INTEGER);
    return new Map([
      ...counted(
        others.filter((value) => !isLong(value)),
        FIRST_ID,
      ),
      ...counted(others.filter(isLong), FIRST_LONG_ID),
      ...counted(sorted(this.#workspaces), FIRST_WORKSPACE),
    ]);
  }
}
