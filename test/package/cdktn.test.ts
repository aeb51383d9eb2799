import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as ofCdktf from "../../src";
import * as ofTerrain from "../../src/cdktn";

/** A source file, as it would be for CDK for Terraform. */
const read = (path: string) => readFileSync(join(__dirname, "../../src", path), "utf8").replaceAll("cdktn", "cdktf");

test.each([
  ["the entries", "cdktn.ts", "index.ts"],
  ["the constructs", "frameworks/cdktn.ts", "frameworks/cdktf.ts"],
])("%s of the two frameworks differ only in its name", (_, ofTerrainFile, ofCdktfFile) => {
  expect(read(ofTerrainFile)).toBe(read(ofCdktfFile));
});

test("both entries have the same public names, and their own constructs", () => {
  expect(Object.keys(ofTerrain).sort()).toEqual(Object.keys(ofCdktf).sort());
  expect(ofTerrain.DiAlarmRule).not.toBe(ofCdktf.DiAlarmRule);
  expect(ofTerrain.DiJobs).not.toBe(ofCdktf.DiJobs);
});
