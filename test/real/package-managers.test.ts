import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Emulator, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { installWithYarn, type YarnInstallation } from "../_support/installation";
import { blocksOf, pages } from "../_support/pages";
import { type Ended, root, run } from "../_support/process";

let emulator: Emulator;

beforeAll(async () => {
  emulator = await startEmulator({ jobs: [{ jobName: "orders" }] });
});

afterAll(() => emulator.close());

/** What the page for new users says about a setting of Yarn. */
function documented(setting: string): string {
  const blocks = pages()
    .filter(({ path }) => path === "docs/getting-started.md")
    .flatMap(blocksOf);
  return blocks.find(({ info, code }) => info === "yaml" && code.startsWith(`${setting}:`))?.code ?? "";
}

describe("installed by Yarn with Plug'n'Play, and the lines that the page for new users has for it", () => {
  let installed: YarnInstallation;

  beforeAll(async () => {
    installed = await installWithYarn(`nodeLinker: pnp\n${documented("packageExtensions")}`, "cdktf", "constructs");
    cpSync(join(root, "test/fixtures/apps/lookup.js"), join(installed.folder, "main.js"));
  }, 180_000);

  afterAll(() => rmSync(installed.folder, { recursive: true }));

  const yarn = (args: readonly string[], env: object) => run(installed.yarn, args, { cwd: installed.folder, env });

  /** The names of the jobs that an app wrote into its output. */
  async function namesFrom(run: (env: object) => Promise<Ended>, env: object): Promise<readonly string[] | Ended> {
    const out = mkdtempSync(join(installed.folder, "cdktf.out-"));
    const ended = await run({ ...env, CDKTF_OUTDIR: out });
    if (ended.status !== 0) return ended;
    return JSON.parse(readFileSync(join(out, "stacks/stack/cdk.tf.json"), "utf8")).output.names.value;
  }

  const APPS: [string, (env: object) => Promise<Ended>][] = [
    ["yarn node", (env) => yarn(["node", "main.js", "read"], env)],
    [
      "node that is given the loader",
      (env) => run(process.execPath, ["--require", "./.pnp.cjs", "main.js", "read"], { cwd: installed.folder, env }),
    ],
  ];

  test("no package lies in node_modules", () => {
    expect(existsSync(join(installed.folder, ".pnp.cjs"))).toBe(true);
    expect(existsSync(join(installed.folder, "node_modules"))).toBe(false);
  });

  test.each(APPS)("an app looks up jobs on its threads, records them, and reads them: %s", async (_, app) => {
    rmSync(join(installed.folder, "dataworks.snapshot.json"), { force: true });

    expect(await namesFrom(app, emulator.env)).toEqual(["orders"]);
    expect(await namesFrom(app, { ...emulator.env, DIJOBS_MODE: "record" })).toEqual(["orders"]);
    expect(await namesFrom(app, { DIJOBS_MODE: "locked" })).toEqual(["orders"]);
  });

  test("the command line lists jobs", async () => {
    const list = ["dijobs", "list", "--workspace", "cn-shanghai/1967", "--format", "json"];

    const { status, stdout } = await yarn(list, emulator.env);

    expect(status).toBe(0);
    expect(stdout).toContain('"jobName": "orders"');
  });
});
