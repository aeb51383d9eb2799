import { readFileSync } from "node:fs";
import { join } from "node:path";
import { transcribe } from "../_support/transcripts";

test("every transcript of docs/cli.md is what the commands print", async () => {
  const page = readFileSync(join(__dirname, "../../docs/cli.md"), "utf8");

  expect(await transcribe(page)).toBe(page);
}, 240_000);
