import { digits, isObject, WrittenNumber } from "../../client/json";
import type { Page } from "../../client/page";
import { compareIds, type DiJob } from "../../model/job";
import type { ServiceTraits } from "../../model/service-traits";
import { compareText } from "../../text/compare";
import { counted } from "../../text/words";
import type { Assumption } from "./assumptions";
import { type Interview, pageIn } from "./interview";
import { confirmed, failureOf, type Learnt, open, refuted } from "./lesson";
import { learnPageSize, learnPageSizeBeyond, learnPageSizeEcho, learnTotalCount } from "./page-lessons";
import { learnSpecType } from "./spec-type-lesson";

/** Fewer jobs than this are in some order by accident: five are once in 120 times. */
const ENOUGH_FOR_ORDER = 5;
/** From here on calls are refused. */
const SKEW_LIMIT_MS = 15 * 60_000;

/** What an interview tells of each assumption that is about one version. */
export const FINDERS: Readonly<Record<Exclude<Assumption, "retry-after" | "versions">, (of: Interview) => Learnt>> = {
  order: withWhole(learnOrder),
  "name-match": withWhole(({ names, nobody }) => {
    if ((pageIn(nobody)?.items.length ?? 0) > 0) return refuted("a name that no job has selects jobs");
    if (names?.asked !== true) return open("no job on the first page has a name that can tell");
    const { match } = names;
    if (match === undefined) return open("the answers may have had more pages, or did not come");
    if (match === "none") return refuted("a job is not found by its whole name");
    const where = { part: "anywhere", prefix: "at the beginning only", whole: "as the whole name only" }[match];
    return match === "part" ? confirmed(where, { nameMatch: match }) : refuted(where, { nameMatch: match });
  }),
  "name-case": withWhole(({ names }) => {
    const matchCase = names?.matchCase;
    if (matchCase === undefined) return open("no answer can tell");
    return matchCase === "any"
      ? confirmed("in any case", { nameCase: matchCase })
      : refuted("in the same case only", { nameCase: matchCase });
  }),
  "name-wildcards": withWhole(({ names }) => {
    const asked = Object.entries(names?.wildcards ?? {});
    if (asked.length === 0) return open("no answer can tell");
    const chars = (standing: boolean) => asked.flatMap(([char, stands]) => (stands === standing ? [char] : []));
    const missing = ["%", "_", "*"].filter((char) => !asked.some(([known]) => known === char));
    const more = missing.length === 0 ? "" : `; not learnt of ${missing.join(" and ")}`;
    const nameWildcards = chars(true).join("") as ServiceTraits["nameWildcards"];
    if (nameWildcards !== "") return refuted(`wildcards: ${chars(true).join(" ")}${more}`, { nameWildcards });
    const none = `neither ${chars(false).join(" nor ")}`;
    return missing.length === 0 ? confirmed(none, { nameWildcards }) : open(`${none}${more}`);
  }),
  "empty-list": withWhole(({ nobody }) => {
    const page = pageIn(nobody);
    if (page === undefined) return open(failureOf(nobody));
    if (page.items.length > 0) return open("no answer was empty");
    const { envelope = {} } = nobody ?? {};
    const list = envelope.DIJobs;
    if (list === undefined) return refuted("it is left out", { emptyList: "missing" });
    if (list === null) return refuted("it is null", { emptyList: "null" });
    return confirmed("it is []", { emptyList: "list" });
  }),
  "page-size": withWhole(learnPageSize),
  "page-size-echo": withWhole(learnPageSizeEcho),
  "page-size-beyond": withWhole(learnPageSizeBeyond),
  "total-count": withWhole(learnTotalCount),
  "spec-type": withWhole(learnSpecType),
  ids: withWhole(learnIds),
  headers: withWhole(({ whole }) => {
    const names = (whole?.headerNames ?? []).filter((name) => /^[a-z][a-z0-9-]{0,60}$/.test(name));
    const has = ["content-type", "x-acs-request-id"].every((name) => names.includes(name));
    const found = names.length === 0 ? "none" : names.join(", ");
    return has ? confirmed(found) : refuted(found);
  }),
  clock: withWhole(({ whole }) => {
    const skewMs = whole?.clockSkewMs;
    if (skewMs === undefined) return refuted("an answer does not tell the time");
    const off = Math.abs(skewMs);
    if (off < 5_000) return confirmed("it agrees with ours within 5 seconds");
    const found = `it is ${Math.round(off / 60_000)} minutes ${skewMs > 0 ? "ahead" : "behind"}`;
    return off < SKEW_LIMIT_MS ? confirmed(found) : refuted(found);
  }),
};

function withWhole(learn: (of: Interview, page: Page<DiJob>) => Learnt): (of: Interview) => Learnt {
  return (of) => {
    const page = pageIn(of.whole);
    return page === undefined ? open(failureOf(of.whole)) : learn(of, page);
  };
}

function learnOrder({ again }: Interview, { items }: Page<DiJob>): Learnt {
  const inTheEnd = pageIn(again)?.items.map(({ diJobId }) => diJobId);
  const ids = items.map(({ diJobId }) => diJobId);
  if (inTheEnd && inTheEnd.join() !== ids.join() && [...inTheEnd].sort().join() === [...ids].sort().join())
    return refuted("the same jobs came in another order later");
  if (items.length < ENOUGH_FOR_ORDER) return open(`${counted(items.length, "job")} on the first page tell no order`);
  const is = (compare: (a: DiJob, b: DiJob) => number) =>
    items.every((job, at) => at === 0 || compare(items[at - 1] ?? job, job) <= 0);
  const orders = {
    oldest: is((a, b) => compareIds(a.diJobId, b.diJobId)),
    newest: is((a, b) => compareIds(b.diJobId, a.diJobId)),
    name:
      is((a, b) => compareText(a.jobName, b.jobName)) ||
      is((a, b) => compareText(a.jobName.toLowerCase(), b.jobName.toLowerCase())),
  };
  const [order, other] = (["oldest", "newest", "name"] as const).filter((name) => orders[name]);
  if (order === undefined) return refuted("neither by id nor by name");
  if (other !== undefined) return open("the jobs are in the order of their ids and of their names alike");
  const words = { oldest: "by id, ascending", newest: "by id, descending", name: "by name" }[order];
  return order === "oldest" ? confirmed(words, { order }) : refuted(words, { order });
}

function learnIds({ whole }: Interview): Learnt {
  const rows = whole?.envelope?.DIJobs;
  const ids = (Array.isArray(rows) ? rows : [])
    .filter(isObject)
    .flatMap((row) =>
      ["Id", "DIJobId", "ProjectId"].flatMap((name) => (row[name] === undefined ? [] : [{ name, value: row[name] }])),
    );
  if (ids.length === 0) return open("no job was listed");
  const beyond = ids.some(({ value }) => Number(digits(value)) > Number.MAX_SAFE_INTEGER);
  const size = beyond ? "; some are beyond 2^53" : "";
  const named = (isNumber: boolean) => [
    ...new Set(ids.flatMap(({ name, value }) => (value instanceof WrittenNumber === isNumber ? [name] : []))),
  ];
  if (named(false).length === 0) return confirmed(`numbers${size}`, { idsAs: "number" });
  if (named(true).length === 0) return refuted(`texts${size}`, { idsAs: "text" });
  return refuted(`numbers: ${named(true).join(", ")}; texts: ${named(false).join(", ")}${size}`);
}
