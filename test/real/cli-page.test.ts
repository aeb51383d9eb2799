import { readFileSync } from "node:fs";
import { TRANSCRIBED_PAGES, transcribe } from "../_support/transcripts";

test.each(TRANSCRIBED_PAGES)(
  "every transcript of %s is what the commands print",
  async (path) => {
    const page = readFileSync(path, "utf8");

    expect(await transcribe(page)).toBe(page);
  },
  240_000,
);
