import type { DriftKind } from "./drift";
import type { ResultKind } from "./result";

const MEANINGS: Readonly<Record<ResultKind | DriftKind, string>> = {
  jobExists: "every required name is that of a job",
  jobStatus: "every job is in an allowed state",
  jobName: "every job's name matches a pattern",
  migrationType: "every job has an allowed migration type",
  dataSourceTypes: "every job reads from and writes to allowed kinds of data sources",
  jobCount: "the number of jobs is within bounds",
  uniqueNames: "no two jobs share a name",
  knownValues: "every migration type and status is documented",
  custom: "a rule of one's own",
  jobMissing: "every job that a rule selects by name or id exists",
  acknowledgementExpired: "no acknowledgement is past its last day",
  acknowledgementExpiring: "no acknowledgement is near its last day",
  acknowledgementUnused: "every acknowledgement matches a finding",
  added: "a job that the snapshot does not have",
  removed: "a job that is gone",
  renamed: "a job with the same id and another name",
  recreated: "a job with the same name and another id",
  rerouted: "a job with another kind of source or destination",
  retyped: "a job with another migration type",
  status: "a job with another status",
};

/** Says what a kind of result asks for, or what a kind of drift is, in a few words, for lists of rules and for help. */
export function describeKind(kind: ResultKind | DriftKind): string {
  return MEANINGS[kind];
}
