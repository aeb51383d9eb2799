import { appContext, settingsContext } from "../../src/lookup/context";
import { failure } from "../_support/failure";

test("an app that no command line runs has no context", () => {
  expect([appContext({}), appContext({ CDKTF_CONTEXT_JSON: "" })]).toEqual([{}, {}]);
});

test("the context of a command line is an object of JSON", () => {
  expect(appContext({ CDKTF_CONTEXT_JSON: '{"dijobs":{"mode":"locked"},"stage":"dev"}' })).toEqual({
    dijobs: { mode: "locked" },
    stage: "dev",
  });
});

test.each(["{", "dev", "[]", "null", '"dev"', "5"])(
  "a context that is %s is refused by the variable's name",
  (text) => {
    const error = failure(() => appContext({ CDKTF_CONTEXT_JSON: text }));

    expect(error.code).toBe("InvalidArgument");
    expect(error.message).toMatch(/^CDKTF_CONTEXT_JSON is no JSON object: [^\\\\]+\n {2}unset it/);
  },
);

test("a context that is no JSON is told in the words of the parser", () => {
  const parser = (() => {
    try {
      return JSON.parse("{");
    } catch (error) {
      return String(error);
    }
  })();

  expect(`SyntaxError: ${failure(() => appContext({ CDKTF_CONTEXT_JSON: "{" })).problems[0].what}`).toBe(
    parser.replace(": ", ": CDKTF_CONTEXT_JSON is no JSON object: "),
  );
});

test("the settings in a context are an object, or left out", () => {
  expect([settingsContext(undefined), settingsContext({ mode: "locked" })]).toEqual([{}, { mode: "locked" }]);
  for (const value of ["locked", ["mode"], null, true])
    expect(failure(() => settingsContext(value)).message).toMatch(/^context dijobs cannot be .*\n {2}pass an object/);
});
