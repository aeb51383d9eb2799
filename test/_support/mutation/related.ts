import { join, relative } from "node:path";
import { SearchSource } from "@jest/core";
import { readConfig } from "jest-config";
import Runtime from "jest-runtime";
import { root } from "../process";

/** What reads the source as text, or draws its inputs by lot, judges no mutant. */
const NO_JUDGES = /^test\/(docs|fuzz|package|architecture)\b/;

/** The unit tests that import any of these files, however far away. */
export async function relatedTests(paths: readonly string[]): Promise<readonly string[]> {
  const [unit] = require(join(root, "jest.config.js")).projects;
  const config = JSON.stringify({ ...unit, rootDir: root, roots: [join(root, "src"), join(root, "test")] });
  const { projectConfig } = await readConfig({ _: [], $0: "", config }, root);
  const context = await Runtime.createContext(projectConfig, { console, maxWorkers: 1, watch: false, watchman: false });
  const found = await new SearchSource(context).findRelatedTests(new Set(paths.map((path) => join(root, path))), false);
  return found.tests.map(({ path }) => relative(root, path)).filter((file) => !NO_JUDGES.test(file));
}
