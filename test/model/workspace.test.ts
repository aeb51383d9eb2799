import { parseTypedWorkspace, parseWorkspace, workspaceName } from "../../src/model/workspace";
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

test.each([
  ["cn-shanghai/1967", { regionId: "cn-shanghai", projectId: "1967" }],
  ["cn-shanghai/orders_prod", { regionId: "cn-shanghai", projectName: "orders_prod" }],
  ["cn-shanghai/2024_orders", { regionId: "cn-shanghai", projectName: "2024_orders" }],
  ["cn-shanghai/_x", { regionId: "cn-shanghai", projectName: "_x" }],
])("%s is an id where there are digits only, else a name", (text, workspace) => {
  expect(parseTypedWorkspace(text)).toEqual(workspace);
  expect(workspaceName(workspace)).toBe(text);
});

test.each([
  "cn-shanghai/",
  "cn-shanghai/a/b",
  "orders",
  "cn-shanghai/0",
  "cn-shanghai/a b",
  "Shanghai/orders",
  "cn-shanghai/${x}",
])("%p is no workspace", (text) => {
  expect(failure(() => parseTypedWorkspace(text)).message).toContain("<regionId>/<projectName>");
});
