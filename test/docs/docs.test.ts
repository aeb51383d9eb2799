import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { runCli } from "../../src/cli/cli";
import { ALL_ASSUMPTIONS } from "../../src/cli/probe/lesson";
import { terminalOf } from "../../src/cli/terminal/terminal";
import { systemClock } from "../../src/client/clock";
import { ERROR_CODES } from "../../src/errors/error";
import type { Setting } from "../../src/lookup/setting";
import { CLIENT, QUERY, RECORDING, RUN } from "../../src/lookup/settings-table";
import { API_VERSIONS } from "../../src/model/api-version";
import { JOB_FIELD_ROWS } from "../../src/model/job";
import { filteredBy, QUERY_FILTER_ROWS } from "../../src/model/query";
import { anchorsOf, blocksOf, headingsOf, linksOf, type Page, pages, sectionOf } from "../_support/pages";
import { tablesOf } from "../_support/tables";
import { unstopped } from "../_support/unstopped";

const root = join(__dirname, "../..");
const all = pages();

function page(path: string): Page {
  const found = all.find((one) => one.path === path);
  if (found === undefined) throw new Error(`there is no page ${path}`);
  return found;
}

/** What `dijobs COMMAND --help` prints. */
async function helpOf(command: string): Promise<string> {
  let help = "";
  const stdout = { write: (text: string) => (help += text) };
  const terminal = terminalOf(
    { stdout, stderr: stdout },
    { version: "1.2.3", env: {}, clock: systemClock, stoppable: unstopped },
  );
  await runCli([command, "--help"], terminal);
  return help;
}

/** All of `src`, as one text. */
const source = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => readFileSync(join(root, "src", path), "utf8"))
  .join("\n");

/** Why a link leads nowhere. */
function flawOf(from: Page, target: string): string | undefined {
  const [file = "", anchor] = target.split("#");
  const path = file === "" ? from.path : join(dirname(from.path), decodeURIComponent(file));
  if (!existsSync(join(root, path))) return `there is no ${path}`;
  if (anchor === undefined || statSync(join(root, path)).isDirectory()) return undefined;
  return anchorsOf(page(path)).includes(anchor) ? undefined : `${path} has no heading #${anchor}`;
}

test.each(all.map(({ path }) => path))("every link of %s leads to a file and a heading that exist", (path) => {
  const from = page(path);

  const broken = linksOf(from).flatMap(({ target }) => {
    const flaw = flawOf(from, target);
    return flaw === undefined ? [] : [`${target}: ${flaw}`];
  });

  expect(broken).toEqual([]);
});

test("the README's two command lines stand on lines of their own", () => {
  const lines = blocksOf(page("README.md")).flatMap(({ code }) => code.split("\n"));

  expect(lines).toEqual(expect.arrayContaining(["npm ci && npm run demo", "npm ci && npm test"]));
});

test("the README's first example asks by the name of a workspace, without an id", () => {
  const [first] = blocksOf(page("README.md"));

  expect(first?.code).toMatch(/new DiJobs\(.*\bprojectName: "/);
  expect(first?.code).not.toContain("projectId");
});

test.each(all.map(({ path }) => path))("every variable, script and command that %s names exists", (path) => {
  const { text } = page(path);
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const named = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, name = ""]) => name);

  expect(named(/\b(DIJOBS_[A-Z_]*[A-Z])\b/g).filter((name) => !source.includes(name))).toEqual([]);
  expect(named(/npm run (?:-s )?([a-z][\w:-]*)/g).filter((name) => !(name in scripts))).toEqual([]);
  expect(named(/--no-install dijobs ([a-z]+)/g).filter((name) => !source.includes(`name: "${name}"`))).toEqual([]);
});

