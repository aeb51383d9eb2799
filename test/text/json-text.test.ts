import fc from "fast-check";
import { jsonText } from "../../src/text/json-text";
import { budget } from "../_support/budget";
import { commandsIn, HOSTILE_TEXTS, unseenIn } from "../_support/runner-commands";

const hostile = fc
  .array(fc.oneof(fc.constantFrom(...HOSTILE_TEXTS, "#", "[", "</script>"), fc.string({ unit: "grapheme" })), {
    maxLength: 5,
  })
  .map((pieces) => pieces.join(""));

test("JSON says exactly the data, and commands neither a terminal nor a runner nor a browser", () => {
  fc.assert(
    fc.property(fc.dictionary(hostile, fc.array(hostile)), fc.constantFrom(0, 2), (data, indent) => {
      const text = jsonText(data, indent);

      expect(JSON.parse(text)).toEqual(data);
      expect(commandsIn(text)).toEqual([]);
      expect(unseenIn(text)).toEqual([]);
      expect(text).not.toContain("<");
    }),
    budget(300),
  );
});

test("what commands nobody is written as it is", () => {
  expect(jsonText({ "作业 #1": ["a", 1] }, 0)).toBe('{"作业 #1":["a",1]}');
});

test("what would is an escape, of each half where a character has two", () => {
  expect(jsonText("<b> ##[x] #1 \u001b\u{e0001}", 0)).toBe('"\\u003cb> \\u0023#[x] #1 \\u001b\\udb40\\udc01"');
});

test("it stands in lines, unless it is to stand in one", () => {
  expect(jsonText({ a: [1] })).toBe('{\n  "a": [\n    1\n  ]\n}');
});
