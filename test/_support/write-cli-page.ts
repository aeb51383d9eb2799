import { readFileSync, writeFileSync } from "node:fs";
import { TRANSCRIBED_PAGES, transcribe } from "./transcripts";

async function main(): Promise<void> {
  for (const page of TRANSCRIBED_PAGES) writeFileSync(page, await transcribe(readFileSync(page, "utf8")));
}

void main();
