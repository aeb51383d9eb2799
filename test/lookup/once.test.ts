import { once } from "../../src/lookup/once";

test("a value is computed when it is first asked for, and never again", () => {
  const compute = jest.fn(() => ({}));
  const value = once(compute);
  expect(compute).not.toHaveBeenCalled();

  expect(value()).toBe(value());
  expect(compute).toHaveBeenCalledTimes(1);
});

test.each([new Error("no"), undefined])("so is a failure: %p", (failure) => {
  const compute = jest.fn(() => {
    throw failure;
  });
  const value = once(compute);
  const thrown = () => {
    try {
      value();
      return "nothing was thrown";
    } catch (error) {
      return error;
    }
  };

  expect([thrown(), thrown()]).toEqual([failure, failure]);
  expect(compute).toHaveBeenCalledTimes(1);
});
