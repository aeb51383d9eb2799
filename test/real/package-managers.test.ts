import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Emulator, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { installWithYarn, type YarnInstallation } from "../_support/installation";
import { type Ended, root, run } from "../_support/process";

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ jobs: [{ jobName: "orders" }] });
});

afterAll(() => emulator.close());

/** The names of the jobs that an app in a folder wrote into its output, or how it ended. */
async function namesFrom(folder: string, app: App, env: object): Promise<readonly string[] | Ended> {
  const out = mkdtempSync(join(folder, "cdktf.out-"));
  const ended = await app({ ...env, CDKTF_OUTDIR: out });
  if (ended.status !== 0) return ended;
  return JSON.parse(readFileSync(join(out, "stacks/stack/cdk.tf.json"), "utf8")).output.names.value;
}

type App = (env: object) => Promise<Ended>;

describe("installed by Yarn with Plug'n'Play", () => {
  let installed: YarnInstallation;
  let unrepaired: Ended;
  let repair: string | undefined;

  const yarn = (args: readonly string[], env: object) => run(installed.yarn, args, { cwd: installed.folder, env });
  const byYarn: App = (env) => yarn(["node", "main.js", "read"], env);
  const byNode: App = (env) =>
    run(process.execPath, ["--require", "./.pnp.cjs", "main.js", "read"], { cwd: installed.folder, env });

  beforeAll(async () => {
    installed = await installWithYarn("nodeLinker: pnp\n", "cdktf", "constructs");
    cpSync(join(root, "test/fixtures/apps/lookup.js"), join(installed.folder, "main.js"));
    unrepaired = await byYarn(emulator.env);
    repair = /yarn config set .*$/m.exec(unrepaired.stderr)?.[0];
    if (repair !== undefined) await installed.runInShell(repair);
  }, 240_000);

  afterAll(() => rmSync(installed.folder, { recursive: true }));

  test("no package lies in node_modules", () => {
    expect(existsSync(join(installed.folder, ".pnp.cjs"))).toBe(true);
    expect(existsSync(join(installed.folder, "node_modules"))).toBe(false);
  });

  test("what the vendor leaves undeclared is told with the command that repairs it, which new users are told, too", () => {
    expect(unrepaired.stderr).toContain("the SDK of Alibaba Cloud cannot be loaded");
    expect(readFileSync(join(root, "docs/getting-started.md"), "utf8")).toContain(`\n${repair}\n`);
  });

  test.each([
    ["yarn node", byYarn],
    ["node that is given the loader", byNode],
  ])("an app looks up jobs on its threads, records them, and reads them: %s", async (_, app) => {
    const { folder } = installed;
    rmSync(join(folder, "dataworks.snapshot.json"), { force: true });

    expect(await namesFrom(folder, app, emulator.env)).toEqual(["orders"]);
    expect(await namesFrom(folder, app, { ...emulator.env, DIJOBS_MODE: "record" })).toEqual(["orders"]);
    expect(await namesFrom(folder, app, { DIJOBS_MODE: "locked" })).toEqual(["orders"]);
  });

  test("the command line lists jobs", async () => {
    const list = ["dijobs", "list", "--workspace", "cn-shanghai/1967", "--format", "json"];

    const { status, stdout } = await yarn(list, emulator.env);

    expect(status).toBe(0);
    expect(stdout).toContain('"jobName": "orders"');
  });
});