test.each(all.map(({ path }) => path))("every option that %s gives to dijobs is one of that command", async (path) => {
  const { text } = page(path);
  const written = [...text.replaceAll(/\\\n\s*/g, "").matchAll(/dijobs ([a-z]+)([^`|#\n]*)/g)];
  const unknown: string[] = [];
  for (const [line, command = "", rest = ""] of written) {
    const options = [...rest.matchAll(/(?<= )--?[a-z][a-z-]*/g)].map(([option]) => option);
    // A page may also plan a command that there is not.
    if (options.length === 0 || !source.includes(`name: "${command}"`)) continue;
    const help = await helpOf(command);
    if (options.some((option) => !new RegExp(`^ .*${option}\\b(?!-)`, "m").test(help))) unknown.push(line);
  }

  expect(unknown).toEqual([]);
});

test("every decision stands in their index", () => {
  const decisions = all.flatMap(({ path }) => /^docs\/decisions\/(?!README)(.*)$/.exec(path)?.[1] ?? []);

  expect(linksOf(page("docs/decisions/README.md")).map(({ target }) => target)).toEqual(
    expect.arrayContaining(decisions),
  );
});

test("docs/discoveries.md has a heading for every assumption that a probe tests, in that order, and for no other", () => {
  const [, section = ""] = page("docs/discoveries.md").text.split("## What nobody knows\n");
  const headings = [...(section.split(/^## /m)[0] ?? "").matchAll(/^### (.*)$/gm)].map(([, heading]) => heading);

  expect(headings).toEqual(ALL_ASSUMPTIONS);
});

describe("docs/extending.md", () => {
  const extending = page("docs/extending.md");
  const rows = [...extending.text.matchAll(/^\| \[(.+?)\].*\| (\d+) +\| (\d+) +\|$/gm)].map(
    ([, what = "", ...counts]) => ({
      heading: what.charAt(0).toUpperCase() + what.slice(1),
      counts: counts.map(Number),
    }),
  );

  test("counts the files of every section that is taken at its word", () => {
    const sections = headingsOf(extending).filter(
      (one) => / file=/.test(sectionOf(extending, one) ?? "") && one !== "Extending",
    );

    expect(rows.map(({ heading }) => heading).sort()).toEqual(sections.sort());
  });

  // That these files are enough, test/real/extending.test.ts finds out.
  test.each(rows)("counts the files of $heading", ({ heading, counts }) => {
    const blocks = blocksOf({ ...extending, text: sectionOf(extending, heading) ?? "" });
    const files = (language: string) =>
      new Set(blocks.flatMap(({ info }) => (info.startsWith(`${language} file=src/`) ? [info] : []))).size;

    expect([files("ts"), files("diff")]).toEqual(counts);
  });
});

describe("docs/snapshot-and-modes.md", () => {
  const rows = tablesOf(page("docs/snapshot-and-modes.md").text, "environment");
  const rowOf = (name: string, { variable, inProgram }: Setting, isQuery = false) =>
    rows.filter(
      ({ environment, program, context }) =>
        environment?.[0] === variable &&
        program?.[0] === (inProgram || isQuery ? name : undefined) &&
        context?.[0] === (variable && name),
    );

  test.each(Object.entries<Setting>({ ...RUN, ...RECORDING, ...CLIENT }))(
    "says where %s is given, and what it is by default",
    (name, setting) => {
      const { fallback } = setting;

      expect(rowOf(name, setting)).toEqual([
        expect.objectContaining(
          [undefined, ""].includes(fallback?.toString()) ? {} : { default: expect.arrayContaining([String(fallback)]) },
        ),
      ]);
    },
  );

  test.each(Object.entries<Setting>(QUERY))("says where %s of a question is given", (name, setting) => {
    expect(rowOf(name, setting, true)).toHaveLength(1);
  });
});

describe("docs/troubleshooting.md", () => {
  const troubleshooting = page("docs/troubleshooting.md");

  test("has a heading for every error code, in the order of the code, and for no other", () => {
    expect(
      headingsOf(troubleshooting).filter((heading) => /^[A-Z]\w+$/.test(heading) && heading !== "Troubleshooting"),
    ).toEqual(ERROR_CODES);
  });
});

describe("docs/lookups.md", () => {
  const { text } = page("docs/lookups.md");

  test("has a row for every field of a job, with its tag", () => {
    const rows = tablesOf(text, "field");

    expect(rows.map(({ field }) => field)).toEqual(JOB_FIELD_ROWS.map(({ name }) => [name]));
    expect(rows.map((row) => row["[tag](wiring.md#tags)"])).toEqual(JOB_FIELD_ROWS.map(({ tag }) => [tag]));
  });

  test.each(QUERY_FILTER_ROWS)("tells who filters by $name in each version", (filter) => {
    const words = { server: "server", us: "this library", nobody: "refused" };
    const [row = ""] = new RegExp(`^\\|[^|]*\`${filter.name}\`.*$`, "m").exec(text) ?? [];
    const cells = row.split("|").slice(2, -1);

    expect(cells).toEqual(
      API_VERSIONS.map((version) => expect.stringMatching(new RegExp(`^ ${words[filteredBy(filter, version)]}\\b`))),
    );
  });
});

describe.each([
  ["docs/security.md", 20],
  ["docs/reliability.md", 5],
])("%s", (path, atLeast) => {
  const tests = linksOf(page(path)).filter(({ target }) => /^\.\.\/test\/.*\.test\.ts$/.test(target));

  test("names tests", () => {
    expect(tests.length).toBeGreaterThan(atLeast);
  });

  test.each(tests.map(({ text, target }) => [target.slice("../".length), text]))(
    "%s has the test: %s",
    (path, name) => {
      const source = readFileSync(join(root, path), "utf8");

      expect(source).toContain(`"${name}"`);
    },
  );

  test("has a test in every line of its tables that says what is held by which", () => {
    const tables = page(path)
      .text.split(/\n(?!\|)/)
      .filter((table) => /^\|.*\| held by +\|$/m.test(table));
    const lines = tables.flatMap((table) => table.trim().split("\n").slice(2));

    expect(lines.length).toBeGreaterThan(20);
    expect(lines.filter((line) => !/\.test\.ts\)/.test(line))).toEqual([]);
  });
});

describe("docs/security.md", () => {
  const security = page("docs/security.md");

  test("tells the versions of dependencies that are installed", () => {
    const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
    const section = sectionOf(security, "Dependencies with known problems") ?? "";
    const packages = section
      .split("\n")
      .map((line) => line.split("|")[1] ?? "")
      .flatMap((cell) => [...cell.matchAll(/`([^`]+)`(?: (\d[\d.]*))?/g)]);

    expect(packages.length).toBeGreaterThan(10);
    for (const [, name, version] of packages) {
      const installed = lock.packages[`node_modules/${name}`]?.version;
      expect({ name, version: installed }).toEqual({ name, version: version ?? expect.any(String) });
    }
  });
});
