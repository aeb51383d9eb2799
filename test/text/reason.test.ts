import { reasonOf } from "../../src/text/reason";

test.each([
  [new Error("out of luck"), "out of luck"],
  [new RangeError(), "RangeError"],
  ["a text", "a text"],
  [undefined, "undefined was thrown"],
  [null, "null was thrown"],
  [Symbol("s"), "Symbol(s) was thrown"],
  [Object.create(null), "[Object: null prototype] {} was thrown"],
])("whatever is thrown says something: %p", (thrown, reason) => {
  expect(reasonOf(thrown)).toBe(reason);
});
