import { execFileSync } from "node:child_process";
import { shellWord } from "../../src/text/shell-word";

test.each(["cn-shanghai/1967", "a.json", "@scope/x", "a:b", "50%", "a+b", "a_b"])("%s is a word as it is", (text) => {
  expect(shellWord(text)).toBe(text);
});

test.each([
  ["", "''"],
  ["my file", "'my file'"],
  ["$HOME", "'$HOME'"],
  ["it's", String.raw`'it'\''s'`],
  ["a\nb", "'a\nb'"],
  ["a;b", "'a;b'"],
])("%j is put between quotes, and a shell takes it for one word that says the same", (text, word) => {
  expect(shellWord(text)).toBe(word);
  expect(execFileSync("/bin/sh", ["-c", `printf '%s.' ${shellWord(text)}`], { encoding: "utf8" })).toBe(`${text}.`);
});
