import { systemClock } from "../../src/client/clock";
import { listJobs } from "../../src/client/list-jobs";
import type { ClientOptions } from "../../src/client/options";
import type { Transport } from "../../src/client/session";
import { DataWorksError } from "../../src/errors/error";
import { API_VERSIONS, type ApiVersion } from "../../src/model/api-version";
import { matcher } from "../../src/model/filter";
import { compareIds } from "../../src/model/job";
import { canonicalQuery, type QueryProps } from "../../src/model/query";
import type { ServiceTraits } from "../../src/model/service-traits";
import type { EmulatedJob } from "../../src/testing/emulated-job";

type Some = Partial<ServiceTraits>;

const ORDERS: readonly Some[] = [{ order: "oldest" }, { order: "newest" }, { order: "name" }];
const NAME_FILTERS: readonly Some[] = [
  {},
  { nameCase: "exact" },
  { nameMatch: "prefix" },
  { nameWildcards: "%_*" },
  { nameMatch: "whole" },
];
const EMPTY_LISTS: readonly Some[] = [{ emptyList: "list" }, { emptyList: "missing" }, { emptyList: "null" }];
const SPEC_TYPES: readonly Some[] = [
  { specTypeDefault: "FILESPEC" },
  { specTypeDefault: "CLASSIC" },
  { specTypeDefault: "ALL" },
];
const IDS: readonly Some[] = [{ idsAs: "number" }, { idsAs: "text" }];
const PAGES: readonly Some[] = [
  {},
  { pageSizeEcho: "missing" },
  { pageSizeMost: 10 },
  { pageSizeMost: 10, pageSizeEcho: "asked" },
  { pageSizeMost: 10, pageSizeEcho: "missing" },
  { pageSizeMost: 7 },
  { pageSizeMost: 7, pageSizeEcho: "asked" },
  { pageSizeMost: 7, pageSizeEcho: "missing" },
];
const TOTALS: readonly Some[] = [{ totalCount: "list" }, { totalCount: "page" }];

/** Every combination of what nobody knows of the service. */
export const EVERY_SERVICE: readonly Some[] = [
  ORDERS,
  NAME_FILTERS,
  EMPTY_LISTS,
  SPEC_TYPES,
  IDS,
  PAGES,
  TOTALS,
].reduce((all, some) => all.flatMap((one) => some.map((other) => ({ ...one, ...other }))), [{}]);

/**
 * Whether a service shows a part of its list in a way that no call can tell from all of it (docs/decisions/listing.md):
 * it cuts its pages, counts the page only, and says that they are as large as they were asked for, or, with an odd size, nothing.
 */
export function hidesItsEnd({ pageSizeMost = 100, pageSizeEcho = "own", totalCount }: Some): boolean {
  if (pageSizeMost === 100 || totalCount !== "page" || pageSizeEcho === "own") return false;
  return pageSizeEcho === "asked" || pageSizeMost % 10 !== 0;
}

const named = (projectId: string, count: number, firstId: number): EmulatedJob[] =>
  Array.from({ length: count }, (_, at) => ({
    projectId,
    diJobId: String(firstId + at),
    // In the order of names other than in that of ids.
    jobName: `${at % 2 === 0 ? "Job" : "job"}_${(at * 7) % count}`,
    specType: at % 3 === 0 ? "CLASSIC" : "FILESPEC",
  }));

const HARD_NAMES = ["orders_to_holo", "Orders_to_holo", "a%b", "a_b", "a*b", "axb", "AXB"];

/** 23 jobs in 1967, among them some whose names wildcards and another case could mistake; 20 in 1968, 100 in 1970, none in 1969. */
export const EVERY_JOB: readonly EmulatedJob[] = [
  ...HARD_NAMES.map((jobName, at) => ({
    jobName,
    projectId: "1967",
    diJobId: String(9_007_199_254_740_993n + BigInt(at)),
  })),
  ...named("1967", 16, 501),
  ...named("1968", 20, 1_001),
  ...named("1970", 100, 2_001),
];

/** A question, and what its answer must be. */
interface Question {
  readonly asked: Omit<QueryProps, "projectName">;
  readonly expected: readonly EmulatedJob[];
  /** The jobs that are wanted of the answer, as `findJob` wants one. */
  readonly jobName?: string;
  readonly listing?: "once";
}

const jobsOf = (projectId: string) => EVERY_JOB.filter((job) => job.projectId === projectId);
const whole = (projectId: string, apiVersion: ApiVersion): Question => {
  return { asked: { projectId, apiVersion }, expected: jobsOf(projectId) };
};

/** Asked of every service. */
const ALWAYS: readonly Question[] = [whole("1967", "2024-05-18"), whole("1969", "2020-05-18")];

/** Asked of services in turn. */
const IN_TURN: readonly Question[] = [
  ...API_VERSIONS.flatMap((apiVersion) => [
    ...["1967", "1968", "1969", "1970"].map((projectId) => whole(projectId, apiVersion)),
    ...HARD_NAMES.map((jobName): Question => {
      const expected = EVERY_JOB.filter((job) => job.jobName === jobName);
      return { asked: { projectId: "1967", apiVersion, jobNameLike: jobName }, jobName, expected };
    }),
  ]),
  ...["CLASSIC", "FILESPEC"].map((specType): Question => {
    const expected = jobsOf("1968").filter((job) => job.specType === specType);
    return { asked: { projectId: "1968", apiVersion: "2024-05-18", specType }, expected };
  }),
  { ...whole("1967", "2020-05-18"), listing: "once" },
];

/** What a client is told otherwise than it is, in the turn of a service. */
export async function mistakes(turn: number, options: ClientOptions, send?: Transport): Promise<string[]> {
  const inTurn = [0, 1].map((next) => IN_TURN[(2 * turn + next) % IN_TURN.length]);
  const wrong: string[] = [];
  for (const question of [...ALWAYS, ...inTurn]) {
    if (question === undefined) continue;
    const { asked, expected, jobName, listing = "verified" } = question;
    const query = canonicalQuery({ regionId: "cn-shanghai", ...asked });
    const only = matcher(jobName === undefined ? {} : { jobName });
    const listed = await listJobs(query, { ...options, listing }, systemClock, send).then(
      ({ jobs }) => jobs.filter(only).map(({ diJobId }) => diJobId),
      (error: unknown) => (DataWorksError.is(error) ? [error.code] : Promise.reject(error)),
    );
    const ids = expected.map(({ diJobId }) => String(diJobId)).sort(compareIds);
    if (listed.join() !== ids.join()) wrong.push(`${JSON.stringify(asked)}: ${listed}`);
  }
  return wrong;
}
