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
