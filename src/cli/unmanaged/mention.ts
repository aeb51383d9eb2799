/** The type of the resource that manages a job. */
export const DI_JOB_TYPE = "alicloud_data_works_di_job";

/** Where Terraform's files speak of a job, and what they tell of it. */
export interface Mention {
  /** The file, as people named it or would find it. */
  readonly file: string;
  /** Address of the resource, modules included. */
  readonly address: string;
  /** `<projectId>:<diJobId>`: told by states and by import blocks. */
  readonly importId?: string;
  /** What a resource without an id says of its job. */
  readonly declared?: { readonly projectId: string; readonly jobName: string };
  /** What the next apply does with it. */
  readonly fate?: "tainted" | "deposed";
}

/** Tells an import id of a job from other texts. */
export function isImportId(text: unknown): text is string {
  return typeof text === "string" && /^[1-9]\d*:[1-9]\d*$/.test(text);
}
