import type { DiJob } from "./job";
import type { DiJobsQuery } from "./query";
import { workspaceName } from "./workspace";

/** The answer to a query: every job, sorted by id. */
export interface Listing {
  readonly query: DiJobsQuery;
  /** The name by which the workspace was asked for, where it was. */
  readonly projectName?: string;
  /** Sorted by id, numerically; no id twice. */
  readonly jobs: readonly DiJob[];
  /**
   * The names that were asked for when a snapshot recorded the answer, where it holds only the jobs of these.
   *
   * @default every job of the answer is there
   */
  readonly recordedNames?: readonly string[];
  /** When the jobs were so: ISO 8601, UTC, whole seconds. */
  readonly observedAt: string;
  /** `live` when the API answered just now, `snapshot` when the file did. */
  readonly source: "live" | "snapshot";
  /**
   * Whether it is proved that the jobs were so at one instant; `false` for several pages that were read once
   * (`DIJOBS_LISTING=once`). A snapshot does not tell.
   */
  readonly verified?: boolean;
  /** Calls sent for this answer, repeated ones included; 0 from a snapshot. */
  readonly calls: number;
  /** How many of the calls the server throttled. */
  readonly throttledCalls: number;
  /** Values outside the documentation, each once, as `migrationType 'api_Full'`. */
  readonly unknownValues: readonly string[];
}

/** The jobs of several answers, each once: two questions about one workspace may have the same one in theirs. */
export function jobsOf(listings: readonly Pick<Listing, "jobs">[]): DiJob[] {
  const jobs = listings.flatMap(({ jobs }) => jobs);
  return [...new Map(jobs.map((job) => [`${workspaceName(job)} ${job.diJobId}`, job])).values()];
}
