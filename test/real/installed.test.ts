import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Emulator, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { framework } from "../_support/framework";
import { addApp, install, installPackage, OLDEST_PEERS } from "../_support/installation";
import { run } from "../_support/process";
import { namesFrom } from "../_support/synthesized";

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

const appIn = (cwd: string) => (env: object) => run(process.execPath, ["compiled/main.js"], { cwd, env });

test("the installed package looks up jobs", async () => {
  expect(await namesFrom(folder, appIn(folder), emulator.env)).toEqual(["orders"]);
});

test("what the registry gives within the ranges of the package is what it asks for, down to the last", async () => {
  expect(await run("npm", ["ls", "--all", "--omit=dev"], { cwd: folder })).toMatchObject({ status: 0 });
});

test("the installed package looks up jobs with the oldest peers that it allows", async () => {
  const oldest = await install(...OLDEST_PEERS[framework], "@types/node");
  await addApp(oldest);
  const names = await namesFrom(oldest, appIn(oldest), emulator.env);
  rmSync(oldest, { recursive: true });

  expect(names).toEqual(["orders"]);
}, 180_000);

test.each([
  ["CommonJS", "node10"],
  ["node16", "node16"],
  ["ESNext", "bundler"],
])("the types compile whole in an app of module %s, resolved as %s", async (module, moduleResolution) => {
  const options = ["--noEmit", "--skipLibCheck", "false", "--module", module, "--moduleResolution", moduleResolution];

  expect(await run("tsc", ["-p", ".", ...options], { cwd: folder })).toMatchObject({ status: 0, stdout: "" });
});

test("a package without its worker says so at once", async () => {
  const name = "node_modules/cdktf-dataworks-di-jobs";
  cpSync(join(folder, name), join(folder, "broken", name), { recursive: true });
  cpSync(join(folder, "compiled"), join(folder, "broken/compiled"), { recursive: true });
  rmSync(join(folder, "broken", name, "dist/lookup/thread/worker.js"));

  const { status, stderr } = await appIn(join(folder, "broken"))(emulator.env);

  expect({ status, stderr }).toMatchObject({ status: 7, stderr: expect.stringMatching(/^WorkerFailed .*worker\.js/) });
});
