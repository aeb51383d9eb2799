import fc from "fast-check";
import { rememberSecrets } from "../../src/text/redact";
import { excerpt, visible, visibleLines } from "../../src/text/visible";
import { budget } from "../_support/budget";
import { commandsIn, HOSTILE_TEXTS, unseenIn } from "../_support/runner-commands";

test.each(HOSTILE_TEXTS)("%j commands nobody once it is visible", (text) => {
  expect(commandsIn(text).length + unseenIn(text).length).toBeGreaterThan(0);
  for (const line of [visible(text), `name: ${visible(text)}`, `${visible(text)}: ${visible(text)}`]) {
    expect(commandsIn(line)).toEqual([]);
    expect(unseenIn(line)).toEqual([]);
  }
});

test.each([["orders"], ["作业-1"], ["a::b # c ##"], ["#1 [x]"], ["👍"], ["C:\\u{1b}"]])("%j stays as it is", (text) => {
  expect(visible(text)).toBe(text);
});

const piece = fc.constantFrom(
  ...HOSTILE_TEXTS,
  "#",
  "##",
  "[",
  ":",
  "::",
  "\u200b",
  "\n",
  " ",
  "error::",
  "vso[a.b]",
  "add-mask]",
);
const hostile = fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(""));

test("no text commands anybody once it is visible, and being visible changes nothing more", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const line = visible(text);

      expect(commandsIn(line)).toEqual([]);
      expect(unseenIn(line)).toEqual([]);
      expect(visible(line)).toBe(line);
    }),
    budget(500),
  );
});

test("a message keeps its lines, and each is visible and without secrets", () => {
  expect(visibleLines("a\u001b[1m\n  ::error::b\naccessKeySecret=abcdef123456")).toBe(
    "a\\u{1b}[1m\n  \\u{3a}:error::b\naccessKeySecret=[redacted]",
  );
});

test("an excerpt has no part of a secret, wherever it is cut", () => {
  const secret = "S3cr3tOfTheExcerptTest00000001";
  rememberSecrets(secret);
  for (let before = 0; before < 80; before += 1)
    expect(excerpt(`${"x".repeat(before)} ${secret} ${"y".repeat(80)}`, 60)).not.toContain(secret.slice(0, 4));
});

test("an excerpt is one line of at most so many characters, and ends with no half of one", () => {
  expect(excerpt(" a\n b\t c ", 60)).toBe("a b c");
  expect(excerpt("👍".repeat(20), 5)).toBe("👍👍…");
});
