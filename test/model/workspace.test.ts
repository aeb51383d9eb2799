import {
  idArgument,
  isId,
  isNamedWorkspace,
  parseTypedWorkspace,
  parseWorkspace,
  workspaceName,
} from "../../src/model/workspace";
import { failure } from "../_support/failure";

test("a workspace reads as it is written", () => {
  expect(workspaceName(parseWorkspace("cn-shanghai/1967"))).toBe("cn-shanghai/1967");
});

test.each([
  "",
  "1967",
  "cn-shanghai",
  "cn-shanghai/1967x",
  "1cn-shanghai/1967",
  "cn-shanghai-/1967",
  "c-x/1",
  "cn-shanghai/",
  "/1967",
  "cn-shanghai/x",
  "cn-shanghai/1967/2",
  "CN/1",
])("%j is refused with the form it should have", (text) => {
  const error = failure(() => parseWorkspace(text));

  expect(error.code).toBe("InvalidArgument");
  expect(error.message).toContain("cn-shanghai/1967");
});

test.each([
  ["cn-shanghai/1967", { regionId: "cn-shanghai", projectId: "1967" }],
  ["cn-shanghai/orders_prod", { regionId: "cn-shanghai", projectName: "orders_prod" }],
  ["cn-shanghai/2024_orders", { regionId: "cn-shanghai", projectName: "2024_orders" }],
  ["cn-shanghai-finance-1/1967", { regionId: "cn-shanghai-finance-1", projectId: "1967" }],
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

test.each([
  ["cn-shanghai/orders", true],
  [`cn-shanghai/${"a".repeat(128)}`, true],
  [`cn-shanghai/${"a".repeat(129)}`, false],
  ["cn-shanghai/1967", false],
  ["cn-shanghai/1967a", true],
  ["cn-shanghai/a1967", true],
  ["cn-shanghai/-a", false],
  ["cn-shanghai/a-b_C", true],
  ["cn-shanghai/a.b", false],
  ["cn-shanghai", false],
  ["cn/orders", false],
  ["cn-shanghai/orders/", false],
])("%s by its name: %s", (text, expected) => {
  expect(isNamedWorkspace(text)).toBe(expected);
});

test.each([
  ["1", true],
  ["9223372036854775807", true],
  ["9223372036854775808", false],
  ["10000000000000000000", false],
  ["0", false],
  ["01", false],
  ["1 ", false],
  ["+1", false],
  ["", false],
])("%j is an id of the API's, which are longs: %s", (text, expected) => {
  expect(isId(text)).toBe(expected);
});

test.each([0, -1, 1.5, 2 ** 53, "x", "", null, undefined, true])("%p is no id to look for", (given) => {
  expect(failure(() => idArgument(given, "diJobId")).message).toMatch(
    /^diJobId .*\n {2}use a positive whole number, beyond 2\^53 as a string$/,
  );
});

test("an id may be a number or a text", () => {
  expect([idArgument(7, "diJobId"), idArgument("7", "diJobId")]).toEqual([7, "7"]);
});
