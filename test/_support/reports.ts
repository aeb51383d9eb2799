import { type BaselineEntry, compareWithBaseline } from "../../src/checks/baseline";
import { describeResult } from "../../src/checks/describe";
import { compareListings } from "../../src/checks/drift";
import { evaluate } from "../../src/checks/evaluate";
import type { Severity } from "../../src/checks/severity";
import { parsePolicy } from "../../src/cli/policy/policy";
import { type CheckRun, checkReport } from "../../src/cli/report/check-report";
import { type DriftRun, driftReport } from "../../src/cli/report/drift-report";
import { type Run, unansweredBy } from "../../src/cli/report/evidence";
import type { CheckReport, DriftReport, Report } from "../../src/cli/report/report";
import { DataWorksError } from "../../src/errors/error";
import type { DiJob } from "../../src/model/job";
import type { Listing } from "../../src/model/listing";
import { canonicalQuery } from "../../src/model/query";
import { workspaceName } from "../../src/model/workspace";
import { job as runningJob } from "./jobs";
import { uses } from "./uses";

/** Names that try to get out of every format that the reports are written in. */
export const NASTY_NAMES = [
  "two\nlines\r\n::error::injected",
  "]]><system-out>",
  "100%0A%25",
  "a|b\\|c",
  "</script><script>alert(1)</script>",
  "null \u0000 bell \u0007 escape \u001b[31mred\u001b[0m csi \u009b31m",
  "\u202ertl\u2066 zero\u200bwidth \ufffe \ud800",
  "`code` **bold** [link](http://example.com) @somebody #12 <!-- -->",
  "a: b, c",
  "__proto__",
  "订单同步",
];

const POLICY = `version: 1
workspaces:
  orders: { regionId: cn-shanghai, projectId: 1967 }
  crm: { regionId: cn-beijing, projectId: 2044 }
rules:
  - id: running
    rule: jobStatus
    with: { allowed: Running }
    help: https://wiki.example.com/di#running
  - id: plain-names
    rule: jobName
    with: { pattern: "^[a-z_]+$" }
    severity: warning
  - id: required
    rule: jobExists
    workspaces: [orders]
    with: { names: "missing\\n\\u001b[31m" }
acknowledge:
  - id: running
    workspace: orders
    job: { diJobId: 3 }
    reason: "is being moved | to ]]> another <b>workspace</b>"
    by: data@example.com
    until: 2026-12-31
`;

const NOW = new Date("2026-11-23T12:00:00.000Z");
const QUERY = canonicalQuery({ regionId: "cn-shanghai", projectId: "1967" });
const UNREACHABLE = canonicalQuery({ regionId: "cn-beijing", projectId: "2044" });

function job(diJobId: string, jobName: string, jobStatus = "Running"): DiJob {
  return runningJob({ diJobId, jobName, jobStatus, migrationType: "Full" });
}

function listingOf(jobs: readonly DiJob[], verified = true): Listing {
  return {
    query: QUERY,
    jobs,
    observedAt: "2026-11-23T11:59:59Z",
    source: "live",
    verified,
    calls: 2,
    throttledCalls: 1,
    unknownValues: [],
  };
}

/** A baseline that knows the finding about a name of job 2, and one about a job that is not there. */
export function baselineOf(jobName: string): BaselineEntry[] {
  return ["2", "99"].map((diJobId) => {
    return { workspace: "cn-shanghai/1967", ruleId: "plain-names", kind: "jobName", diJobId, jobName };
  });
}

const unanswered = (aliases: ReadonlyMap<string, string>) =>
  unansweredBy(
    UNREACHABLE,
    new DataWorksError("AccessDenied", { what: "not allowed", repairs: ["ask for \u001b[31mread access"] }),
    aliases,
  );

const run = { tool: { name: "dijobs", version: "1.2.3" }, startedAt: NOW } as const;

/** A report with every outcome; jobs 1, 2, 3, … have the names. */
export function aCheckReport(
  names: readonly string[] = NASTY_NAMES,
  judged: Partial<Pick<CheckRun, "failOn" | "allowUnchecked">> = {},
  baseline?: readonly BaselineEntry[],
): CheckReport {
  const policy = parsePolicy("conf/di jobs.policy.yaml", Buffer.from(POLICY));
  const statuses = ["Running", "Failed", "Stopped"];
  const listing = listingOf(names.map((name, at) => job(String(at + 1), name, statuses[at] ?? "Running")));
  const missing = unanswered(policy.checked.aliases);
  const results = evaluate({
    ...policy.checked,
    listings: [listing],
    unanswered: [{ workspace: UNREACHABLE, problems: missing.problems }],
    now: NOW,
  });
  return checkReport({
    ...run,
    policy,
    listings: [listing],
    unanswered: [missing],
    aliases: policy.checked.aliases,
    results,
    baseline: baseline && {
      ...compareWithBaseline(results, baseline, { ...policy.checked, listings: [listing], narrowed: false }),
      path: "di baseline.jsonl",
      written: false,
      vanished: new Map([["cn-hangzhou/3", "gone\u001b[31m"]]),
    },
    lineOf: policy.lineOf,
    failOn: "error",
    ...judged,
  });
}

/** The same with a result that may stay unchecked, and a workspace fewer that was not listed. */
export function aReportWithAllowed(names: readonly string[]): CheckReport {
  const report = aCheckReport(names);
  const [{ ruleId, severity } = { ruleId: "running", severity: "error" as const }] = report.results;
  const workspace = "cn-beijing/2044";
  const args = { reason: "statusTooOld", observedAt: "2026-11-01T00:00:00Z" } as const;
  const allowed = { ruleId, severity, workspace, alias: "crm", kind: "jobStatus", outcome: "unchecked", args } as const;
  const said = { ...allowed, message: describeResult(allowed), fails: false };
  return {
    ...report,
    unanswered: [],
    results: [...report.results.map((each) => ({ ...each, fails: false })), said],
    exitCode: 0,
  };
}

