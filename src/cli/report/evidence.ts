import type { DataWorksError } from "../../errors/error";
import { groupBy } from "../../model/group-by";
import type { DiJob } from "../../model/job";
import type { Listing } from "../../model/listing";
import { type AskedQuery, describeQuery } from "../../model/query";
import { workspaceName } from "../../model/workspace";
import { compareText } from "../../text/compare";
import type { Evidence, ReportBase, ReportedUnanswered, StatusCount, Tool } from "./report";

/** Names of workspaces by `<regionId>/<projectId>`. */
export type Aliases = ReadonlyMap<string, string>;

/** The profile as which a workspace (`<regionId>/<projectId>`) is asked. */
export type ProfileOf = (workspace: string) => string | undefined;

/** What every report is made of. */
export interface Run {
  readonly tool: Tool;
  readonly startedAt: Date;
  readonly listings: readonly Listing[];
  readonly unanswered: readonly ReportedUnanswered[];
  /** @default none */
  readonly aliases?: Aliases | undefined;
  /** @default none */
  readonly profileOf?: ProfileOf | undefined;
}

/** What a run proves: by whom and when it was made, and what became of its questions. */
export function evidenceOfRun(run: Run): Omit<ReportBase, "version" | "exitCode"> {
  const { tool, startedAt, listings, unanswered } = run;
  return {
    tool,
    startedAt: startedAt.toISOString(),
    evidence: listings.map((listing) => evidenceOf(listing, run)),
    unanswered,
  };
}

/** What a listing proves. */
function evidenceOf(listing: Listing, { aliases, profileOf }: Pick<Run, "aliases" | "profileOf">): Evidence {
  const { query, jobs, source, observedAt, verified, calls, throttledCalls } = listing;
  const proof = verified === undefined ? {} : { verified };
  const subject = subjectOf(query, aliases);
  const profile = source === "live" ? profileOf?.(subject.workspace) : undefined;
  return {
    ...subject,
    profile,
    source,
    observedAt,
    ...proof,
    jobs: jobs.length,
    statuses: statusesOf(jobs),
    calls,
    throttledCalls,
  };
}

function statusesOf(jobs: readonly DiJob[]): StatusCount[] {
  const counts = [...groupBy(jobs, ({ jobStatus }) => jobStatus)].map(([status, { length }]) => ({
    status,
    jobs: length,
  }));
  return counts.sort((a, b) => b.jobs - a.jobs || compareText(a.status, b.status));
}

/** That a query was not answered, and why. */
export function unansweredBy(query: AskedQuery, error: DataWorksError, aliases?: Aliases): ReportedUnanswered {
  const problems = error.problems.map(({ facts = [], repairs = [], ...said }) => ({ ...said, facts, repairs }));
  return { ...subjectOf(query, aliases), code: error.code, message: error.message, problems };
}

function subjectOf(query: AskedQuery, aliases: Aliases | undefined): Pick<Evidence, "workspace" | "alias" | "asked"> {
  const workspace = workspaceName(query);
  return { workspace, alias: aliases?.get(workspace), asked: describeQuery(query) };
}
