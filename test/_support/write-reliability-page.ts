import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { renderReliabilityPage } from "./reliability-page";

const root = join(__dirname, "../..");
const outcomes = JSON.parse(readFileSync(join(root, ".cache", "faults.json"), "utf8"));
writeFileSync(join(root, "docs", "reliability.md"), renderReliabilityPage(outcomes));
