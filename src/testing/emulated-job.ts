import { invalidArgument } from "../errors/arguments";
import { apiText, type Form, type Forms, formsOf, list, object, oneOf, optional } from "../model/arguments";
import { type DiJob, gatherTexts, JOB_FIELD_ROWS, makeJob } from "../model/job";
import { idArgument } from "../model/workspace";

/**
 * A job as tests write it: only the name is needed, the rest has deterministic defaults.
 *
 * It is a `Full` synchronization of `MySQL` to `Hologres` that is `Running`, without an owner, unless it says otherwise.
 *
 * @example
 * startEmulator({ jobs: [{ jobName: "orders" }, { jobName: "crm", jobStatus: "Failed" }] });
 */
export interface EmulatedJob extends Partial<Omit<DiJob, "projectId" | "diJobId" | "jobName" | "importId">> {
  /**
   * Region; it counts only where the host name that is asked tells one.
   *
   * @default any region
   */
  readonly regionId?: string;
  /** Id of the workspace. @default `"1967"` */
  readonly projectId?: string | number;
  /** Id of the job. @default the first one from 10001 that no job has or had */
  readonly diJobId?: string | number;
  /** Name of the job; several jobs may share one. */
  readonly jobName: string;
  /**
   * Form in which the job is defined, by which 2024-05-18 selects; no answer tells it.
   *
   * @default `"FILESPEC"`
   */
  readonly specType?: "FILESPEC" | "CLASSIC";
}

/** A job with everything that is said about it, and what no answer tells. */
export interface HeldJob extends DiJob {
  readonly specType: NonNullable<EmulatedJob["specType"]>;
}

/** The form of every field; a job that was listed may be given as it is, with the import id that follows from the rest. */
export const EMULATED_JOB_FORMS: Forms<EmulatedJob & Pick<Partial<DiJob>, "importId">> = {
  ...formsOf<Partial<DiJob>>(JOB_FIELD_ROWS, optional(apiText())),
  projectId: optional(idArgument),
  diJobId: optional(idArgument),
  jobName: apiText("give every job a name"),
  specType: optional(oneOf(["FILESPEC", "CLASSIC"])),
};

/** Jobs of a test, as an argument. */
export const emulatedJobs: Form<readonly EmulatedJob[]> = list(object(EMULATED_JOB_FORMS));

/** What changes of a job, as an argument. */
export const jobChanges = object<Partial<EmulatedJob>>({ ...EMULATED_JOB_FORMS, jobName: optional(apiText()) });

/** Region of a job that stands in all of them. */
export const ANY_REGION = "";

/** Id of the first job that has none of its own. */
const FIRST_ID = 10_001;

/**
 * Fills in what tests left out, the same way every time.
 *
 * @param taken ids that are in use already.
 * @param gone ids that nobody gets without asking for them.
 * @throws DataWorksError `InvalidArgument` for a job without a name, an id that is none, or one used twice.
 */
export function completeJobs(
  jobs: readonly EmulatedJob[],
  taken: Iterable<string> = [],
  gone: ReadonlySet<string> = new Set(),
): HeldJob[] {
  const used = new Set(taken);
  for (const { diJobId } of emulatedJobs(jobs, "jobs")) {
    if (diJobId === undefined) continue;
    const id = String(diJobId);
    if (used.has(id)) throw invalidArgument("diJobId", id, "give every job an id of its own, or leave it out");
    used.add(id);
  }
  let next = FIRST_ID;
  return jobs.map((job) => {
    while (job.diJobId === undefined && (used.has(String(next)) || gone.has(String(next)))) next += 1;
    return completeJob(job, String(job.diJobId ?? next++));
  });
}

function completeJob(job: EmulatedJob, diJobId: string): HeldJob {
  const workspace = {
    regionId: job.regionId ?? ANY_REGION,
    projectId: String(job.projectId ?? "1967"),
  };
  const told = gatherTexts(diJobId, ({ name, example }) => job[name] ?? example);
  return { ...makeJob(workspace, told), specType: job.specType ?? "FILESPEC" };
}
