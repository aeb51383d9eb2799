/**
 * The kinds of synchronization that the API documents.
 *
 * 2020-05-18 documents the first three, 2024-05-18 all five.
 *
 * @example
 * const endsByItself = job.migrationType === MigrationType.Full;
 */
export const MigrationType = {
  /** One-time full synchronization, then real-time incremental synchronization. */
  FullAndRealtimeIncremental: "FullAndRealtimeIncremental",
  /** Real-time incremental synchronization. */
  RealtimeIncremental: "RealtimeIncremental",
  /** One-time full synchronization. */
  Full: "Full",
  /** Offline incremental synchronization (2024-05-18). */
  OfflineIncremental: "OfflineIncremental",
  /** One-time full synchronization, then offline incremental synchronization (2024-05-18). */
  FullAndOfflineIncremental: "FullAndOfflineIncremental",
} as const;

/** A documented migration type, or any other text that the API sends. */
export type MigrationType = (typeof MigrationType)[keyof typeof MigrationType] | OtherText;

/**
 * The job states that the API documents, alike in both versions.
 *
 * @example
 * jobs.where({ jobStatus: [JobStatus.Failed, JobStatus.Stopped] });
 */
export const JobStatus = {
  /** Ran to its end. */
  Finished: "Finished",
  /** Created, not started yet. */
  Initialized: "Initialized",
  /** Stopped by somebody. */
  Stopped: "Stopped",
  /** Ended with an error. */
  Failed: "Failed",
  /** At work. */
  Running: "Running",
  /** About to be stopped. */
  Stopping: "Stopping",
} as const;

/** A documented job status, or any other text that the API sends. */
export type JobStatus = (typeof JobStatus)[keyof typeof JobStatus] | OtherText;

/**
 * Text outside the documented values.
 *
 * The intersection keeps editors offering the documented ones.
 */
export type OtherText = string & Record<never, never>;

/**
 * One Data Integration job as the API lists it: plain, read-only data.
 *
 * Ids are decimal strings, because the API's `long` does not fit a JavaScript number.
 * Texts are the API's own, never escaped: put them into Terraform through
 * {@link literal} or take a {@link StackDiJob}.
 *
 * @see https://www.alibabacloud.com/help/en/dataworks/api-listdijobs
 */
export interface DiJob {
  /** Region that was asked, such as `cn-shanghai`. */
  readonly regionId: string;
  /** Id of the workspace, in decimal digits. */
  readonly projectId: string;
  /** Id of the job, in decimal digits (2020-05-18 `DIJobId`, 2024-05-18 `Id`). */
  readonly diJobId: string;
  /** Name of the job; 2020-05-18 does not promise that it is unique. */
  readonly jobName: string;
  /** Kind of synchronization. */
  readonly migrationType: MigrationType;
  /** Kind of source, in the API's own spelling, such as `MySQL`. */
  readonly sourceDataSourceType: string;
  /** Kind of destination, in the API's own spelling, such as `Hologres`. */
  readonly destinationDataSourceType: string;
  /** State at the time of the listing. */
  readonly jobStatus: JobStatus;
  /** Owner of the job; only 2024-05-18 tells it. */
  readonly owner?: string;
  /** `<projectId>:<diJobId>`: the import id of `alicloud_data_works_di_job`. */
  readonly importId: string;
}

/**
 * Compares two decimal ids as numbers, for sorting.
 *
 * Ids have no sign and no leading zero, so the longer one is the greater one.
 */
export function compareIds(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}
