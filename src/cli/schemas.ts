import type { z as zod } from "zod";
import { COMMANDS } from "./commands";
import { policySchema } from "./policy/schema";
import { probeSchema } from "./probe/schema";
import { reportSchema } from "./report/schema";
import { parts } from "./schema-parts";

const { z } = parts;

/** The published JSON Schemas by their path in the package: draft 7, which editors know best. */
export async function publishedSchemas(): Promise<Record<string, string>> {
  const schemas: Record<string, string> = {
    "schema/policy-1.json": render("A policy file of dijobs check", policySchema),
    "schema/report-1.json": render("What dijobs check, drift and refresh write with --format json", reportSchema),
  };
  schemas["schema/probe-1.json"] = render("What dijobs doctor --probe writes with --format json", probeSchema(parts));
  for (const { name, load } of COMMANDS) {
    const schema = (await load()).schema?.(parts);
    if (schema !== undefined)
      schemas[`schema/${name}-1.json`] = render(`What dijobs ${name} writes with --format json`, schema);
  }
  return schemas;
}

function render(title: string, schema: zod.ZodType): string {
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
