import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Bench } from "../_support/mutation/trial";
import { root, run } from "../_support/process";

const program = join(root, "test/_support/mutation/program.ts");

const mutation = (...options: readonly string[]) =>
  run("tsx", [program, "--processes", "1", ...options], { cwd: root, longestMs: 170_000 });

test("changes of a file are tried, counted, and named where no test notices them", async () => {
  const { status, stdout } = await mutation("--files", "src/cli/report/formats/json.ts", "--minutes", "1");

  expect(status).toBe(0);
  expect(stdout).toMatch(/^\d+ mutants in 1 files; \d+ test files may judge them$/m);
  const [, mutants, tried, killed, survived, notReached] =
    /^\| formats \| (\d+) \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|/m.exec(stdout)?.map(Number) ?? [];
  expect(mutants).toBeGreaterThan(0);
  expect(tried).toBe((killed ?? 0) + (survived ?? 0) + (notReached ?? 0));
  expect(killed).toBeGreaterThan(0);
  expect(
    stdout.match(/^(survived|not reached): src\/cli\/report\/formats\/json\.ts:\d+:\d+ {2}.* {2}→ {2}/gm) ?? [],
  ).toHaveLength((survived ?? 0) + (notReached ?? 0));
}, 180_000);

test("--help tells its options and the rooms, and tries nothing", async () => {
  const { status, stdout } = await mutation("--help");

  expect(status).toBe(0);
  expect(stdout).toMatch(/^npm run mutation -- \[options\]\n/);
  for (const option of ["rooms", "files", "tests", "changed", "minutes", "seed", "processes", "least"])
    expect(stdout).toMatch(new RegExp(`^--${option} `, "m"));
  expect(stdout).toContain("text,errors,model,client,credentials,snapshot,lookup,checks,constructs,report,formats\n");
});

test("where nothing is to be changed, it says so", async () => {
  expect(await mutation("--files", "no such file")).toMatchObject({
    status: 0,
    stdout: "no file to change: nothing to do\n",
  });
});

test("a test file that never ends is ended, and the next has a process of its own", async () => {
  const folder = mkdtempSync(join(tmpdir(), "mutants-"));
  const bench = new Bench(folder);
  const trialOf = (file: string, longestMs: number) =>
    bench.run({ file: join(root, "test", file), mutant: "0" }, longestMs);

  const outcomes = [
    await trialOf("fixtures/mutation/endless.test.js", 5_000),
    await trialOf("model/duration.test.ts", 50_000),
  ];
  bench.close();
  rmSync(folder, { recursive: true });

  expect(outcomes).toMatchObject([{ passed: false }, { passed: true }]);
}, 60_000);