/** What a fleet of workspaces is made of. */
interface FleetOptions {
  readonly workspaces: number;
  /** Jobs of a workspace; every seventh is Failed, every eleventh is Stopped. */
  readonly jobs: number;
  /** Rules that ask for the status of every job. @default 1 */
  readonly rules?: number;
  /** Workspaces, from the last, that do not answer. @default 0 */
  readonly unanswered?: number;
  /** Profiles that the workspaces have in turn. @default none */
  readonly profiles?: readonly string[];
  readonly failOn?: Severity;
  readonly severity?: Severity;
}

/** A report about many workspaces, each with an alias. */
export function aFleetReport(options: FleetOptions): CheckReport {
  const { policy, queries, listings, lost, aliases, profileOf } = fleet(options);
  return checkReport({
    ...run,
    policy,
    listings,
    unanswered: queries.slice(listings.length).map((query) => ({
      ...unansweredBy(query, lost, aliases),
      profile: profileOf(workspaceName(query)),
    })),
    aliases,
    profileOf,
    results: evaluate({
      ...policy.checked,
      listings,
      unanswered: queries.slice(listings.length).map((query) => ({ workspace: query, problems: lost.problems })),
      now: NOW,
    }),
    lineOf: policy.lineOf,
    failOn: options.failOn ?? "error",
  });
}

/** What `list` finds in such a fleet. */
export function aFleetListing(options: FleetOptions): Run {
  const { queries, listings, lost, aliases, profileOf } = fleet(options);
  const unanswered = queries.slice(listings.length).map((query) => unansweredBy(query, lost, aliases));
  return { ...run, listings, unanswered, aliases, profileOf };
}

function fleet({ workspaces, jobs, rules = 1, unanswered = 0, severity, profiles = [] }: FleetOptions) {
  const ids = Array.from({ length: workspaces }, (_, at) => String(2_000 + at));
  const policy = parsePolicy(
    "dijobs.policy.yaml",
    Buffer.from(
      JSON.stringify({
        version: 1,
        workspaces: Object.fromEntries(ids.map((id) => [`team-${id}`, { regionId: "cn-shanghai", projectId: id }])),
        rules: Array.from({ length: rules }, (_, at) => ({
          id: `running-${at}`,
          rule: "jobStatus",
          with: { allowed: ["Running"] },
          severity,
        })),
      }),
    ),
  );
  const queries = ids.map((projectId) => canonicalQuery({ regionId: "cn-shanghai", projectId }));
  const listings = queries.slice(0, workspaces - unanswered).map((query) => {
    const of = Array.from({ length: jobs }, (_, at): DiJob => {
      const status = at % 7 === 0 ? "Failed" : at % 11 === 0 ? "Stopped" : "Running";
      return {
        ...job(`860438872620113${1_000 + at}`, `mysql_to_holo_sync_${at}`, status),
        projectId: query.projectId,
        migrationType: at % 3 === 0 ? "Full" : "FullAndRealtimeIncremental",
      };
    });
    return { ...listingOf(of), query };
  });
  const lost = new DataWorksError("ServiceUnavailable", {
    what: "the service does not answer",
    repairs: ["ask later"],
  });
  const profileOf = (workspace: string) => profiles[Number(workspace.split("/")[1]) % profiles.length];
  return { policy, queries, listings, lost, aliases: policy.checked.aliases, profileOf };
}

/** A report with every kind of drift, and a query that was not answered. */
export function aDriftReport(names?: readonly string[], command?: "drift" | "refresh"): DriftReport {
  return driftReport(aDriftRun(names, command));
}

/** What such a report is made of; jobs 1, 2, 3, … have the names. */
export function aDriftRun(names: readonly string[] = NASTY_NAMES, command: "drift" | "refresh" = "drift"): DriftRun {
  const before = names.map((name, at) => job(String(at + 1), name));
  const after = [
    ...before.slice(5),
    job("2", `${names[1]} renamed`),
    { ...job("3", names[2] ?? ""), sourceDataSourceType: "Oracle\n" },
    { ...job("4", names[3] ?? ""), migrationType: "Incremental\u001b", jobStatus: "Failed" },
    job("105", names[4] ?? ""),
    job("106", `${names[5]} added`),
  ];
  const listing = listingOf(after, false);
  return {
    ...run,
    command,
    snapshot: { path: "dataworks.snapshot.json", written: command === "refresh" },
    listings: [listing],
    unanswered: [unanswered(new Map())],
    drift: compareListings(
      { jobs: before, observedAt: "2026-11-01T00:00:00Z", usedBy: uses({ "prod/jobs": ["*"] }) },
      listing,
    ),
    lineOfJob: (drift) => ("before" in drift ? 6 + Number(drift.before.diJobId) : undefined),
    newQueries: ["cn-shanghai/1967, jobNameLike 'a|b'"],
    droppedQueries: ["cn-shanghai/2000"],
  };
}

/** Reports of each command, of hostile names, and of several workspaces. */
export function reportsOfEveryKind(): Report[] {
  return [
    aCheckReport(),
    aDriftReport(),
    aDriftReport(NASTY_NAMES, "refresh"),
    aFleetReport({ workspaces: 3, jobs: 30 }),
  ];
}
