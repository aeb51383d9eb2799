import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withFaults } from "./reliability-page";

const root = join(__dirname, "../..");
const path = join(root, "docs", "reliability.md");
const outcomes = JSON.parse(readFileSync(join(root, ".cache", "faults.json"), "utf8"));
writeFileSync(path, withFaults(readFileSync(path, "utf8"), outcomes));
