import { codePointsOf } from "../../src/model/code-points";

const LAST = 0x10ffff;
const has = (part: string, codePoint: number) => new RegExp(`^${part}$`, "u").test(String.fromCodePoint(codePoint));

test.each([
  ["\\p{L}", "\\P{L}"],
  ["\\s", "\\S"],
  ["\\p{Lu}", "\\P{Lu}"],
  ["\\p{Cs}", "\\P{Cs}"],
  ["\\p{Script=Han}", "\\P{Script=Han}"],
])("the characters that %s has, and those that %s has, are all there are, and each edge is right", (part, others) => {
  const ranges = [part, others]
    .flatMap((each) => codePointsOf(each).map(([first, last]) => ({ each, first, last })))
    .sort((a, b) => a.first - b.first);

  expect(ranges[0]?.first).toBe(0);
  expect(ranges.at(-1)?.last).toBe(LAST);
  expect(ranges.slice(1).filter(({ first }, index) => first !== (ranges[index]?.last ?? 0) + 1)).toEqual([]);
  expect(ranges.filter(({ each, first, last }) => !has(each, first) || !has(each, last))).toEqual([]);
});

test("surrogates are characters of their own", () => {
  expect(codePointsOf("\\p{Cs}")).toEqual([[0xd800, 0xdfff]]);
  expect(codePointsOf("\\p{Any}")).toEqual([
    [0, 0xd7ff],
    [0xe000, LAST],
    [0xd800, 0xdfff],
  ]);
  expect(codePointsOf("\\P{Any}")).toEqual([]);
});
