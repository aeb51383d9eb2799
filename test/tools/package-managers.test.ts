import { cpSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Emulator, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { installWith, installWithYarn, type YarnInstallation } from "../_support/installation";
import { type Ended, root, run } from "../_support/process";
import { namesFrom } from "../_support/synthesized";
import { MANAGERS } from "../_support/tools";

const PACKAGES = ["cdktf", "constructs"];

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ jobs: [{ jobName: "orders" }] });
});

afterAll(() => emulator.close());

/** The app asks and records, reads what it has recorded, and is asked for by name in another program. */
async function expectItWorks(folder: string, app: (env: object) => Promise<Ended>): Promise<void> {
  rmSync(join(folder, "dataworks.snapshot.json"), { force: true });

  expect(await namesFrom(folder, app, emulator.env)).toEqual(["orders"]);
  expect(await namesFrom(folder, app, { ...emulator.env, DIJOBS_MODE: "record" })).toEqual(["orders"]);
  expect(await namesFrom(folder, app, { DIJOBS_MODE: "locked" })).toEqual(["orders"]);
}

const addApp = (folder: string) => cpSync(join(root, "test/fixtures/apps/lookup.js"), join(folder, "main.js"));

describe.each(MANAGERS.filter(({ leaves }) => leaves === "node_modules"))("installed by $release", ({ release }) => {
  let folder: string;

  beforeAll(async () => {
    folder = release.startsWith("@yarnpkg/")
      ? (await installWithYarn("nodeLinker: node-modules\n", PACKAGES, release)).folder
      : await installWith(release, ...PACKAGES);
    addApp(folder);
  }, 240_000);

  afterAll(() => rmSync(folder, { recursive: true }));

  test("an app looks up jobs, records them, and reads them", async () => {
    await expectItWorks(folder, (env) => run(process.execPath, ["main.js", "read"], { cwd: folder, env }));
  });

  test("the command line lists jobs", async () => {
    const list = ["list", "--workspace", "cn-shanghai/1967", "--format", "json"];

    const { status, stdout } = await run(join(folder, "node_modules/.bin/dijobs"), list, {
      cwd: folder,
      env: emulator.env,
    });

    expect(status).toBe(0);
    expect(stdout).toContain('"jobName": "orders"');
  });
});

describe.each(MANAGERS.filter(({ leaves }) => leaves === ".pnp.cjs"))(
  "installed by $release with Plug'n'Play",
  ({ release }) => {
    let installed: YarnInstallation;
    let unrepaired: Ended;
    let repair: string | undefined;

    const yarn = (args: readonly string[], env: object) => run(installed.yarn, args, { cwd: installed.folder, env });
    const byYarn = (env: object) => yarn(["node", "main.js", "read"], env);
    const byNode = (env: object) =>
      run(process.execPath, ["--require", "./.pnp.cjs", "main.js", "read"], { cwd: installed.folder, env });

    beforeAll(async () => {
      installed = await installWithYarn("nodeLinker: pnp\n", PACKAGES, release);
      addApp(installed.folder);
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
      await expectItWorks(installed.folder, app);
    });

    test("the command line lists jobs", async () => {
      const list = ["dijobs", "list", "--workspace", "cn-shanghai/1967", "--format", "json"];

      const { status, stdout } = await yarn(list, emulator.env);

      expect(status).toBe(0);
      expect(stdout).toContain('"jobName": "orders"');
    });
  },
);
