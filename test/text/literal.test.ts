import fc from "fast-check";
import { literal, plainText, quotedInExpression } from "../../src/text/literal";
import { nastyText } from "../_support/nasty-text";

/** A text with something spelled out. */
const spelled = (text: string) => `%{if ""==""}${text}%{endif}`;

test.each([
  ["orders"],
  ["mysql_to_holo_sync_8772"],
  ["作业-1"],
  ["50% of $5"],
  ["100%"],
  ["a{b}, c: d; e/f#g@h~i"],
  ["a::b"],
  ["job-1e5"],
  ["constructor"],
  ["TfToken"],
  ["👍"],
  [""],
])("the ordinary text %j stays as it is", (text) => {
  expect(literal(text)).toBe(text);
});

test.each([
  ["${path.cwd}", '${"\\u0024\\u007b"}path.cwd}'],
  ["%{ if true }x%{ endif }", '${"\\u0025\\u007b"} if true }x${"\\u0025\\u007b"} endif }'],
  ["$${x}", '${"\\u0024\\u0024\\u007b"}x}'],
  ["{path.cwd}", '${"\\u007b"}path.cwd}'],
  ['"100%', '${"\\u0022"}100${"\\u0025"}'],
  ['"100$%', '${"\\u0022"}100${"\\u0024\\u0025"}'],
  ["US$", 'US${"\\u0024"}'],
  ['say "hello"', 'say ${"\\u0022"}hello${"\\u0022"}'],
  ["a\\tb", 'a${"\\u005c"}tb'],
  ["#{TfToken[TOKEN.0]}", '#${"\\u007b"}TfToken${"\\u005b"}TOKEN.0]}'],
  ["__proto__", '${"\\u005f\\u005f\\u0070\\u0072\\u006f\\u0074\\u006f\\u005f\\u005f"}'],
  ["*", '${"\\u002a"}'],
  ["a\r\nb", 'a${"\\u000d\\u000a"}b'],
  ["5 $$\r", '5 ${"\\u0024\\u0024\\u000d"}'],
  ["x\u0600", 'x${"\\u0600"}'],
  ["x\u0d4e", 'x${"\\u0d4e"}'],
  ["\u{11f02}~", '${"\\U00011f02"}~'],
  ["\u{110bd}", '${"\\U000110bd"}'],
  ["\ufeff~", '${"\\ufeff"}~'],
  ["##[add-mask]x", '${"\\u0023"}#[add-mask]x'],
  ["::error::x", '${"\\u003a"}:error::x'],
  ["\u001b[31m", '${"\\u001b"}[31m'],
])("%j is spelled out as %s", (text, expected) => {
  expect(literal(text)).toBe(spelled(expected));
});

test.each([["+289"], ["289"], ["+00289"]])(
  "a number that may be a token of cdktf with some sign is broken up: e%s",
  (exponent) => {
    expect(literal(`1.8881545897087505e${exponent}`)).toBe(spelled(`1.8881545897087505\${"\\u0065"}${exponent}`));
  },
);

test("a number is broken up that is as large without a large exponent", () => {
  expect(literal(`1${"0".repeat(200)}e89`)).toContain('${"\\u0065"}');
});

test("between quotes in an expression, the same characters are escapes", () => {
  expect(quotedInExpression('a"b${c}\n')).toBe('"a\\u0022b\\u0024\\u007bc}\\u000a"');
});

test("what a literal says is read back from it", () => {
  fc.assert(
    fc.property(nastyText, (text) => {
      expect(plainText(literal(text))).toBe(text);
    }),
  );
});

test.each([
  ["orders", "orders"],
  ["$${x} %%{ if }", "${x} %{ if }"],
  ["100%", "100%"],
  ["a $$ b", "a $$ b"],
  ['${"\\U0001f44d\\u0041"}', "👍A"],
  ['${"\\U00000041"}', "A"],
  ["${var.name}", undefined],
  ['${"x"}', undefined],
  ["a ${each.key} b", undefined],
  ["%{ if true }x%{ endif }", undefined],
])("the template %j says %j", (template, text) => {
  expect(plainText(template)).toBe(text);
});
