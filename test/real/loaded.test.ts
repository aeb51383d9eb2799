import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { LOADED_WHOLE } from "../../build/lazy-requires";
import { portedProgram } from "../_support/framework";
import { root, run } from "../_support/process";

const JOB = {
  diJobId: "7",
  jobName: "orders",
  migrationType: "Full",
  sourceDataSourceType: "MySQL",
  destinationDataSourceType: "Hologres",
  jobStatus: "Running",
};
const QUERY = { apiVersion: "2020-05-18", regionId: "cn-shanghai", projectId: "1967" };

/** What an app needs that asks the network, or that is a program of its own. */
const HEAVY =
  /@alicloud|@darabonba|hpagent|lossless-json|proxy-from-env|[/\\](zod|yaml|commander)[/\\]|client[/\\]list-jobs|lookup[/\\]thread/;

/** What only a snapshot needs that is written. */
const WRITING = /snapshot[/\\](update|render|types|record|disk[/\\](draft|turn))\.js/;

let cwd: string;

beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), "loaded-"));
  const lookups = [{ query: QUERY, observedAt: "2024-01-01T00:00:00Z", usedBy: {}, jobs: [JOB] }];
  writeFileSync(join(cwd, "dataworks.snapshot.json"), JSON.stringify({ version: 2, workspaces: {}, lookups }));
});

afterAll(() => rmSync(cwd, { recursive: true }));

/** What was loaded, in an app that has no credentials. */
async function loaded(mode: string) {
  const app = portedProgram("test/fixtures/apps/loaded.js");
  const { stdout, stderr } = await run(process.execPath, [app], { cwd, env: { DIJOBS_MODE: mode } });
  expect(stderr).toBe("");
  return JSON.parse(stdout) as Record<"loading" | "lookup", { modules: string[]; threads: number; names?: string[] }>;
}

/** Files of this package by their path in `dist`, and libraries by their name. */
function shortNames(modules: readonly string[]): string[] {
  const short = modules.map((path) => {
    const [, file] = path.split(`${join(root, "dist")}/`);
    return file ?? path.replace(/^.*[/\\]node_modules[/\\]((@[^/\\]+[/\\])?[^/\\]+)[/\\].*$/, "$1");
  });
  return [...new Set(short)].sort();
}

/** Which files an entry loads: by itself, and when each of its names is looked at, as `import { … }` does. */
async function imported(entry: string, frameworks: readonly string[]) {
  const app = join(root, "test/fixtures/apps/imported.js");
  const { stdout, stderr } = await run(process.execPath, [app, entry, ...frameworks], { cwd });
  expect(stderr).toBe("");
  const { byItself, withEveryName } = JSON.parse(stdout) as Record<"byItself" | "withEveryName", string[]>;
  return { byItself: shortNames(byItself), withEveryName: shortNames(withEveryName) };
}

const SELF = "cdktf-dataworks-di-jobs";

test.each([SELF, `${SELF}/cdktn`, `${SELF}/list`, `${SELF}/testing`])(
  "every name of %s can be imported by an ES module",
  async (entry) => {
    const names = Object.keys(require(entry));
    const program = `import { ${names.join(", ")} } from "${entry}"; console.log([${names.join(", ")}].length);`;

    const { stdout, stderr } = await run(process.execPath, ["--input-type=module", "-e", program], { cwd: root });

    expect(stderr).toBe("");
    expect(stdout).toBe(`${names.length}\n`);
    expect(names.length).toBeGreaterThan(0);
  },
);

test.each([
  // What is loaded beside them is loaded when it is used.
  [SELF, ["cdktf"], 3, 38],
  [`${SELF}/cdktn`, ["cdktn"], 3, 38],
  [`${SELF}/list`, [], 1, 8],
  [`${SELF}/testing`, [], 1, 20],
])(
  "importing %s after %j loads no library and at most %d files, %d for all its names",
  async (entry, frameworks, few, most) => {
    const { byItself, withEveryName } = await imported(entry, frameworks);

    expect(byItself.length).toBeLessThanOrEqual(few);
    expect(withEveryName.length).toBeLessThanOrEqual(most);
    expect(withEveryName.filter((name) => !name.endsWith(".js"))).toEqual([]);
    // No lookup, no snapshot, no thread, no settings before something is asked.
    expect(
      withEveryName.filter((name) => /^(snapshot|client|cli|lookup\/(?!list-di-jobs\.|reset-lookups\.))/.test(name)),
    ).toEqual([]);
  },
);

test("what runs in the background has loaded all that it takes, when it begins", () => {
  const dist = join(root, "dist");
  const files = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((path) => /\.js$/.test(path));
  const whole = files.filter((path) => LOADED_WHOLE.test(path));
  const required = whole.flatMap((path) =>
    [...readFileSync(join(dist, path), "utf8").matchAll(/^.*\brequire\("(\.[^"]+)"\).*$/gm)].map(
      ([line, name = ""]) => ({
        line,
        path: relative(dist, join(dist, dirname(path), name)),
      }),
    ),
  );

  expect(whole.length).toBeGreaterThan(50);
  expect(required.map(({ path }) => path).filter((path) => !LOADED_WHOLE.test(path))).toEqual([]);
  expect(required.map(({ line }) => line).filter((line) => !/^(const \w+ = )?(__\w+\()*require/.test(line))).toEqual(
    [],
  );
});

test.each([
  [["--version"], ["commander"], 10],
  [["--help"], ["commander"], 20],
  [["list", "--help"], ["commander"], 23],
])("dijobs %j loads no library but %j, and at most %d files", async (args, libraries, most) => {
  const program = join(root, "dist/cli/program.js");
  const fixture = join(root, "test/fixtures/says-loaded.js");
  const { status, stderr } = await run(process.execPath, ["--require", fixture, program, ...args], { cwd });
  const modules = shortNames(JSON.parse(stderr));

  expect(status).toBe(0);
  expect(modules.filter((name) => !name.endsWith(".js"))).toEqual(libraries);
  expect(modules.filter((name) => name.endsWith(".js")).length).toBeLessThanOrEqual(most);
});

test("loading the package loads nothing that asks the network and starts no thread", async () => {
  const { loading } = await loaded("locked");

  expect(loading.modules.filter((name) => HEAVY.test(name))).toEqual([]);
  expect(loading.threads).toBe(0);
});

/** That a lookup in a mode was answered by the snapshot, at no cost. */
async function expectNothingAsked(mode: string) {
  const { lookup } = await loaded(mode);

  expect(lookup.names).toEqual(["orders"]);
  expect(lookup.modules.filter((name) => HEAVY.test(name))).toEqual([]);
  expect(lookup.threads).toBe(0);
  return lookup.modules;
}

test("a locked lookup needs no credentials, loads nothing that asks the network and starts no thread", async () => {
  const modules = await expectNothingAsked("locked");

  expect(modules.filter((name) => WRITING.test(name))).toEqual([]);
});

test("one in mode fill asks nothing either, when nothing is missing, and writes who uses what", async () => {
  const modules = await expectNothingAsked("fill");

  expect(modules.filter((name) => WRITING.test(name))).toHaveLength(6);
});
