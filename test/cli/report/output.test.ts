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

test("a file has no colours, whatever standard output has", () => {
  const file = join(folder, "plain.txt");
  const printed: string[] = [];
  writeReport(aCheckReport(["a"]), parseOutputs([`text=${file}`]), {
    print: (text) => printed.push(text),
    color: true,
    root: process.cwd(),
  });

  expect(printed.join("")).toContain("\u001b[31m");
  expect(readFileSync(file, "utf8")).not.toContain("\u001b");
});

test("a file of another format stays the file that it is, with whatever links to it", () => {
  const [file, link] = [join(folder, "kept.json"), join(folder, "link.json")];
  writeFileSync(file, "old");
  linkSync(file, link);

  show([`json=${file}`]);

  expect(readFileSync(link, "utf8")).toContain('"check"');
});

test("what is after the first = is the file, and + belongs to it", () => {
  expect(parseOutputs(["text+=a=b+=c", "json=x+y"])).toEqual([
    { format: "text", append: false },
    { format: "text", file: "a=b+=c", append: true },
    { format: "json", file: "x+y", append: false },
  ]);
});

test.each([
  [
    "picture",
    "--format cannot be 'picture'\n  use text, json, junit, sarif, markdown, html, csv, github, gitlab, prometheus",
  ],
  ["jsn", "--format cannot be 'jsn'\n  did you mean 'json'? use text, json, "],
  ["text+x", "--format cannot be 'text+x'"],
  ["json=", "--format cannot be 'json='\n  name the file: json=FILE, or leave out the '='"],
  ["csv+=a.csv", "--format cannot be 'csv+=a.csv'\n  a csv file holds one report: write csv=a.csv"],
])("--format %s is refused in these words", (value, words) => {
  expect(failure(() => parseOutputs([value])).message).toContain(words);
});

test("two formats for one place are refused in words for the place", () => {
  expect(failure(() => parseOutputs(["text", "json=-"])).message).toBe(
    "--format cannot be 'json=-'\n  standard output shows one format: write the other to a file, as json=FILE",
  );
  expect(failure(() => parseOutputs(["json=out", "html=./out"])).message).toBe(
    "--format cannot be 'html=./out'\n  another format goes to that file: give each a file of its own",
  );
});
