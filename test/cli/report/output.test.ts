import { linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseOutputs, writeReport } from "../../../src/cli/report/output";
import { failure } from "../../_support/failure";
import { aCheckReport } from "../../_support/reports";

const folder = mkdtempSync(join(tmpdir(), "dijobs-output-"));
afterAll(() => rmSync(folder, { recursive: true }));

const show = (values: string[]) => {
  const printed: string[] = [];
  writeReport(aCheckReport(["a"]), parseOutputs(values), {
    print: (text) => printed.push(text),
    color: false,
    root: process.cwd(),
  });
  return printed.join("");
};

test("without a format, text is shown", () => {
  expect(parseOutputs([])).toEqual([{ format: "text", append: false }]);
});

test("a file does not take the place of what is shown", () => {
  const file = join(folder, "first.json");

  expect(show([`json=${file}`])).toMatch(/^check conf/);
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ command: "check" });
});

test("a format without a file is shown instead of text, and - is no file", () => {
  expect(show(["json"])).toMatch(/^\{/);
  expect(show(["json=-"])).toMatch(/^\{/);
});

test("several formats at once go each to its place, in folders that are created", () => {
  const [sarif, junit] = [join(folder, "a", "b", "x.sarif"), join(folder, "a", "x=y.xml")];

  expect(show(["github", `sarif=${sarif}`, `junit=${junit}`])).toMatch(/^::error/);
  expect(readFileSync(sarif, "utf8")).toContain('"2.1.0"');
  expect(readFileSync(junit, "utf8")).toContain("<testsuites");
});

test("+= keeps what a file holds, = does not", () => {
  const file = join(folder, "summary.md");
  writeFileSync(file, "before\n");

  show([`markdown+=${file}`]);
  expect(readFileSync(file, "utf8")).toMatch(/^before\n## dijobs/);

  show([`markdown=${file}`]);
  expect(readFileSync(file, "utf8")).toMatch(/^## dijobs/);
});

test("metrics take the place of older ones at once, so that whoever reads finds no half of them", () => {
  const [file, before] = [join(folder, "di.prom"), join(folder, "before.prom")];
  writeFileSync(file, "old");
  linkSync(file, before);

  show([`prometheus=${file}`]);

  expect(readFileSync(file, "utf8")).toMatch(/# EOF\n$/);
  expect(readFileSync(before, "utf8")).toBe("old");
  expect(readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
});

test.each([
  ["jsn", "did you mean 'json'?"],
  ["=x", "use text, json"],
  ["json=", "name the file"],
  ["json+=out.json", "holds one report"],
  ["sarif+=out.sarif", "holds one report"],
])("--format %s is refused, with the repair", (value, repair) => {
  const { code, message } = failure(() => parseOutputs([value]));

  expect(code).toBe("InvalidArgument");
  expect(message).toContain(repair);
});

test.each([
  [["text", "json"], "standard output shows one format"],
  [["json=out", "junit=./out"], "another format goes to that file"],
  [["markdown=out", "text+=out"], "another format goes to that file"],
])("%j would be mixed up in one place, and is refused", (values, repair) => {
  expect(failure(() => parseOutputs(values)).message).toContain(repair);
});

test("a file that cannot be written hides neither what is shown nor the other files", () => {
  const [occupied, other] = [join(folder, "occupied"), join(folder, "other.json")];
  writeFileSync(occupied, "");
  const printed: string[] = [];
  const outputs = parseOutputs([`junit=${join(occupied, "x.xml")}`, `json=${other}`]);

  const { code, message } = failure(() =>
    writeReport(aCheckReport(["a"]), outputs, {
      print: (text) => printed.push(text),
      color: false,
      root: process.cwd(),
    }),
  );

  expect(code).toBe("OutputNotWritten");
  expect(message).toContain("x.xml");
  expect(printed.join("")).toMatch(/^check conf/);
  expect(readFileSync(other, "utf8")).toContain('"check"');
});
