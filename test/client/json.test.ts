import { parseExactly, WrittenNumber } from "../../src/client/json";

test.each([
  "0",
  "-0",
  "7",
  "1.0",
  "1e3",
  "9007199254740993",
  "9.007199254740993e15",
  "900719925474099.3e1",
  "-12345678901234567890123456789",
  "1E+400",
])("the number %s stays as it was written, wherever it stands", (number) => {
  const written = new WrittenNumber(number);

  expect(parseExactly(number)).toEqual(written);
  expect(parseExactly(` [ ${number} ,{"a":${number}\n}]`)).toEqual([written, { a: written }]);
});

test.each(['"5"', '"1e3"', '"\\"5:{[-"', '"a\\\\"', '"\\u0035"', '""', '"\\\\\\""'])(
  "the string %s is itself",
  (text) => {
    expect(parseExactly(`{"a":[${text}],"b":${text}}`)).toEqual(JSON.parse(`{"a":[${text}],"b":${text}}`));
  },
);

test.each([
  ["side by side", '{"a":1,"a":2}'],
  ["with the same value", '{"a":1,"a":1}'],
  ["spelled in two ways", '{"a":1,"\\u0061":1}'],
  ["in an object inside", '{"a":[{"b":{}},{"b":"x","c":null,"b":"x"}]}'],
  ["as a list, and empty", '{"a":[{}],"a":[]}'],
  ["named as a part of every object", '{"__proto__":{"a":1},"__proto__":{"a":1}}'],
])("a name that stands twice in one object, %s, is refused", (_, text) => {
  expect(() => parseExactly(text)).toThrow("JSON with a name twice in one object");
});

test("one name in several objects, also within one another, is none that stands twice", () => {
  const text = '{"a":{"a":["a",{"a":true}]},"b":{"a":":"},"__proto__":{"a":null}}';

  expect(parseExactly(text)).toEqual(JSON.parse(text));
});

test.each([
  "",
  "{",
  '"a',
  "01",
  "-",
  "1.",
  ".5",
  "1e",
  "+1",
  "1 2",
  "1,2",
  "[1",
  "{1:2}",
  '{"a":1,}',
  '{"a" 1}',
  "NaN",
  "0x10",
  '{"a":1}}',
  '5"a"',
])("%j is no JSON", (text) => {
  expect(() => parseExactly(text)).toThrow(SyntaxError);
});

test.each([
  ["numbers", "1,", "1"],
  ["lists", "[],", "[]"],
  ["objects", "{},", "{}"],
  ["strings", '"",', '""'],
])("hundreds of thousands of %s are refused before they fill the memory", (_, repeated, last) => {
  expect(() => parseExactly(`[${repeated.repeat(200_000)}${last}]`)).toThrow(
    "JSON of more than 200000 names and values",
  );
});

test("as many as a page may have are read", () => {
  expect(parseExactly(`[${"1,".repeat(199_998)}1]`)).toHaveLength(199_999);
});

test("a string of millions of escapes that never ends is refused in one go", () => {
  expect(() => parseExactly(`{"a":"${'\\"'.repeat(4_000_000)}`)).toThrow(SyntaxError);
  expect(parseExactly(`["${"\\\\".repeat(1_000_000)}"]`)).toEqual(["\\".repeat(1_000_000)]);
});
