import { groupBy } from "../../src/model/group-by";

test("values with the same key stand together, in the order in which they came", () => {
  const groups = groupBy(["beta", "alpha", "bravo", "able"], (word) => word[0]);

  expect([...groups]).toEqual([
    ["b", ["beta", "bravo"]],
    ["a", ["alpha", "able"]],
  ]);
});

test("a key may be anything, and each value is asked for its key once", () => {
  const asked: number[] = [];

  const groups = groupBy(new Set([1, 2, 3, 4]), (value) => {
    asked.push(value);
    return value % 2 === 0;
  });

  expect(groups.get(true)).toEqual([2, 4]);
  expect(groups.get(false)).toEqual([1, 3]);
  expect(asked).toEqual([1, 2, 3, 4]);
  expect(groupBy([], String).size).toBe(0);
});
