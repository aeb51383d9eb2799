import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { portedProgram } from "../_support/framework";
import { root, run } from "../_support/process";

const FILES = 20;
const LONGEST_MS = 180_000;

test(
  "twenty test files in one run leave no thread behind and do not grow in memory",
  async () => {
    mkdirSync(join(root, ".cache"), { recursive: true });
    // Inside the project, where the package is found by its name.
    const folder = mkdtempSync(join(root, ".cache/jest-run-"));
    const file = portedProgram("test/fixtures/apps/lookup.test.js");
    for (let number = 1; number <= FILES; number += 1) cpSync(file, join(folder, `lookup-${number}.test.js`));
    const emulator = await startEmulator();

    const jest = ["--expose-gc", join(root, "node_modules/jest/bin/jest.js"), "-i", "--logHeapUsage", "--config", "{}"];
    const { status, stderr } = await run(process.execPath, jest, {
      cwd: folder,
      env: emulator.env,
      longestMs: LONGEST_MS,
    });
    await emulator.close();
    rmSync(folder, { recursive: true });

    expect({ status, stderr }).toMatchObject({ status: 0 });
    const heapsMb = [...stderr.matchAll(/\((?:[\d.]+ s, )?(\d+) MB heap size\)/g)].map(([, megabytes]) =>
      Number(megabytes),
    );
    expect(heapsMb).toHaveLength(FILES);
    // A file that leaves its modules behind costs 5 MB; the first few also fill the runner's own caches.
    const settled = heapsMb.slice(4);
    expect(Math.min(...settled.slice(-5)) - Math.min(...settled)).toBeLessThan(2 * settled.length);
  },
  LONGEST_MS + 5_000,
);
