import { existsSync, readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join } from "node:path";
import manifest from "../../package.json";
import { OLDEST_CONSTRUCTS } from "../_support/installation";
import { linksOf, pages } from "../_support/pages";
import { root, run } from "../_support/process";

/** What people download and what it becomes on their disk, in bytes: room for a third more than there is. */
const MOST_PACKED = 650_000;
const MOST_UNPACKED = 2_300_000;

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
  test("has what was compiled, the schemas, the pages, the examples and the license, and nothing else", async () => {
    const compiled = filesOf("src")
      .filter((path) => /(?<!\.d)\.ts$/.test(path))
      .flatMap((path) => [".js", ".d.ts"].map((end) => `dist/${path.replace(/\.ts$/, end)}`));
    const { stdout } = await run(
      "git",
      ["ls-files", "--cached", "--others", "--exclude-standard", "schema", "docs/*.md", "examples"],
      { cwd: root },
    );
    const others = ["CHANGELOG.md", "LICENSE", "README.md", "SECURITY.md", "package.json"];

    const { files } = await pack();

    expect(files.map(({ path }) => path).sort()).toEqual(
      [...compiled, ...stdout.trimEnd().split("\n"), ...others].sort(),
    );
  });

  test("has every page that its readme links to, and what its pages link to but for sources and tests", async () => {
    const paths = (await pack()).files.map(({ path }) => path);
    const isThere = (path: string) => paths.some((each) => each === path || each.startsWith(`${path}/`));

    const broken = pages()
      .filter(({ path }) => paths.includes(path))
      .flatMap((page) => {
        const targets = linksOf(page).map(({ target }) => join(dirname(page.path), target.split("#")[0] ?? ""));
        return targets.filter((target) => !isThere(target)).map((target) => `${page.path}: ${target}`);
      });

    expect(broken.filter((link) => !/: (src|test|bench|etc|CONTRIBUTING\.md)/.test(link))).toEqual([]);
    expect(broken.filter((link) => link.startsWith("README.md"))).toEqual([]);
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
  test("are exactly the packages that the compiled code loads, each from the locked version to the next that may break", () => {
    const loaded = filesOf("dist")
      .filter((path) => path.endsWith(".js"))
      .flatMap((path) => [...readFileSync(join(root, "dist", path), "utf8").matchAll(/require\("([^".][^"]*)"\)/g)])
      .map(([, name = ""]) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? "")
      .filter((name) => !name.startsWith("node:") && !builtinModules.includes(name));

    const known = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    expect([...new Set(loaded)].sort()).toEqual(known.sort());
    const ranges = Object.keys(manifest.dependencies).map((name) => [
      name,
      `^${lock.packages[`node_modules/${name}`]?.version}`,
    ]);
    expect(Object.fromEntries(ranges)).toEqual(manifest.dependencies);
  });

  test("are frameworks up to the version that was tried, and no further", () => {
    const { constructs, ...frameworks } = manifest.peerDependencies;

    for (const [name, range] of Object.entries(frameworks)) {
      const [, minor] = lock.packages[`node_modules/${name}`]?.version?.split(".") ?? [];
      expect(range).toBe(`>=0.${minor}.0 <0.${Number(minor) + 1}`);
    }
    expect(constructs).toBe(`^${OLDEST_CONSTRUCTS}`);
  });

  test("for development are exact: they decide what the checks say", () => {
    expect(Object.values(manifest.devDependencies).filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
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
