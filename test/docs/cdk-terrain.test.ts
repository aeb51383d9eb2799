import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { usesFramework } from "../_support/framework-use";
import { codeOf, rowsOf } from "../_support/tables";

const root = join(__dirname, "../..");
const { projects }: { projects: { displayName: string; testMatch: string[] }[] } = require("../../jest.config");
const files = readdirSync(join(root, "test/real"), { recursive: true, encoding: "utf8" }).map((file) =>
  file.replace(/\.test\.ts$/, ""),
);

/** How each file of `test/real` runs, by the table of the page. */
const placed = rowsOf(readFileSync(join(root, "docs/cdk-terrain.md"), "utf8"), "how it runs").flatMap((row) =>
  codeOf(row["files of `test/real`"] ?? "").map((file) => ({ file, how: row["how it runs"] ?? "" })),
);

const uses = (file: string) => usesFramework(`test/real/${file}.test.ts`);

test("every file of test/real has its place in the table of frameworks, and only one", () => {
  expect(placed.map(({ file }) => file).sort()).toEqual([...files].sort());
});

test("how a file runs is said in one of four ways, with a reason where it is once on one", () => {
  const other = placed.filter(
    ({ how }) => !/^(twice|once, on both|once, without a framework|once, on cdkt[fn]: .{20,})$/.test(how),
  );

  expect(other).toEqual([]);
});

test("what is said to run without a framework names none, nor does anything that it takes", () => {
  const without = placed.filter(({ how }) => how === "once, without a framework");

  expect(without.length).toBeGreaterThan(20);
  expect(without.filter(({ file }) => uses(file))).toEqual([]);
});

test("what is said to run twice is what jest runs on each framework, and names one", () => {
  const twice = placed.filter(({ how }) => how === "twice").map(({ file }) => file);
  const terrain = projects.find(({ displayName }) => displayName === "real-terrain");

  expect(terrain?.testMatch).toEqual(twice.map((file) => `<rootDir>/test/real/${file}.test.ts`));
  expect(twice.length).toBeGreaterThan(15);
  expect(twice.filter((file) => !uses(file))).toEqual([]);
});
