import { invalidArgument } from "../../src/errors/arguments";
import { together } from "../../src/errors/error";
import { atPlace } from "../../src/errors/policy";
import { failure } from "../_support/failure";

test("everything that failed in a step is said, each at its place of the rule set", () => {
  const error = failure(() =>
    atPlace("rules[0]", () => {
      throw together([invalidArgument("a", 1, "repair a"), invalidArgument("b", 2, "repair b")]);
    }),
  );

  expect(error).toMatchObject({
    code: "PolicyInvalid",
    problems: [
      { what: expect.stringContaining("rules[0]: a cannot be '1'"), repairs: ["repair a"] },
      { what: expect.stringContaining("rules[0]: b cannot be '2'"), repairs: ["repair b"] },
    ],
  });
});
