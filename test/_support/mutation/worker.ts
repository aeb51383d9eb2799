/** A process that runs single test files, each with one mutant awake or with none, and tells what came of it. */
import { join } from "node:path";
import { readConfig } from "jest-config";
import TestRunner from "jest-runner";
import Runtime from "jest-runtime";
import { TestWatcher } from "jest-watcher";
import { root } from "../process";
import type { Outcome, Trial } from "./trial";

declare global {
  /** What the environment is told, and tells. */
  var trial: { active?: string; longestHits?: number; reached?: Readonly<Record<string, number>> };
}

async function serve(): Promise<void> {
  const [unit] = require(join(root, "jest.config.js")).projects;
  const config = JSON.stringify({
    ...unit,
    rootDir: root,
    roots: [join(root, "src"), join(root, "test")],
    cacheDirectory: join(root, ".cache/mutants-jest"),
    transform: { "\\.ts$": join(__dirname, "transform.js") },
    testEnvironment: join(__dirname, "environment.js"),
    testTimeout: 10_000,
  });
  const { globalConfig, projectConfig } = await readConfig({ _: [], $0: "", config }, root);
  const context = await Runtime.createContext(projectConfig, { console, maxWorkers: 1, watch: false, watchman: false });
  const watcher = new TestWatcher({ isWatchMode: false });

  process.on("message", ({ file, mutant, longestHits }: Trial) => {
    globalThis.trial =
      mutant === undefined ? {} : { active: mutant, longestHits: longestHits ?? Number.POSITIVE_INFINITY };
    const beganAtMs = performance.now();
    const runner = new TestRunner({ ...globalConfig, silent: true }, {});
    let passed = false;
    runner.on("test-file-success", ([, { numFailingTests, testExecError }]) => {
      passed = numFailingTests === 0 && testExecError === undefined;
    });
    void runner.runTests([{ context, path: file }], watcher, { serial: true }).finally(() => {
      const tookMs = performance.now() - beganAtMs;
      process.send?.({ passed, tookMs, reached: globalThis.trial.reached ?? {} } satisfies Outcome);
    });
  });
  // Nobody waits for its trial any more.
  process.on("disconnect", () => process.exit());
  process.send?.("ready");
}

void serve();
