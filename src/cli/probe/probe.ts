import { createHmac, randomBytes } from "node:crypto";
import type { Observation } from "../../client/observation";
import { DataWorksError } from "../../errors/error";
import { API_VERSIONS } from "../../model/api-version";
import type { DiJobsQuery } from "../../model/query";
import type { ServiceTraits } from "../../model/service-traits";
import type { Said } from "../schema-parts";
import type { Assumption } from "./assumptions";
import { Caller, MOST_CALLS, type ProbeParameters, type SentCall } from "./caller";
import { changesOf } from "./calm";
import { type Interview, interview, pageIn } from "./interview";
import { ALL_ASSUMPTIONS, codeOf, failureOf, type Learnt, lessonOf } from "./lesson";
import { FINDERS } from "./lessons";
import type { probeSchema } from "./schema";
import { learnRetryAfter, learnVersions } from "./shared-lessons";

type WholeReport = Said<ReturnType<typeof probeSchema>>;

/** What a probe tells, without a name, an id or an account in it. */
export type ProbeReport = Pick<WholeReport, "findings" | "notes" | "traits" | "calls">;

/** When, where and by what a probe was made. */
export type ProbeHead = Pick<WholeReport, "packageVersion" | "regionId" | "observedAt">;

/** A call of a probe; ids are hashes that can be compared within the report only. */
export type ReportedCall = ProbeReport["calls"][number];

/** Calls that are kept for the second version. */
const RESERVED = 11;
/** Jobs of a call that a report shows. */
const MOST_SHOWN = 10;

/**
 * Asks both versions of the API what nobody knows, in at most {@link MOST_CALLS} calls that change nothing.
 *
 * @throws DataWorksError where nothing can be asked.
 */
export async function runProbe(
  query: DiJobsQuery,
  observe: (query: DiJobsQuery, parameters: ProbeParameters) => Promise<Observation | undefined>,
): Promise<ProbeReport> {
  const queries = API_VERSIONS.map((apiVersion): DiJobsQuery => ({ ...query, apiVersion }));
  const caller = new Caller((version, parameters) => observe({ ...query, apiVersion: version }, parameters));
  const interviews: Interview[] = [];
  for (const [at, each] of queries.entries())
    interviews.push(await interview(each, caller, at < queries.length - 1 ? RESERVED : 0));
  const learnt = interviews.map((of) => ({ of, lines: linesOf(of) }));
  return {
    findings: ALL_ASSUMPTIONS.flatMap((assumption) => [
      ...learnt.flatMap(({ of, lines }) => {
        const line = lines[assumption];
        return line === undefined ? [] : [lessonOf(assumption, line, of.apiVersion)];
      }),
      ...(assumption === "retry-after" ? [lessonOf(assumption, learnRetryAfter(caller.calls))] : []),
      ...(assumption === "versions" ? [lessonOf(assumption, learnVersions(interviews))] : []),
    ]),
    notes: notesOf(interviews, caller),
    traits: Object.fromEntries(learnt.map(({ of, lines }) => [of.apiVersion, traitsOf(of, lines)])),
    calls: reported(caller.calls),
  };
}

type Lines = Partial<Record<Assumption, Learnt>>;

function linesOf(of: Interview): Lines {
  const finders = Object.entries<(of: Interview) => Learnt>(FINDERS);
  // 2020-05-18 has no SpecType.
  const apply = finders.filter(([name]) => name !== "spec-type" || of.apiVersion === "2024-05-18");
  return Object.fromEntries(apply.map(([name, learn]) => [name, learn(of)]));
}

function traitsOf({ whole }: Interview, lines: Lines): Partial<ServiceTraits> {
  const refused = whole !== undefined && "failed" in whole.page && whole.page.failed === "rejected" && !whole.throttled;
  const refusal = refused && "apiCode" in whole.page ? codeOf(whole.page.apiCode) : undefined;
  return Object.assign(
    {},
    ...Object.values(lines).map(({ traits }) => traits),
    refusal?.includes(" ") === false && { refusal },
  );
}

function notesOf(interviews: readonly Interview[], { calls, unasked }: Caller): string[] {
  const throttled = calls.filter(({ brought }) => "throttled" in brought && brought.throttled).length;
  return [
    ...interviews.flatMap((of) => {
      if (pageIn(of.whole) === undefined) return [`${of.apiVersion} is not available: ${whyOf(of, calls)}`];
      const changes = changesOf(of);
      return changes === undefined ? [] : [`${of.apiVersion}: jobs came or went while it was asked: ${changes}`];
    }),
    ...(throttled === 0 ? [] : [`throttled calls: ${throttled}`]),
    ...(unasked.length === 0
      ? []
      : [
          `not asked, because ${calls.length < MOST_CALLS ? "the service asked to wait" : `of ${MOST_CALLS} calls none was left`}: ${unasked.map(({ apiVersion, asked }) => `${asked} (${apiVersion})`).join(", ")}`,
        ]),
  ];
}

/** Why a version did not answer its first call. */
function whyOf({ apiVersion, whole }: Interview, calls: readonly SentCall[]): string {
  if (whole !== undefined) return failureOf(whole);
  const last = calls.filter((call) => call.apiVersion === apiVersion).at(-1)?.brought;
  if (last === undefined) return "no call was left";
  return DataWorksError.is(last) ? "no answer in time" : failureOf(last);
}

function reported(calls: readonly SentCall[]): ReportedCall[] {
  // Kept nowhere: the ids of no account can be tried against the hashes.
  const salt = randomBytes(32);
  const hash = (id: string) => createHmac("sha256", salt).update(id).digest("hex").slice(0, 8);
  return calls.map(({ apiVersion, asked, brought }): ReportedCall => {
    if (DataWorksError.is(brought)) return { apiVersion, asked, outcome: "no answer in time" };
    const page = pageIn(brought);
    if (page === undefined) return { apiVersion, asked, outcome: failureOf(brought) };
    const { items, totalCount, pageSize } = page;
    const size: Pick<ReportedCall, "pageSize"> = pageSize === undefined ? {} : { pageSize };
    const jobs = items.slice(0, MOST_SHOWN).map(({ diJobId }) => hash(diJobId));
    return { apiVersion, asked, outcome: `${items.length} jobs`, totalCount, ...size, jobs };
  });
}
