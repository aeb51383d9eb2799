import { DRIFT_KINDS } from "../../checks/drift";
import { SEVERITIES } from "../../checks/severity";
import { ERROR_CODES } from "../../errors/error";
import { parts } from "../schema-parts";

const { app, count, job, profile, time, z } = parts;

const workspace = z.string().describe("<regionId>/<projectId>; * for an acknowledgement that names none.");
const alias = z.string().optional().describe("The name that the policy gives to the workspace.");
const asked = z.string().describe("The query in words.");
const message = z.string().describe("The same in a sentence.");

const place = z
  .object({ path: z.string(), line: z.int().min(1) })
  .optional()
  .describe("Where it is written: a line of the policy, or of the snapshot, counted from 1.");

const evidence = z
  .object({
    workspace,
    alias,
    profile,
    asked,
    source: z.enum(["live", "snapshot"]),
    observedAt: time.describe("When the answer was seen."),
    jobs: count.describe("How many jobs the answer has."),
    statuses: z
      .array(z.object({ status: z.string(), jobs: count }))
      .describe("How many of them have which status, the most frequent first."),
    verified: z.boolean().optional().describe("Whether the jobs are proved to be those of one instant."),
    calls: count.describe("Calls sent for it, repeated ones included."),
    throttledCalls: count,
  })
  .meta({ id: "evidence" });

const unanswered = z
  .object({
    workspace,
    alias,
    profile,
    asked,
    code: z.enum(ERROR_CODES),
    message: z.string().describe("What happened, and the repair, over a few lines."),
    problems: z
      .array(
        z.object({
          what: z.string(),
          where: z.string().optional().describe("Path of the construct at which it happened."),
          facts: z.array(z.string()),
          repairs: z.array(z.string()),
        }),
      )
      .describe("The same as data."),
  })
  .meta({ id: "unanswered" });

const base = {
  version: z.literal(1),
  tool: z.object({ name: z.literal("dijobs"), version: z.string() }),
  startedAt: time,
  evidence: z.array(evidence).describe("The queries that were answered."),
  unanswered: z.array(unanswered).describe("The queries that were not answered."),
  exitCode: z
    .union([z.literal(0), z.literal(1), z.literal(2)])
    .describe("0 nothing found, 1 findings or drift, 2 something could not be checked."),
};

const acknowledgement = z.object({
  id: z.string(),
  workspace: z.string().optional(),
  job: z.object({ diJobId: z.string().optional(), jobName: z.string().optional() }).optional(),
  reason: z.string(),
  by: z.string(),
  until: z.iso.date().describe("Last day, inclusive."),
});

const result = z.object({
  ruleId: z.string(),
  kind: z.string().describe("The kind of rule, or of finding: docs/rules.md has a heading for each."),
  workspace,
  alias,
  job: z.object({ diJobId: z.string(), jobName: z.string() }).optional(),
  severity: z.enum(SEVERITIES),
  outcome: z.enum(["pass", "fail", "acknowledged", "unchecked"]),
  args: z.record(z.string(), z.unknown()).describe("What was found, or looked at, as data."),
  acknowledgement: acknowledgement.optional().describe("Who answers for the finding, and until when."),
  help: z.string().optional(),
  message,
  fails: z.boolean().describe("Whether it makes the command end with something else than 0."),
  place,
  baseline: z.enum(["new", "known"]).optional().describe("Whether the baseline knows the finding."),
});

const repaired = z.object({
  workspace,
  alias,
  ruleId: z.string(),
  kind: z.string(),
  diJobId: z.string().optional(),
  jobName: z.string().optional(),
  aspect: z.string().optional().describe("Which of several things that a rule can find of one job."),
  message,
});

const drift = z.object({
  kind: z.enum(DRIFT_KINDS),
  workspace,
  alias,
  projectName: z
    .string()
    .optional()
    .describe("The name that means another workspace now, where that is the difference."),
  movedTo: workspace.optional().describe("The workspace that the name means now."),
  before: job.optional().describe("The job as the snapshot has it; none when it was added."),
  after: job.optional().describe("The job as it is now; none when it was removed."),
  usedBy: z
    .array(z.object({ app, construct: z.string().describe("Path of the construct.") }))
    .describe("The constructs that it concerns."),
  namesakes: z.array(z.string()).describe("Ids of other jobs that have the name by which this one was known."),
  fails: z.boolean().describe("Whether it makes the command fail."),
  ignored: z
    .object({ reason: z.string(), by: z.string(), until: z.iso.date() })
    .optional()
    .describe("Who expects it, and until which last day."),
  message,
  place,
});

const checkReport = z.object({
  ...base,
  command: z.literal("check"),
  policy: z.object({
    path: z.string(),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe("Of the file's bytes."),
  }),
  baseline: z
    .object({
      path: z.string(),
      written: z.boolean().describe("Whether the file says now what was found."),
      vanished: z
        .array(z.object({ workspace, message, fails: z.boolean() }))
        .describe("Workspaces that were discovered before, and are seen no longer."),
      repaired: z.array(repaired).describe("Known findings that are found no longer."),
    })
    .optional()
    .describe("The findings that were known before."),
  summary: z.object({
    errors: count,
    warnings: count,
    known: count,
    acknowledged: count,
    unchecked: count,
    passed: count,
  }),
  results: z.array(result),
});

const driftReport = z.object({
  ...base,
  command: z.enum(["drift", "refresh"]),
  snapshot: z.object({ path: z.string(), written: z.boolean() }),
  summary: z.object({ failing: count, shown: count, ignored: count, unchecked: count }),
  drift: z.array(drift),
  ignoreFindings: z
    .array(
      z.object({
        kind: z.enum(["ignoreExpired", "ignoreExpiring", "ignoreTooLong", "ignoreUnused"]),
        severity: z.enum(SEVERITIES),
        workspace,
        message,
        fails: z.boolean(),
        place,
      }),
    )
    .describe("What there is to say about the entries of drift.ignore."),
  newQueries: z.array(z.string()),
  droppedQueries: z.array(z.string()),
});

/** The shape of what `dijobs check --format json` writes, of which {@link CheckReport} is made. */
export type CheckReportSchema = typeof checkReport;

/** The shape of what `dijobs drift` and `refresh` write so. */
export type DriftReportSchema = typeof driftReport;

/** The shape of either, version 1; published as `schema/report-1.json`. */
export const reportSchema = z.union([checkReport, driftReport]);
