import { z } from "zod";
import { doctorSchema, listSchema, waitSchema } from "./commands/schemas";
import { policySchema } from "./policy/schema";
import { reportSchema } from "./report/schema";

/** The published JSON Schemas by their path in the package: draft 7, which editors know best. */
export const publishedSchemas = {
  "schema/policy-1.json": () => render("A policy file of dijobs check", policySchema),
  "schema/report-1.json": () => render("What dijobs check, drift and refresh write with --format json", reportSchema),
  "schema/list-1.json": () => render("What dijobs list writes with --format json", listSchema),
  "schema/wait-1.json": () => render("What dijobs wait writes with --format json", waitSchema),
  "schema/doctor-1.json": () => render("What dijobs doctor writes with --format json", doctorSchema),
} as const satisfies Record<string, () => string>;

function render(title: string, schema: z.ZodType): string {
  const jsonSchema = z.toJSONSchema(schema, {
    target: "draft-7",
    io: "input",
    // The bounds of a JavaScript number are not those of an id.
    override: ({ jsonSchema: node }) => {
      if (node.maximum === Number.MAX_SAFE_INTEGER) delete node.maximum;
      if (node.minimum === Number.MIN_SAFE_INTEGER) delete node.minimum;
    },
  });
  return `${JSON.stringify({ title, ...jsonSchema }, null, 2)}\n`;
}
