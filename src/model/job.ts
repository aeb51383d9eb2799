import type { ApiVersion } from "./api-version";
import { JobStatus, MigrationType } from "./documented-values";
import type { Workspace } from "./workspace";

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

/** What is known about a field of a job, wherever jobs are read, written, shown or compared. */
export interface JobField {
  /** End of its tag's key. */
  readonly tag: string;
  /** Its name in the answers of the API; a field without one follows from the workspace and the id. */
  readonly wire?: string;
  /** An answer without it is no answer; any other text that is missing is empty. */
  readonly required?: true;
  /** A job may lack it: not every version tells it, and snapshots older than the field do not have it. */
  readonly optional?: true;
  /** The only version of the API that tells it. */
  readonly onlyIn?: ApiVersion;
  /** The documented values; any other passes too. */
  readonly documented?: Readonly<Record<string, string>>;
  /** Compared without regard to case, because the API's own spelling varies. */
  readonly caseless?: true;
  /** Changes by itself, so that whatever shows it would change with every listing. */
  readonly volatile?: true;
  /** What drift calls a change of it. */
  readonly drift?: "rerouted" | "retyped" | "status";
  /** The form of its text, where it has one. */
  readonly form?: string;
  /** What a job of a test has unless it says otherwise. */
  readonly example?: string;
}

/** One row for each field, optional where the field is. */
type JobFieldTable = {
  readonly [F in keyof DiJob]-?: JobField & (undefined extends DiJob[F] ? { optional: true } : { optional?: never });
};

/** All that other files know about the fields of a job, in the order in which fields are written. */
export const JOB_FIELDS = {
  regionId: { tag: "region-id" },
  projectId: { tag: "project-id", form: "Decimal digits." },
  diJobId: { tag: "id", form: "Decimal digits." },
  jobName: { wire: "JobName", tag: "name", required: true },
  migrationType: {
    wire: "MigrationType",
    tag: "migration-type",
    documented: MigrationType,
    caseless: true,
    drift: "retyped",
    example: "Full",
  },
  sourceDataSourceType: {
    wire: "SourceDataSourceType",
    tag: "source-type",
    caseless: true,
    drift: "rerouted",
    example: "MySQL",
  },
  destinationDataSourceType: {
    wire: "DestinationDataSourceType",
    tag: "destination-type",
    caseless: true,
    drift: "rerouted",
    example: "Hologres",
  },
  jobStatus: {
    wire: "JobStatus",
    tag: "status",
    documented: JobStatus,
    caseless: true,
    volatile: true,
    drift: "status",
    example: "Running",
  },
  owner: { wire: "Owner", tag: "owner", optional: true, onlyIn: "2024-05-18" },
  importId: { tag: "import-id", form: "<projectId>:<diJobId>." },
} as const satisfies JobFieldTable;

/** Fields that have something in a column of the table. */
export type FieldWith<Column extends keyof JobField> = {
  [F in keyof DiJob]-?: (typeof JOB_FIELDS)[F] extends Record<Column, unknown> ? F : never;
}[keyof DiJob];

/** The rows of the table with the names of their fields. */
export const JOB_FIELD_ROWS = Object.entries<JobField>(JOB_FIELDS).map(([name, row]) => {
  return { name: name as keyof DiJob, ...row };
});

/** The rows that have something in a column. */
export function fieldsWith<Column extends keyof JobField>(column: Column) {
  const rows = JOB_FIELD_ROWS.filter((row) => row[column] !== undefined);
  return rows as (JobField & Required<Pick<JobField, Column>> & { readonly name: FieldWith<Column> })[];
}

/** The fields that are texts of the API. */
export const JOB_TEXTS = fieldsWith("wire");

/** What the API tells of a job; the other fields follow from the workspace that was asked. */
export type ToldFields = Pick<DiJob, "diJobId" | FieldWith<"wire">>;

/** Puts a job together from what the API tells of it. */
export function makeJob({ regionId, projectId }: Workspace, told: ToldFields): DiJob {
  return { regionId, projectId, ...told, importId: `${projectId}:${told.diJobId}` };
}

/** Gathers what the API tells of a job; only the text of an optional field may be missing. */
export function gatherTexts(
  diJobId: string,
  textOf: (field: (typeof JOB_TEXTS)[number]) => string | undefined,
): ToldFields {
  const told: { -readonly [F in keyof ToldFields]?: string } = { diJobId };
  for (const field of JOB_TEXTS) {
    const text = textOf(field);
    if (text !== undefined) told[field.name] = text;
  }
  return told as ToldFields;
}

/** The same job with other texts. */
export function mapTexts(job: DiJob, change: (text: string, field: JobField) => string): DiJob {
  const changed: { -readonly [F in keyof DiJob]: DiJob[F] } = { ...job };
  for (const field of JOB_TEXTS) {
    const text = job[field.name];
    if (text !== undefined) changed[field.name] = change(text, field);
  }
  return changed;
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
