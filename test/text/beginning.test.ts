import { wordsOf } from "../../src/errors/words";
import { beginning } from "../../src/text/beginning";
import { excerpt } from "../../src/text/visible";

test.each(["", "a text", "x".repeat(4_000), `${"x ".repeat(1_999)}xx`])(
  "a text of ordinary length is its own beginning",
  (text) => {
    expect(beginning(text)).toBe(text);
  },
);

test("a longer one ends before the word that would be cut", () => {
  expect(beginning(`${"x".repeat(3_990)} secret-that-is-cut`)).toBe(`${"x".repeat(3_990)} `);
  expect(beginning("x".repeat(5_000))).toBe("x".repeat(4_000));
});

test.each([
  ["spaces", " "],
  ["addresses", "http://x."],
  ["signs", "a="],
])("the words of a text of millions of %s are taken from its beginning", (_, repeated) => {
  const text = `Busy${repeated.repeat(2 ** 21)}`;

  for (const words of [wordsOf(text), excerpt(text)]) expect(words).toMatch(/^Busy.{0,300}$/);
});
