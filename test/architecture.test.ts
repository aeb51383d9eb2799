import { readFileSync } from "node:fs";
import { join } from "node:path";
import { circlesOf, type SourceFile, sourceFiles } from "./_support/imports";
import { tablesOf } from "./_support/tables";

const page = readFileSync(join(__dirname, "../docs/architecture.md"), "utf8");
const files = sourceFiles();

/** Which rooms each room may import. */
const ROOMS = new Map(
  tablesOf(page, "may import").flatMap((row) => (row.room ?? []).map((room) => [room, row["may import"] ?? []])),
);

/** Which files may import a package, or touch the process. */
const ONLY = tablesOf(page, "only in").map((row) => ({ things: row.what ?? [], places: row["only in"] ?? [] }));

function roomOf(path: string): string {
  return path.includes("/") ? `${path.split("/")[0]}/` : path;
}

function isIn(places: readonly string[], path: string): boolean {
  return places.some((place) => path === place || (place.endsWith("/") && path.startsWith(place)));
}

test("every file stands in a room of the table, and every room has files", () => {
  expect([...new Set(files.map(({ path }) => roomOf(path)))].sort()).toEqual([...ROOMS.keys()].sort());
});

test("a file imports from its own room and from those that the table allows", () => {
  const forbidden = files.flatMap(({ path, files: imported }) =>
    imported
      .filter((other) => roomOf(other) !== roomOf(path) && !ROOMS.get(roomOf(path))?.includes(roomOf(other)))
      .map((other) => `${path} → ${other}`),
  );

  expect(forbidden).toEqual([]);
});

test("no imports go in a circle, not even those of types", () => {
  expect(circlesOf(files)).toEqual([]);
});

test("what the table reserves for few files is used there and nowhere else", () => {
  const uses = ({ packages, text }: SourceFile, thing: string) =>
    /[.(]/.test(thing)
      ? codeOf(text).includes(thing)
      : packages.some((name) => name === thing || name.startsWith(`${thing}/`));
  const flaws = ONLY.flatMap(({ things, places }) =>
    things.flatMap((thing) => {
      const users = files.filter((file) => uses(file, thing)).map(({ path }) => path);
      const idle = places.filter((place) => !users.some((path) => isIn([place], path)));
      return [
        ...users.filter((path) => !isIn(places, path)).map((path) => `${path} uses ${thing}`),
        ...(idle.length === places.length ? [`nothing uses ${thing}`] : []),
      ];
    }),
  );

  expect(flaws).toEqual([]);
});

test("every package that is installed with this one has its place in the table", () => {
  const { dependencies } = JSON.parse(readFileSync(join(__dirname, "../package.json"), "utf8"));

  expect(Object.keys(dependencies).filter((name) => !ONLY.some(({ things }) => things.includes(name)))).toEqual([]);
});

/** Who looks at the environment of the process: whoever is started, or stands where nobody hands it on. */
const READ_ENVIRONMENT = [
  "cli/program.ts",
  "client/http/alicloud.ts",
  "client/http/process-environment.ts",
  "constructs/annotation.ts",
  "constructs/di-jobs-props.ts",
  "constructs/judgement.ts",
  "lookup/list-di-jobs.ts",
  "lookup/thread/inherited-options.ts",
  "lookup/thread/unprinted-listing.ts",
  "testing/emulator.ts",
];

test("the environment of the process is read where it is handed on, and settings from their table alone", () => {
  const read = /\bprocess\.env\b(?!, or)|\bprocess\["env"\]|\{[^}]*\benv\b[^}]*\} = process\b/;
  const setting = /\benv\??\.DIJOBS_|\bDIJOBS_\w+\b[^}\n"'`]*\} = (process\.)?env\b|\benv\??\.?\["DIJOBS_/;

  expect(pathsWith(read)).toEqual(READ_ENVIRONMENT);
  expect(pathsWith(setting)).toEqual([]);
});

test("nobody takes a message apart at its lines: an error has its problems as data", () => {
  // A message of somebody else's has no other form, and the one place that renders ours makes each line visible.
  expect(pathsWith(/\bmessage\b[^;\n]*\n?\s*\.split\((["'`]|\/(\\r\??)?)\\n/)).toEqual(["text/visible.ts"]);
});

test("what is nobody else's is so by #, never by a word of the compiler", () => {
  expect(pathsWith(/^\s+private\b|\(\s*private\b|,\s*private\b/m)).toEqual([]);
  expect(pathsWith(/^\s+(static |readonly |async )*#\w+/m).length).toBeGreaterThan(10);
});

/** Names that mean two things, and why they may. */
const TWO_MEANINGS: Readonly<Record<string, string>> = {
  DiJobs: "the construct of cdktf, and that of CDK Terrain",
  DiAlarmRule: "the same",
  DiAlarmRuleConfig: "the same",
  literal: "the public function looks at its argument before",
  list: "a command is called as people type it",
  text: "a format, too",
};

test("no two files export different things under one name", () => {
  const places = new Map<string, Set<string>>();
  for (const { path, text } of files)
    for (const [, name = ""] of text.matchAll(
      /^export (?:abstract |async )?(?:interface|type|class|function\*?|const) (\w+)/gm,
    ))
      places.set(name, (places.get(name) ?? new Set()).add(path));
  const shared = [...places].filter(([, { size }]) => size > 1).map(([name]) => name);

  expect(shared.sort()).toEqual(Object.keys(TWO_MEANINGS).sort());
});

function pathsWith(pattern: RegExp): string[] {
  return files
    .filter(({ text }) => pattern.test(codeOf(text)))
    .map(({ path }) => path)
    .sort();
}

/** A source without its comments, which may name anything. */
function codeOf(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "");
}
