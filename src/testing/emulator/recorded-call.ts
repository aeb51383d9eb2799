import type { Fault } from "./fault";

/** What became of a call. */
export interface RecordedCall {
  /** When it arrived: ISO 8601, UTC. */
  readonly time: string;
  /** Name of the API's operation, from the header `x-acs-action`. */
  readonly action: string | undefined;
  /** Version of the API, from the header `x-acs-version`. */
  readonly version: string | undefined;
  /** `GET` or `POST`. */
  readonly method: string;
  /** Whose key signed it. */
  readonly accessKeyId: string | undefined;
  /** Parameters of the query or the form, by name. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The page asked for, from 1. */
  readonly page: number;
  /** HTTP status of the answer; a connection that is cut has none. */
  readonly status?: number;
  /** Code of the refusal, when it was refused. */
  readonly code?: string;
  /** Kinds of the faults that struck it. */
  readonly faults: readonly Fault["kind"][];
}
