import { compareListings } from "../../src/checks/drift";
import { evaluate } from "../../src/checks/evaluate";
import { parsePolicy } from "../../src/cli/policy/policy";
import {
  type CheckReport,
  checkReport,
  type DriftReport,
  driftReport,
  unansweredBy,
} from "../../src/cli/report/report";
import { DataWorksError } from "../../src/errors/error";
import type { DiJob } from "../../src/model/job";
import type { Listing } from "../../src/model/listing";
import { canonicalQuery } from "../../src/model/query";

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
  return {
    regionId: "cn-shanghai",
    projectId: "1967",
    diJobId,
    jobName,
    migrationType: "Full",
    sourceDataSourceType: "MySQL",
    destinationDataSourceType: "Hologres",
    jobStatus,
    importId: `1967:${diJobId}`,
  };
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

const unanswered = (aliases: ReadonlyMap<string, string>) =>
  unansweredBy(
    UNREACHABLE,
    new DataWorksError("AccessDenied", { what: "not allowed", repairs: ["ask for \u001b[31mread access"] }),
    aliases,
  );

const run = { tool: { name: "dijobs", version: "1.2.3" }, startedAt: NOW } as const;

/** A report with every outcome; jobs 1, 2, 3, … have the names. */
export function aCheckReport(names: readonly string[] = NASTY_NAMES): CheckReport {
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
    lineOf: policy.lineOf,
    failOn: "error",
  });
}

/** A report with every kind of drift, and a query that was not answered. */
export function aDriftReport(
  names: readonly string[] = NASTY_NAMES,
  command: "drift" | "refresh" = "drift",
): DriftReport {
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
  return driftReport({
    ...run,
    command,
    snapshot: { path: "dataworks.snapshot.json", written: command === "refresh" },
    listings: [listing],
    unanswered: [unanswered(new Map())],
    drift: compareListings(
      { jobs: before, observedAt: "2026-11-01T00:00:00Z", usedBy: { "prod/jobs": ["*"] } },
      listing,
    ),
    lineOfJob: (drift) => ("before" in drift ? 6 + Number(drift.before.diJobId) : undefined),
    newQueries: ["cn-shanghai/1967, jobNameLike 'a|b'"],
    droppedQueries: ["cn-shanghai/2000"],
  });
}
