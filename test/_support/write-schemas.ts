import { mkdirSync, writeFileSync } from "node:fs";
import { publishedSchemas } from "../../src/cli/schemas";

mkdirSync("schema", { recursive: true });
for (const [path, render] of Object.entries(publishedSchemas)) writeFileSync(path, render());
