import { readFileSync } from "node:fs";
import { isSystemError, unlessMissing, unlessRefused } from "../../../src/snapshot/disk/system-error";

const missing = () => readFileSync("/nowhere/at-all", "utf8");

test.each([
  undefined,
  null,
  "ENOENT",
  2,
  {},
  new Error("ENOENT"),
  { syscall: "open", code: "ENOENT" },
  { code: "x", message: "y" },
])("%p is no error of the system, and is passed on", (thrown) => {
  const act = () => {
    throw thrown;
  };
  const caught: unknown[] = [];
  for (const ask of [() => unlessMissing(act), () => unlessRefused("any", act)])
    try {
      ask();
    } catch (error) {
      caught.push(error);
    }

  expect(isSystemError(thrown)).toBe(false);
  expect(caught).toEqual([thrown, thrown]);
});

test("an error of the system with one of the codes is passed over, and any other one is not", () => {
  expect(unlessMissing(missing)).toBeUndefined();
  expect(unlessRefused(["EACCES", "ENOENT"], missing)).toBeUndefined();
  expect(unlessRefused("any", missing)).toBeUndefined();
  expect(() => unlessRefused(["EACCES"], missing)).toThrow("ENOENT");
  expect(unlessRefused([], () => 5)).toBe(5);
});
