/** An object as it came over the wire; every number with all its digits. */
export type Wire = Readonly<Record<string, unknown>>;

/** What differs between the versions of the API. */
export interface Api {
  readonly method: "GET" | "POST";
  /** Documented quota of an account in a region: calls in any second. */
  readonly callsPerSecond: number;
  /** Name of the object that holds `TotalCount` and `DIJobs`. */
  readonly envelope: string;
  /** The id of a job. */
  jobId(job: Wire): unknown;
}
