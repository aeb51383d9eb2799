import { compilePattern } from "../../src/model/pattern";
import { failure } from "../_support/failure";

const matches = (pattern: string, text: string) => compilePattern("pattern", pattern).test(text);

test("a pattern that backtracks without end in JavaScript is answered, for long names too", () => {
  const name = `${"a".repeat(50_000)}X`;

  for (const pattern of ["^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "^(.*)*\\d$", "^([a-zA-Z]+)*$", "(x+x+)+y|^(a?){500}$"])
    expect({ pattern, matches: matches(pattern, name) }).toEqual({ pattern, matches: pattern === "^([a-zA-Z]+)*$" });
  expect(matches("^(a+)+X$", name)).toBe(true);
});

test.each([
  ["a part of the text is enough", "rder", "orders", true],
  ["^ is the beginning of the text, not of a line", "^b", "a\nb", false],
  ["$ is its end, also behind a line break", "a$", "a\n", false],
  ["case counts", "^o", "Orders", false],
  ["a dot is a whole character", "^.$", "😀", true],
  ["a dot is no line break of JavaScript's", ".", "\n\r\u2028\u2029", false],
  ["\\d is 0 to 9", "\\d", "٣", false],
  ["\\w is a letter without accents", "\\w", "é", false],
  ["\\b stands at such letters", "\\bé", "é", false],
  ["\\b is where a word begins", "\\bb", "a b", true],
  ["and ends", "^a\\b", "ab", false],
  ["\\B is within a word", "a\\Bb", "ab", true],
  ["\\s is any space", "^\\s+$", " \u00a0\u3000\ufeff\v", true],
  ["\\S is no such space", "\\S", " \u00a0\u3000\ufeff\v", false],
  ["also in a class", "[\\S]", " \u00a0", false],
  ["a letter of any script", "^\\p{L}+$", "订单é", true],
  ["a script by its long name", "^\\p{Script=Han}+$", "订单", true],
  ["what is no letter", "^\\P{L}+$", "12_", true],
  ["a property that no character lacks", "\\P{Any}", "a", false],
  ["a class without any character", "[]", "a", false],
  ["a class of all characters", "^[^]$", "\n", true],
  ["a class that a property empties", "[\\P{Any}]", "a", false],
  ["a bracket in a class", "^[[:a]+$", "[:a", true],
  ["a backspace in a class", "[\\b]", "\b", true],
  ["two halves of one character", "^\\ud83d\\ude00$", "😀", true],
  ["half a character", "^\\ud83d$", "\ud83d", true],
  ["a character by its number", "^\\u{1F600}\\x41\\cJ\\0$", "😀A\n\0", true],
  ["a group with a name", "^(?<näme>a)$", "a", true],
  ["signs that are escaped", "^\\.\\/\\$[\\-]$", "./$-", true],
])("%s", (_words, pattern, text, expected) => {
  expect(matches(pattern, text)).toBe(expected);
});

test.each([
  ["(?=a)b", "has no lookaround"],
  ["(?!a)b", "has no lookaround"],
  ["(?<=a)b", "has no lookaround"],
  ["(?<!a)b", "has no lookaround"],
  ["(a)\\1", "has no backreferences"],
  ["(?<n>a)\\k<n>", "has no backreferences"],
  ["a{1001}", "repeats and nests nothing more than 1000 times"],
  ["(a{100}){100}", "repeats and nests nothing more than 1000 times"],
  [`${"(".repeat(2_000)}a${")".repeat(2_000)}`, "repeats and nests nothing more than 1000 times"],
])("%s is refused, with what it has that linear time does not allow", (pattern, words) => {
  const { code, message } = failure(() => compilePattern("pattern", pattern));

  expect(code).toBe("InvalidArgument");
  expect(message).toContain(`a pattern takes linear time, and so ${words}`);
  expect(message).toContain("or write the rule in TypeScript with a RegExp");
});

test("flags inside of a pattern are refused by every Node.js, also where its own patterns have them", () => {
  expect(failure(() => compilePattern("pattern", "(?i:a)")).code).toBe("InvalidArgument");
});

test.each([
  ["(", "Unterminated group"],
  ["\\p{Nope}", "Invalid property name"],
  ["[[:alpha:]]", "Lone quantifier"],
])("%s is no pattern of JavaScript's", (pattern, words) => {
  expect(failure(() => compilePattern("pattern", pattern)).message).toContain(words);
});

test.each([[""], [5], [undefined], [["a"]]])("%j is no pattern at all", (given) => {
  expect(failure(() => compilePattern("with.pattern", given)).message).toMatch(
    /^with\.pattern .*\n.*regular expression/,
  );
});

test("a RegExp stays one, with all that it can and costs, and forgets where it stopped", () => {
  const pattern = compilePattern("pattern", /(?<=\b)A(b)\1/gi);

  expect(pattern).toBeInstanceOf(RegExp);
  expect([pattern.test("abb"), pattern.test("abb")]).toEqual([true, true]);
});

test("the pattern is shown as it was written", () => {
  expect(compilePattern("pattern", "^\\p{L}.(?<x>a)$").source).toBe("^\\p{L}.(?<x>a)$");
});
