import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Emulator, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { framework, ported } from "../_support/framework";
import { root, run } from "../_support/process";

const BODY = `
const app = new App();
new DiJobs(new TerraformStack(app, "prod"), "jobs", { regionId: "cn-shanghai", projectId: 1967 }).findJob("orders");
app.synth();
`;
const IMPORTED = ported(`import { App, TerraformStack } from "cdktf";
import { DiJobs } from "cdktf-dataworks-di-jobs";
${BODY}`);
const REQUIRED = ported(`const { App, TerraformStack } = require("cdktf");
const { DiJobs } = require("cdktf-dataworks-di-jobs");
${BODY}`);

let emulator: Emulator;
let repository: string;

/** A repository of three apps, in which the packages stand at the root, and the apps beside them, as workspaces are linked. */
beforeAll(async () => {
  emulator = await startEmulator({ jobs: [{ diJobId: 7, jobName: "orders" }] });
  repository = realpathSync(mkdtempSync(join(tmpdir(), "monorepo-")));
  write("package.json", JSON.stringify({ private: true, workspaces: ["apps/*"] }));
  write("apps/cjs/cdktf.json", JSON.stringify({ app: "npx tsx main.ts" }));
  write("apps/cjs/main.ts", IMPORTED);
  write("apps/cjs/main.js", REQUIRED);
  write("apps/mjs/cdktf.json", JSON.stringify({ app: "node main.mjs" }));
  write("apps/mjs/src/main.mjs", IMPORTED);
  write("apps/esm/cdktf.json", JSON.stringify({ app: "npx tsx main.ts" }));
  write("apps/esm/package.json", JSON.stringify({ name: "esm", type: "module", main: "main.js" }));
  write("apps/esm/main.js", IMPORTED);
  write("apps/esm/main.ts", IMPORTED);
  for (const name of [framework, "constructs", "tsx"]) link(join(root, "node_modules", name), name);
  link(join(root, "node_modules/tsx/dist/cli.mjs"), ".bin/tsx");
  link(root, "cdktf-dataworks-di-jobs");
  for (const name of ["cjs", "mjs", "esm"]) link(join(repository, "apps", name), name);
}, 60_000);

afterEach(() => {
  for (const path of snapshots()) rmSync(join(repository, path));
});

afterAll(async () => {
  await emulator.close();
  rmSync(repository, { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(repository, path)), { recursive: true });
  writeFileSync(join(repository, path), text);
}

function link(target: string, name: string): void {
  mkdirSync(dirname(join(repository, "node_modules", name)), { recursive: true });
  symlinkSync(target, join(repository, "node_modules", name));
}

/** Every snapshot in the repository. */
function snapshots(): string[] {
  const folders = ["", "apps", ...["cjs", "mjs", "mjs/src", "esm"].map((name) => `apps/${name}`)];
  const files = folders.flatMap((folder) => readdirSync(join(repository, folder)).map((name) => join(folder, name)));
  return files.filter((path) => path.endsWith("snapshot.json"));
}

test.each([
  ["cjs", "npx", ["--no-install", "tsx", "apps/cjs/main.ts"]],
  ["cjs", "node", ["apps/cjs/main.js"]],
  ["cjs", "node", ["apps/cjs/main"]],
  ["cjs", "node", ["--import", "tsx", "apps/cjs/main.ts"]],
  ["mjs", "node", ["apps/mjs/src/main.mjs"]],
  ["mjs", "node", ["node_modules/mjs/src/main.mjs"]],
  ["esm", "npx", ["--no-install", "tsx", "apps/esm/main.ts"]],
  ["esm", "npx", ["--no-install", "tsx", "node_modules/esm/main.ts"]],
  ["esm", "node", ["apps/esm"]],
  ["esm", "node", ["apps/esm/main.js"]],
])(
  "the snapshot of app %s is its own, started from the root by %s %j, and is announced",
  async (app, command, args) => {
    const env = { ...emulator.env, DIJOBS_MODE: "record", npm_config_loglevel: "error" };

    const { status, stderr } = await run(command, args, { cwd: repository, env });

    const snapshot = `apps/${app}/dataworks.snapshot.json`;
    const said = `note: snapshot '${join(repository, snapshot)}' is new: commit it, or say with DIJOBS_SNAPSHOT where yours is\n`;
    expect({ status, stderr }).toEqual({ status: 0, stderr: said });
    expect(snapshots()).toEqual([snapshot]);
    const { lookups } = JSON.parse(readFileSync(join(repository, snapshot), "utf8"));
    expect(lookups).toMatchObject([{ usedBy: { ".": { "prod/jobs": ["orders"] } } }]);
  },
);

test("apps that share a snapshot are told apart by their folders, and only the first of them announces it", async () => {
  const shared = join(repository, "shared.snapshot.json");
  const env = { ...emulator.env, DIJOBS_MODE: "record", DIJOBS_SNAPSHOT: shared };

  const said: string[] = [];
  for (const script of ["apps/cjs/main.js", "apps/mjs/src/main.mjs", "node_modules/esm/main.js"])
    said.push((await run("node", [script], { cwd: repository, env })).stderr);

  expect(said).toEqual([expect.stringMatching(/^note: snapshot '.*' is new: .*\n$/), "", ""]);
  const { lookups } = JSON.parse(readFileSync(shared, "utf8"));
  expect(Object.keys(lookups[0].usedBy)).toEqual(["apps/cjs", "apps/esm", "apps/mjs"]);
});

test("a second copy of the package, installed for one app, finds that app, too", async () => {
  const own = "apps/mjs/node_modules/cdktf-dataworks-di-jobs";
  mkdirSync(join(repository, own), { recursive: true });
  for (const name of ["dist", "package.json"])
    cpSync(join(root, name), join(repository, own, name), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(repository, own, "node_modules"));
  const env = { ...emulator.env, DIJOBS_MODE: "record" };

  const ended = await run("node", ["apps/mjs/src/main.mjs"], { cwd: repository, env });

  rmSync(join(repository, own), { recursive: true });
  expect(ended.status).toBe(0);
  expect(snapshots()).toEqual(["apps/mjs/dataworks.snapshot.json"]);
});
