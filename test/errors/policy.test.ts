import { invalidArgument } from "../../src/errors/arguments";
import { together } from "../../src/errors/error";
import { jobNotFound } from "../../src/errors/jobs";
import { atPlace } from "../../src/errors/policy";
import { failure } from "../_support/failure";

test("everything that failed in a step is said, each at its place of the rule set", () => {
  const error = failure(() =>
    atPlace("rules[0]", () => {
      throw together([
        jobNotFound("a", "w", { nearest: [], names: ["b"] }, ["hint"]),
        invalidArgument("b", 2, "repair b"),
      ]);
    }),
  );

  expect(error).toMatchObject({
    code: "PolicyInvalid",
    problems: [
      { what: "the rule set is wrong at rules[0]: w has no job named 'a'", facts: ["it has: b"], repairs: ["hint"] },
      { what: "the rule set is wrong at rules[0]: b cannot be '2'", repairs: ["repair b"] },
    ],
  });
});

test("what is none of our errors stays as it is", () => {
  const bug = new RangeError("not ours");

  expect(() =>
    atPlace("rules[0]", () => {
      throw bug;
    }),
  ).toThrow(bug);
});
