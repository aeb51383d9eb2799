import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { mkdtempSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");

/** A file of the tarball, as npm lists it. */
export interface PackedFile {
  readonly path: string;
  readonly size: number;
}

/** The package as it would be published. */
export interface Tarball {
  readonly path: string;
  readonly files: readonly PackedFile[];
  /** Bytes to download. */
  readonly size: number;
  /** Bytes on disk. */
  readonly unpackedSize: number;
}

/** Packs what is compiled, into a folder. */
export function pack(folder: string): Tarball {
  const args = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
  const [packed] = JSON.parse(succeed("npm", args, ROOT)) as [Omit<Tarball, "path"> & { filename: string }];
  return { ...packed, path: join(folder, packed.filename) };
}

/** A new folder with a tarball and other packages installed in it, as users do. */
export function install(tarball: string, packages: readonly string[]): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "dijobs-installed-")));
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  succeed("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", tarball, ...packages], folder);
  return folder;
}

/** Runs a program in a folder, with the commands of this repository at hand. */
export function run(command: string, args: readonly string[], cwd: string): SpawnSyncReturns<string> {
  const path = `${join(ROOT, "node_modules", ".bin")}:${process.env.PATH}`;
  return spawnSync(command, args, { cwd, encoding: "utf8", env: { ...process.env, PATH: path } });
}

function succeed(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = run(command, args, cwd);
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed\n${stdout}\n${stderr}`);
  return stdout;
}
