import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import manifest from "../../package.json";

const FOLDER = join(__dirname, "../../.github/workflows");

test.each(readdirSync(FOLDER))("%s uses actions by their commits, with the version beside", (file) => {
  const used = readFileSync(join(FOLDER, file), "utf8").match(/(?<=uses: ).*/g) ?? [];

  expect(used.length).toBeGreaterThan(0);
  expect(used.filter((action) => !/^[\w.-]+\/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
});

test("changes are checked on the oldest Node.js that the package allows, and on 22 and 24", () => {
  const { jobs } = parse(readFileSync(join(FOLDER, "ci.yml"), "utf8"));
  const [, oldest] = /^>=(\d+)/.exec(manifest.engines.node) ?? [];

  expect(jobs.check.strategy.matrix.node).toEqual([Number(oldest), 22, 24]);
  expect(JSON.stringify(jobs.check.steps)).toContain("${{ matrix.node }}");
});
