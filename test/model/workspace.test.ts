import { parseWorkspace, workspaceName } from "../../src/model/workspace";
import { failure } from "../_support/failure";

test("a workspace reads as it is written", () => {
  expect(workspaceName(parseWorkspace("cn-shanghai/1967"))).toBe("cn-shanghai/1967");
});

test.each(["", "1967", "cn-shanghai", "cn-shanghai/", "/1967", "cn-shanghai/x", "cn-shanghai/1967/2", "CN/1"])(
  "%j is refused with the form it should have",
  (text) => {
    const error = failure(() => parseWorkspace(text));

    expect(error.code).toBe("InvalidArgument");
    expect(error.message).toContain("cn-shanghai/1967");
  },
);
