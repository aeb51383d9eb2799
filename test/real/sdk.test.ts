import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Emulator, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { framework, portedProgram } from "../_support/framework";
import { install } from "../_support/installation";
import { type Ended, run } from "../_support/process";

let emulator: Emulator;
let folder: string;

beforeAll(async () => {
  emulator = await startEmulator();
  folder = await install(framework, "constructs");
  cpSync(portedProgram("test/fixtures/apps/lookup.js"), join(folder, "main.js"));
  // A package without its files, as an installation that was cut off, or a bundle, leaves it.
  rmSync(join(folder, "node_modules/debug/src"), { recursive: true });
}, 180_000);

afterAll(async () => {
  await emulator.close();
  rmSync(folder, { recursive: true });
});

const list = ["node_modules/.bin/dijobs", "list", "--workspace", "cn-shanghai/1967"];

test.each([
  ["an app", ["main.js", "read"]],
  ["the command line", list],
])("%s says that the SDK cannot be loaded, and why, and asks nothing", async (_, args) => {
  const { status, stdout, stderr } = await run(process.execPath, args, { cwd: folder, env: emulator.env });

  expect(status).not.toBe(0);
  expectSdkMissing({ stdout, stderr });
  expect(await emulator.calls()).toEqual([]);
});

test("a source of credentials that needs the SDK says so, too", async () => {
  writeFileSync(join(folder, "token"), "the-token");
  const env = {
    DIJOBS_ENDPOINT: emulator.endpoint,
    ALIBABA_CLOUD_ROLE_ARN: "acs:ram::1:role/reader",
    ALIBABA_CLOUD_OIDC_PROVIDER_ARN: "acs:ram::1:oidc-provider/ci",
    ALIBABA_CLOUD_OIDC_TOKEN_FILE: join(folder, "token"),
  };

  expectSdkMissing(await run(process.execPath, list, { cwd: folder, env }));
});

function expectSdkMissing({ stdout, stderr }: Pick<Ended, "stdout" | "stderr">): void {
  expect(stderr).toContain("the SDK of Alibaba Cloud cannot be loaded");
  expect(stderr).toMatch(/Cannot find module '.*debug\/src\/index\.js'/);
  expect(stderr).toContain("npm ci");
  expect(stdout + stderr).not.toMatch(/cannot reach|does not answer as/);
}
