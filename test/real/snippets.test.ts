import { augments, commentSnippets, compile, pageSnippets } from "./snippets";

const snippets = [...pageSnippets(), ...commentSnippets()];

test("every TypeScript block of the documentation and every @example compiles", () => {
  expect(compile(snippets.filter((snippet) => !augments(snippet)))).toEqual([]);
});

test.each(snippets.filter(augments))("$place compiles on its own", (snippet) => {
  expect(compile([snippet])).toEqual([]);
});
