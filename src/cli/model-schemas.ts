import { z } from "zod";
import { API_VERSIONS } from "../model/api-version";
import { JOB_FIELD_ROWS } from "../model/job";
import { QUERY_FILTER_ROWS } from "../model/query";

/** A decimal id. */
export const id = z.string().describe("Decimal digits.");

/** A job, wherever a command writes one. */
export const job = z
  .object(
    Object.fromEntries(
      JOB_FIELD_ROWS.map(({ name, form, onlyIn, optional }) => {
        const description = form ?? (onlyIn && `Told by ${onlyIn} only.`);
        const text = description === undefined ? z.string() : z.string().describe(description);
        return [name, optional ? text.optional() : text];
      }),
    ),
  )
  .meta({ id: "job" });

/** A question in canonical form. */
export const query = z
  .object({
    apiVersion: z.enum(API_VERSIONS),
    regionId: z.string(),
    projectId: id,
    ...Object.fromEntries(QUERY_FILTER_ROWS.map(({ name }) => [name, z.string().optional()])),
  })
  .meta({ id: "query" });
