import { compareText } from "../../src/text/compare";
import { counted, either, quoted, several, shownJob, shownUser } from "../../src/text/words";

test("a text of the API stands in quotes, and is visible", () => {
  expect(quoted("a\u001bb")).toBe("'a\\u{1b}b'");
  expect(shownJob({ jobName: "orders\n", diJobId: "7" })).toBe("'orders\\u{a}' (7)");
});

test("a construct is told by its path, and by its app unless that stands beside the snapshot", () => {
  const construct = "prod/jobs";

  expect(shownUser({ app: ".", construct })).toBe("prod/jobs");
  expect(shownUser({ app: "", construct })).toBe("prod/jobs");
  expect(shownUser({ app: "apps/a\u0007", construct })).toBe("prod/jobs (app apps/a\\u{7})");
});

test.each([
  [[], ""],
  [["a"], "a"],
  [["a", "b", "c"], "a, b, c"],
  [["a", "b", "c", "d"], "a, b, c and 1 more"],
])("the first three of %j are: %s", (names, words) => {
  expect(several(names)).toBe(words);
});

test("how many are told may be said", () => {
  expect(several(["a", "b", "c"], 1)).toBe("a and 2 more");
});

test.each([
  [[], "nothing"],
  [["a"], "a"],
  [["a", "b"], "a or b"],
  [["a", "b", "c"], "a, b or c"],
])("alternatives, %j: %s", (names, words) => {
  expect(either(names)).toBe(words);
});

test("one thing is one, and everything else several", () => {
  expect([0, 1, 2].map((count) => counted(count, "job"))).toEqual(["0 jobs", "1 job", "2 jobs"]);
});

test("texts are sorted by code point, the shorter one first where one begins with the other", () => {
  const sorted = [
    "",
    "A",
    "B",
    "a",
    "a\0",
    "aa",
    "b",
    "é",
    "作",
    "\ud7ff",
    "\uffee",
    "\ud83d",
    "\u{1f600}",
    "\u{1f600}a",
    "\udfff",
  ];

  expect([...sorted].reverse().sort(compareText)).toEqual(sorted);
  expect(compareText("a", "a")).toBe(0);
});
