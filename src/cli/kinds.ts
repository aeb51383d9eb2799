import type { DriftKind } from "../checks/drift";
import type { ResultKind } from "../checks/result";

/** What each kind of rule demands, and what each other kind of finding means, in a sentence. */
export const aboutResult: Readonly<Record<ResultKind, string>> = {
  jobExists: "Every name has a job.",
  jobStatus: "Every job is in an allowed state.",
  jobName: "Every job's name matches a pattern.",
  migrationType: "Every job has an allowed migration type.",
  dataSourceTypes: "Every job reads from and writes to allowed kinds of data sources.",
  jobCount: "The number of jobs is within bounds.",
  uniqueNames: "No two jobs share a name.",
  knownValues: "Every migration type and status is one that the API documents.",
  custom: "A rule of one's own.",
  jobMissing: "Every job that the rule selects by its whole name or id exists.",
  acknowledgementExpired: "No acknowledgement is past its last day.",
  acknowledgementExpiring: "No acknowledgement is near its last day.",
  acknowledgementUnused: "Every acknowledgement matches a finding.",
};

/** What each kind of drift means, in a sentence. */
export const aboutDrift: Readonly<Record<DriftKind, string>> = {
  added: "A job that the snapshot does not have.",
  removed: "A job of the snapshot that is gone.",
  renamed: "A job that has another name, and the same id.",
  recreated: "A job that has another id, and the same name.",
  rerouted: "A job that reads from, or writes to, another kind of data source.",
  retyped: "A job that has another migration type.",
  status: "A job that is in another state.",
};
