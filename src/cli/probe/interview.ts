import { randomBytes } from "node:crypto";
import type { Observation } from "../../client/observation";
import type { Page } from "../../client/page";
import { jobParameters, PAGE_SIZE } from "../../client/versions/versions";
import type { ApiVersion } from "../../model/api-version";
import type { DiJob } from "../../model/job";
import type { DiJobsQuery } from "../../model/query";
import type { Caller } from "./caller";
import { inOtherCase, type TellingName, tellingName } from "./name-choice";

/** What was asked of one version of the API, and came back. */
export interface Interview {
  readonly apiVersion: ApiVersion;
  /** The first page of all jobs, in the beginning. */
  readonly whole: Observation | undefined;
  /** The first two jobs. */
  readonly small?: Observation | undefined;
  /** The second page of all jobs, where TotalCount says nothing of it. */
  readonly second?: Observation | undefined;
  /** Jobs of a name that none has. */
  readonly nobody?: Observation | undefined;
  /** A page of more jobs than a page may have. */
  readonly beyond?: Observation | undefined;
  /** Jobs without saying of which form. */
  readonly unsaid?: Observation | undefined;
  /** The FILESPEC jobs. */
  readonly fileSpec?: Observation | undefined;
  readonly names?: NameLore | undefined;
  /** The first page of all jobs once more, in the end. */
  readonly again?: Observation | undefined;
}

/** What was learnt of the name filter; what is `undefined` was not. */
export interface NameLore {
  /** Whether there was a job whose name can tell. */
  readonly asked: boolean;
  /** `none` where not even the whole name found its job. */
  readonly match?: "part" | "prefix" | "whole" | "none" | undefined;
  readonly matchCase?: "any" | "exact" | undefined;
  /** Whether a character stands for others. */
  readonly wildcards: Readonly<Partial<Record<"%" | "_" | "*", boolean>>>;
}

/** The page that a call brought, if it did. */
export function pageIn(observation: Observation | undefined): Page<DiJob> | undefined {
  return observation === undefined || "failed" in observation.page ? undefined : observation.page;
}

/**
 * Asks one version of the API everything.
 *
 * @param reserved calls that must be left for another version.
 */
export async function interview(query: DiJobsQuery, caller: Caller, reserved: number): Promise<Interview> {
  const { apiVersion } = query;
  const ask = (asked: string, more: Partial<DiJobsQuery> = {}, { size = PAGE_SIZE, number = 1, last = false } = {}) => {
    const parameters = { ...jobParameters({ ...query, ...more }), PageNumber: `${number}`, PageSize: `${size}` };
    return caller.ask(apiVersion, asked, parameters, reserved + (last ? 0 : 1));
  };
  const whole = await ask("the first page");
  const listed = pageIn(whole);
  if (listed === undefined) return { apiVersion, whole };

  const jobs = listed.items;
  const tells = listed.totalCount > jobs.length || jobs.length <= 2;
  const small = tells ? undefined : await ask("the first two jobs", {}, { size: 2 });
  const two = pageIn(small);
  const countsList = listed.totalCount > jobs.length || (two !== undefined && two.totalCount > two.items.length);
  const second = two !== undefined && !countsList ? await ask("the second page", {}, { number: 2 }) : undefined;
  const nobody = await ask("a name that no job has", { jobNameLike: `dijobs-probe-${randomBytes(6).toString("hex")}` });
  const unsaid = apiVersion === "2024-05-18" ? await askUnsaid(query, caller, reserved + 1) : undefined;
  const fileSpec = apiVersion === "2024-05-18" ? await ask("FILESPEC jobs", { specType: "FILESPEC" }) : undefined;
  const ignored = (pageIn(nobody)?.items.length ?? 0) > 0;
  const telling = ignored ? undefined : tellingName(jobs.map(({ jobName }) => jobName));
  const job = jobs.find(({ jobName }) => jobName === telling?.name);
  const finds = async (what: string, jobNameLike: string) => {
    const page = pageIn(await ask(`a job by ${what}`, { jobNameLike }));
    if (page === undefined || job === undefined) return undefined;
    if (page.items.some(({ diJobId }) => diJobId === job.diJobId)) return true;
    // On another page, it would be found as well.
    const isAll = countsList ? page.items.length >= page.totalCount : page.items.length < jobs.length;
    return isAll ? false : undefined;
  };
  const matched = telling && (await learnMatch(telling, finds));
  const beyond = await ask("a page of 200", {}, { size: 2 * PAGE_SIZE });
  // Last, because a probe of a service that is strict has no calls left for them.
  const wildcards = telling && matched?.match !== "none" && matched?.match ? await learnWildcards(telling, finds) : {};
  const names = { asked: telling !== undefined, ...matched, wildcards };
  const again = await ask("the first page again", {}, { last: true });
  return { apiVersion, whole, small, second, nobody, beyond, unsaid, fileSpec, names, again };
}

function askUnsaid(query: DiJobsQuery, caller: Caller, reserved: number): Promise<Observation | undefined> {
  const { SpecType: _, ...parameters } = { SpecType: "", ...jobParameters(query) };
  const page = { PageNumber: "1", PageSize: `${PAGE_SIZE}` };
  return caller.ask(query.apiVersion, "jobs without SpecType", { ...parameters, ...page }, reserved);
}

/** Whether a text finds the job; `undefined` where that was not learnt. */
type Finds = (what: string, text: string) => Promise<boolean | undefined>;

/** Asks for the name in ever stricter ways until one finds the job. */
async function learnMatch(
  { name, part, prefix }: TellingName,
  finds: Finds,
): Promise<Pick<NameLore, "match" | "matchCase">> {
  const ways = [
    ["part", "a part of its name", part],
    ["prefix", "the beginning of its name", prefix],
    ["whole", "its name", name],
  ] as const;
  for (const [match, words, text] of ways) {
    const inOther = () => finds(`${words} in other case`, inOtherCase(text));
    // Where case is ignored and a part is enough, this one call says both.
    const before = match === "part" ? await inOther() : undefined;
    if (before) return { match, matchCase: "any" };
    const isFound = await finds(words, text);
    if (isFound === undefined) return {};
    if (!isFound) continue;
    const after = match === "part" ? before : await inOther();
    return { match, matchCase: after === undefined ? undefined : after ? "any" : "exact" };
  }
  return { match: "none" };
}

/** Asks for the name with one of its characters replaced. */
async function learnWildcards(telling: TellingName, finds: Finds): Promise<NameLore["wildcards"]> {
  const wildcards: Partial<Record<"%" | "_" | "*", boolean>> = {};
  for (const char of ["%", "_", "*"] as const) {
    const stands = await finds(`its name with ${char} for a character`, telling.with(char));
    if (stands !== undefined) wildcards[char] = stands;
  }
  return wildcards;
}
