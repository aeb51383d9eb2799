import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LOADED_WHOLE, lazyRequires } from "./lazy-requires";

/** The last step of `npm run build`: compiled modules load what they import when they use it. */
const dist = join(__dirname, "../dist");
for (const path of readdirSync(dist, { recursive: true, encoding: "utf8" })) {
  if (!path.endsWith(".js") || LOADED_WHOLE.test(path)) continue;
  const file = join(dist, path);
  writeFileSync(file, lazyRequires(readFileSync(file, "utf8")));
}
