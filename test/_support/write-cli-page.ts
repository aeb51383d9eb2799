import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { transcribe } from "./transcripts";

const page = join(__dirname, "../../docs/cli.md");
void transcribe(readFileSync(page, "utf8")).then((text) => writeFileSync(page, text));
