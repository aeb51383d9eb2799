import { z } from "zod";
import { ERROR_CODES } from "../errors/error";
import { API_VERSIONS } from "../model/api-version";
import { type DiJob, JOB_FIELD_ROWS } from "../model/job";
import { type FilterName, QUERY_FILTER_ROWS } from "../model/query";

const time = z.iso.datetime();
const count = z.int().min(0);
const milliseconds = z.int().min(0).describe("Milliseconds.");

/** What every command writes first. */
const head = <C extends string>(command: C) => ({ version: z.literal(1), command: z.literal(command) });

/** What went wrong. */
const error = { code: z.enum(ERROR_CODES), message: z.string().describe("What happened, and the repair.") };

/** A decimal id. */
const id = z.string().describe("Decimal digits.");

/** The app that a construct stands in. */
const app = z
  .string()
  .describe(
    "Folder of the app's cdktf.json as seen from the snapshot, or DIJOBS_APP; empty where version 1 did not tell.",
  );

/** The fields of a job, of which the compiler compares the table with the type. */
const jobFields = Object.fromEntries(
  JOB_FIELD_ROWS.map(({ name, form, onlyIn, optional }) => {
    const description = form ?? (onlyIn && `Told by ${onlyIn} only.`);
    const text = description === undefined ? z.string() : z.string().describe(description);
    return [name, optional ? text.optional() : text];
  }),
) as { [Name in keyof DiJob]-?: undefined extends DiJob[Name] ? z.ZodOptional<z.ZodString> : z.ZodString };

/** A job, wherever a command writes one. */
const job = z.object(jobFields).meta({ id: "job" });

/** What leaves jobs out of an answer. */
const filters = Object.fromEntries(QUERY_FILTER_ROWS.map(({ name }) => [name, z.string().optional()])) as Record<
  FilterName,
  z.ZodOptional<z.ZodString>
>;

/** A question in canonical form. */
const query = z
  .object({
    apiVersion: z.enum(API_VERSIONS),
    regionId: z.string(),
    projectId: id,
    ...filters,
  })
  .meta({ id: "query" });

/** A question in canonical form, of which the workspace may be known by its name only. */
const askedQuery = query.extend({
  projectId: id.optional(),
  projectName: z
    .string()
    .optional()
    .describe("The name of a workspace of which the id was not found; * for all that are seen."),
});

/** Who answered, or was to. */
const profile = z
  .string()
  .optional()
  .describe("The profile as which the workspace was asked; none for the credentials of the run.");

/** The answer to a question. */
const listing = z.object({
  query,
  jobs: z.array(job).describe("Sorted by id."),
  observedAt: time,
  source: z.enum(["live", "snapshot"]),
  verified: z.boolean().optional().describe("Whether the jobs are proved to be those of one instant."),
  calls: count,
  throttledCalls: count,
  unknownValues: z.array(z.string()).describe("Values outside the documentation."),
});

/** What a schema says, as data that nobody changes. */
export type Said<S extends z.ZodType> = Constant<z.infer<S>>;

type Constant<T> = T extends object ? { readonly [K in keyof T]: Constant<T[K]> } : T;

/** The parts of which commands and reports make the schemas of what they write as JSON. */
export const parts = {
  z,
  time,
  count,
  milliseconds,
  head,
  error,
  id,
  app,
  job,
  query,
  listing,
  profile,
  askedQuery,
} as const;
