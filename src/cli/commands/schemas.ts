import { z } from "zod";
import { ERROR_CODES } from "../../errors/error";
import { id, job, query } from "../model-schemas";

const time = z.iso.datetime();
const count = z.int().min(0);
const duration = z.int().min(0).describe("Milliseconds.");

/** What every command writes first. */
const head = <C extends string>(command: C) => ({ version: z.literal(1), command: z.literal(command) });

const error = { code: z.enum(ERROR_CODES), message: z.string().describe("What happened, and the repair.") };

const listing = z.object({
  query,
  jobs: z.array(job).describe("Sorted by id."),
  observedAt: time,
  source: z.enum(["live", "snapshot"]),
  verified: z.boolean().optional().describe("Whether the jobs are proved to be those of one instant."),
  calls: count,
  throttledCalls: count,
  unknownValues: z.array(z.string()).describe("Values outside the documentation."),
});

const use = z.object({
  construct: z.string().describe("Path of the construct."),
  asked: z.string().describe("The query in words."),
  jobName: z.string().describe("The name it asked for; * for the whole list."),
  jobs: z.array(job).describe("The jobs of that name; none when it is not there."),
  observedAt: time,
});

/** What `list --format json` writes: the answers, or with `--used` the uses. */
export const listSchema = z.union([
  z.object({
    ...head("list"),
    listings: z.array(listing),
    unanswered: z.array(z.object({ query, ...error })),
  }),
  z.object({ ...head("list"), used: z.array(use) }),
]);

const outcome = z.enum(["reached", "timedOut", "failed", "notSeen"]);

/** What `wait --format json` writes. */
export const waitSchema = z.object({
  ...head("wait"),
  workspace: z.string().describe("<regionId>/<projectId>."),
  startedAt: time,
  elapsedMs: duration,
  samples: count.describe("How often the jobs were looked at."),
  calls: count,
  outcome,
  until: z.array(z.string()),
  jobs: z.array(
    z.object({
      diJobId: id.optional(),
      jobName: z.string().optional(),
      jobStatus: z.string().optional().describe("As it was seen last; none when it was not there."),
      outcome,
      heldMs: duration,
      error: z.object(error).optional(),
    }),
  ),
});

/** What `doctor --format json` writes. */
export const doctorSchema = z.object({
  ...head("doctor"),
  diagnoses: z.array(
    z.object({
      subject: z.string(),
      state: z.enum(["ok", "note", "trouble", "failed"]),
      says: z.string(),
      repair: z.string().optional().describe("What to do about it, over a few lines."),
    }),
  ),
});
