import { quoted, several } from "../../text/words";
import type { FindingKind } from "../finding-kind";
import type { FindingOf } from "../verdict";

/** A rule selects a job by its whole name or id, and no workspace that it is meant for has one. */
type JobMissingFinding = FindingOf<
  "jobMissing",
  {
    readonly job: string;
    readonly asked: readonly string[];
  }
>;

export const jobMissing: FindingKind<JobMissingFinding> = {
  kind: "jobMissing",
  meaning: "every job that a rule selects by name or id exists",
  sentence: ({ job, asked }) =>
    `${several(asked)} ${asked.length === 1 ? "has" : "have"} no job ${quoted(job)}, which the rule selects: correct the rule`,
  jobs: ({ job }) => [{ jobName: job, diJobId: job }],
};
