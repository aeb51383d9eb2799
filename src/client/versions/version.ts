import type { JobFilter } from "../../model/filter";
import type { DiJobsQuery } from "../../model/query";

/** An object as it came over the wire; every number is text, with all its digits. */
export type Wire = Readonly<Record<string, unknown>>;

/** What differs between the versions of the API. */
export interface Api {
  readonly method: "GET" | "POST";
  /** Documented quota of an account in a region: calls in any second. */
  readonly callsPerSecond: number;
  /** Name of the object that holds `TotalCount` and `DIJobs`. */
  readonly envelope: string;
  /** Parameters of a call, by name, without those that the query leaves open. */
  filters(query: DiJobsQuery): Readonly<Record<string, string | undefined>>;
  /** What the server cannot filter in this version, and is filtered here. */
  localFilter(query: DiJobsQuery): JobFilter;
  /** The id of a job. */
  jobId(job: Wire): unknown;
}
