import fc from "fast-check";
import { compareIds } from "../../src/model/job";

test("ids are sorted as numbers, also beyond 2^53", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }), fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }), (a, b) => {
      expect(Math.sign(compareIds(String(a), String(b)))).toBe(a < b ? -1 : a > b ? 1 : 0);
    }),
  );
});

test("an id is the same as itself", () => {
  expect(compareIds("1967", "1967")).toBe(0);
});
