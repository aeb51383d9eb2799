import { renderCsv } from "../../../src/cli/terminal/csv";

test.each([
  ["orders", "orders"],
  ["a,b", '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ["two\nlines", "two\\u{a}lines"],
  [" padded ", '" padded "'],
  ["=1+1", "'=1+1"],
  ["+1", "'+1"],
  ["@cmd", "'@cmd"],
  ["-x,y", '"\'-x,y"'],
  ["\t=1", "\\u{9}=1"],
  ["\r@cmd", "\\u{d}@cmd"],
  ["  =1", "'  =1"],
  ["＝1", "'＝1"],
  ["＋1", "'＋1"],
  ["－1", "'－1"],
  ["＠cmd", "'＠cmd"],
  ["a;=1", '"a;=1"'],
  ["a=1", "a=1"],
  ["作业", "作业"],
])("%j is the cell %s", (text, cell) => {
  expect(renderCsv(["a", "b"], [[text, "z"]])).toBe(`a,b\r\n${cell},z\r\n`);
});
