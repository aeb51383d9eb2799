import { mkdirSync, writeFileSync } from "node:fs";
import { publishedSchemas } from "../../src/cli/schemas";

async function main(): Promise<void> {
  mkdirSync("schema", { recursive: true });
  for (const [path, text] of Object.entries(await publishedSchemas())) writeFileSync(path, text);
}

void main();
