import { existsSync, readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import manifest from "../../package.json";
import { root, run } from "../_support/process";

/** What people download and what it becomes on their disk, in bytes: room for a third more than there is. */
const MOST_PACKED = 300_000;
const MOST_UNPACKED = 1_100_000;

/** Licenses (SPDX) under which a part may be, without a duty for whoever uses this Apache-2.0 package. */
const LICENSES = ["Apache-2.0", "BlueOak-1.0.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "0BSD"];

/** Licenses that are told in other words than SPDX has. */
const SAME_LICENSE: Readonly<Record<string, string>> = { "Apache License 2.0": "Apache-2.0" };

interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
}

const lock: { lockfileVersion: number; packages: Record<string, Locked> } = JSON.parse(
  readFileSync(join(root, "package-lock.json"), "utf8"),
);
const installed = Object.entries(lock.packages).filter(([path, { dev }]) => path !== "" && !dev);

/** Files under a folder of the repository, as paths from there. */
const filesOf = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((path) => path.replaceAll("\\", "/"));

interface Packed {
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}

async function pack(): Promise<Packed> {
  const { stdout } = await run("npm", ["pack", "--dry-run", "--ignore-scripts", "--json"], { cwd: root });
  const [packed] = JSON.parse(stdout) as [Packed];
  return packed;
}

describe("the packed package", () => {
  test("has what was compiled, the schemas, a readme and the license, and nothing else", async () => {
    const compiled = filesOf("src")
      .filter((path) => /(?<!\.d)\.ts$/.test(path))
      .flatMap((path) => [".js", ".d.ts"].map((end) => `dist/${path.replace(/\.ts$/, end)}`));
    const schemas = filesOf("schema").map((path) => `schema/${path}`);

    const { files } = await pack();

    expect(files.map(({ path }) => path).sort()).toEqual(
      [...compiled, ...schemas, "LICENSE", "README.md", "package.json"].sort(),
    );
  });

  test("stays within its size", async () => {
    const { size, unpackedSize } = await pack();

    expect(size).toBeLessThan(MOST_PACKED);
    expect(unpackedSize).toBeLessThan(MOST_UNPACKED);
  });

  test("has every file that its entries and programs name", async () => {
    const targets = Object.values(manifest.exports).flatMap((target) =>
      typeof target === "string" ? [target] : Object.values(target),
    );
    const named = [...targets, ...Object.values(manifest.bin), manifest.main, manifest.types];
    const paths = (await pack()).files.map(({ path }) => path);

    const missing = named
      .map((target) => target.replace(/^\.\//, ""))
      .filter((target) => !target.includes("*") && !paths.includes(target));
    expect(missing).toEqual([]);
  });

  test("runs nothing when it is installed", () => {
    const atInstallation = ["preinstall", "install", "postinstall", "prepare"];

    expect(Object.keys(manifest.scripts).filter((name) => atInstallation.includes(name))).toEqual([]);
    expect(existsSync(join(root, "binding.gyp"))).toBe(false);
  });
});

describe("its dependencies", () => {
  test("are exactly the packages that the compiled code loads, each in one exact version", () => {
    const loaded = filesOf("dist")
      .filter((path) => path.endsWith(".js"))
      .flatMap((path) => [...readFileSync(join(root, "dist", path), "utf8").matchAll(/require\("([^".][^"]*)"\)/g)])
      .map(([, name = ""]) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? "")
      .filter((name) => !name.startsWith("node:") && !builtinModules.includes(name));

    const known = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    expect([...new Set(loaded)].sort()).toEqual(known.sort());
    for (const version of Object.values(manifest.dependencies)) expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test("are all, down to the last, under licenses that go with Apache-2.0", () => {
    const others = installed
      .map(([path, { license = "none" }]) => [path, SAME_LICENSE[license] ?? license])
      .filter(([, license = ""]) => !LICENSES.includes(license));

    expect(installed.length).toBeGreaterThan(Object.keys(manifest.dependencies).length);
    expect(others).toEqual([]);
  });

  test("run nothing when they are installed", () => {
    expect(installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)).toEqual([]);
  });

  test("are locked for npm 7 and later, without an address of where they come from", () => {
    expect(lock.lockfileVersion).toBe(3);
    expect(Object.values(lock.packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });
});
