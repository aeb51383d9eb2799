import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Emulator, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { install, installPackage, OLDEST_CONSTRUCTS, otherNode, runsOtherNodes } from "../_support/installation";
import { type Ended, run } from "../_support/process";

let folder: string;
let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ jobs: [{ jobName: "orders" }] });
  folder = await installPackage();
}, 180_000);

afterAll(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true });
});

/** Runs a command of an app in the installation; the names of the jobs that it wrote into its output. */
async function namesFrom(command: string, args: readonly string[]): Promise<readonly string[] | Ended> {
  const out = mkdtempSync(join(folder, "cdktf.out-"));
  const ended = await run(command, args, { cwd: folder, env: { ...emulator.env, CDKTF_OUTDIR: out } });
  if (ended.status !== 0) return ended;
  return JSON.parse(readFileSync(join(out, "stacks/stack/cdk.tf.json"), "utf8")).output.names.value;
}

const jestWith = (transform: unknown) => [
  "--config",
  JSON.stringify({ testMatch: ["<rootDir>/main.test.ts"], transform: { "\\.ts$": transform } }),
];
const SWC = [require.resolve("@swc/jest"), { jsc: { target: "es2022", parser: { syntax: "typescript" } } }];

test.each([
  ["node on compiled code", process.execPath, ["compiled/main.js"]],
  ["ts-node", "ts-node", ["main.ts"]],
  ["tsx", "tsx", ["main.ts"]],
  ["jest with ts-jest", "jest", jestWith(require.resolve("ts-jest"))],
  ["jest with @swc/jest", "jest", jestWith(SWC)],
])("the installed package looks up jobs under %s", async (_, command, args) => {
  expect(await namesFrom(command, args)).toEqual(["orders"]);
});

test("what the registry gives within the ranges of the package is what it asks for, down to the last", async () => {
  expect(await run("npm", ["ls", "--all", "--omit=dev"], { cwd: folder })).toMatchObject({ status: 0 });
});

test("the installed package looks up jobs with the oldest peers that it allows", async () => {
  const oldest = await install("cdktf@0.21.0", `constructs@${OLDEST_CONSTRUCTS}`);
  cpSync(join(folder, "compiled"), oldest, { recursive: true });
  const env = { ...emulator.env, CDKTF_OUTDIR: join(oldest, "cdktf.out") };

  expect(await run(process.execPath, ["main.js"], { cwd: oldest, env })).toMatchObject({ status: 0, stderr: "" });
  const stack = JSON.parse(readFileSync(join(oldest, "cdktf.out/stacks/stack/cdk.tf.json"), "utf8"));
  rmSync(oldest, { recursive: true });

  expect(stack.output.names.value).toEqual(["orders"]);
}, 180_000);

// The binaries are for Linux on x64; in CI their absence is a failure.
(runsOtherNodes || process.env.CI ? test : test.skip).each([22, 24] as const)(
  "the installed package looks up jobs under Node.js %s",
  async (major) => {
    expect(await namesFrom(await otherNode(major), ["compiled/main.js"])).toEqual(["orders"]);
  },
  180_000,
);

test.each([
  ["CommonJS", "node10"],
  ["node16", "node16"],
  ["ESNext", "bundler"],
])("the types compile whole in an app of module %s, resolved as %s", async (module, moduleResolution) => {
  const options = ["--noEmit", "--skipLibCheck", "false", "--module", module, "--moduleResolution", moduleResolution];

  expect(await run("tsc", ["-p", ".", ...options], { cwd: folder })).toMatchObject({ status: 0, stdout: "" });
});

describe("a package that is not whole says so at once", () => {
  const failing = (args: readonly string[]) => run(process.execPath, args, { cwd: folder, env: emulator.env });

  test("bundled into one file", async () => {
    const bundling = ["--bundle", "--platform=node", "--outfile=bundled/main.js", "--log-level=error", "main.ts"];
    expect(await run("esbuild", bundling, { cwd: folder })).toMatchObject({ status: 0, stderr: "" });

    const { status, stderr } = await failing(["bundled/main.js"]);

    expect({ status, stderr }).toMatchObject({
      status: 7,
      stderr: expect.stringMatching(/^WorkerFailed .*supervisor\.js/),
    });
    expect(stderr).toContain("not bundled into one file");
  });

  test("without its worker", async () => {
    const name = "node_modules/cdktf-dataworks-di-jobs";
    cpSync(join(folder, name), join(folder, "broken", name), { recursive: true });
    cpSync(join(folder, "compiled"), join(folder, "broken"), { recursive: true });
    rmSync(join(folder, "broken", name, "dist/lookup/thread/worker.js"));

    const { status, stderr } = await failing(["broken/main.js"]);

    expect({ status, stderr }).toMatchObject({
      status: 7,
      stderr: expect.stringMatching(/^WorkerFailed .*worker\.js/),
    });
  });
});
