import { type SchemaParts, written } from "../written";
import { type WaitReport, workspaceOf } from "./report";

/** The shape of what `dijobs wait --format json` writes. */
export const schema = ({ z, head, error, id, profile, time, count, milliseconds }: SchemaParts) => {
  const outcome = z.enum(["reached", "timedOut", "failed", "notSeen", "interrupted"]);
  const workspace = {
    workspace: z.string().describe("<regionId>/<projectId>."),
    alias: z.string().optional().describe("The name that the policy gives to the workspace."),
    profile,
  };
  const job = z.object({
    ...workspace,
    workspace: workspace.workspace.optional().describe("None for an id that no workspace has."),
    diJobId: id.optional(),
    jobName: z.string().optional(),
    jobStatus: z.string().optional().describe("As it was seen last; none when it was not there."),
    outcome,
    heldMs: milliseconds,
    restarts: count.describe("How often the time of --for began again, because the job was not seen for a while."),
    error: z.object(error).optional(),
  });
  return z.object({
    ...head("wait"),
    startedAt: time,
    elapsedMs: milliseconds,
    samples: count.describe("How often the jobs were looked at."),
    calls: count,
    outcome,
    until: z.array(z.string()),
    forMs: milliseconds,
    workspaces: z.array(z.object(workspace)),
    jobs: z.array(job),
  });
};

/** Renders a wait as JSON. */
export function waitJson({
  jobs,
  elapsedMs,
  wanted,
  workspaces,
  startedAt,
  calls,
  samples,
  outcome,
}: WaitReport): string {
  return `${written(schema, {
    version: 1,
    command: "wait",
    startedAt,
    elapsedMs: Math.round(elapsedMs),
    samples,
    calls,
    outcome,
    until: wanted.until,
    forMs: wanted.forMs,
    workspaces,
    jobs: jobs.map((waited) => {
      const { target, outcome, job, error, heldMs, restarts } = waited;
      return {
        ...target,
        ...workspaceOf(waited, workspaces),
        ...(job && { diJobId: job.diJobId, jobName: job.jobName, jobStatus: job.jobStatus }),
        outcome,
        heldMs: Math.round(heldMs),
        restarts,
        ...(error && { error: { code: error.code, message: error.message } }),
      };
    }),
  })}\n`;
}
