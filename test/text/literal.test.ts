import { literal } from "../../src/text/literal";

test.each([
  ["mysql_to_holo_sync_8772", "mysql_to_holo_sync_8772"],
  ["作业-1", "作业-1"],
  ["50% of $5", "50% of $5"],
  ["${path.cwd}", "$${path.cwd}"],
  ["%{ if true }x%{ endif }", "%%{ if true }x%%{ endif }"],
  ["$${x}", "$$${x}"],
  ["${TfToken[TOKEN.0]}", '$${TfToken${"["}TOKEN.0]}'],
  ["#{TfToken[TOKEN.0]}", '#{TfToken${"["}TOKEN.0]}'],
  ["__proto__", '${"_"}_proto__'],
  ["constructor", "constructor"],
  ["String Map Token Value", '${"S"}tring Map Token Value'],
  ["job-1e5", "job-1e5"],
  ["a\r\nb", "a\r\nb"],
  ["a\rb", 'a${"\\U0000000d"}b'],
  ["5 $$\r", '5 ${"$$\\U0000000d"}'],
  ["x\u0600", 'x${"\\U00000600"}'],
  ["\u{110bd}", '${"\\U000110bd"}'],
])("%j becomes %j", (text, expected) => {
  expect(literal(text)).toBe(expected);
});

test("a number that cdktf would take for a token is broken up", () => {
  const bits = new DataView(new ArrayBuffer(8));
  bits.setUint16(0, 0xfdff);
  bits.setUint16(6, 7);
  const token = String(bits.getFloat64(0));

  expect(literal(`job ${token}`)).toBe(`job ${token.replace("e", '${"e"}')}`);
});
