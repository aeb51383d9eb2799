import { emptySnapshot } from "../../src/snapshot/snapshot";
import { isSnapshotTypes, renderSnapshotTypes } from "../../src/snapshot/types";
import { job, lookup, snapshotOf } from "../_support/lookups";

test("the recorded names of each workspace stand as types under its id, and under its name where that is known", () => {
  const text = renderSnapshotTypes({
    ...snapshotOf(
      lookup([job("1", "orders"), job("2", "crm"), job("3", "crm")]),
      lookup([job("4", "crm"), job("5", '"quoted"')], { jobNameLike: "c" }),
      lookup([], { projectId: "1968" }),
      lookup([job("6", "b", { projectId: "1966" })], { projectId: "1966" }),
    ),
    workspaces: new Map([
      ["cn-shanghai/zoo", "1967"],
      ["cn-shanghai/nothing_recorded", "7"],
    ]),
  });

  expect(text).toBe(`// Written together with the snapshot beside it. Do not edit.
import "cdktf-dataworks-di-jobs/recorded";

declare module "cdktf-dataworks-di-jobs/recorded" {
  interface RecordedJobs {
    "cn-shanghai/1966":
      | "b";
    "cn-shanghai/1967":
      | "\\"quoted\\""
      | "crm"
      | "orders";
    "cn-shanghai/1968": never;
    "cn-shanghai/zoo":
      | "\\"quoted\\""
      | "crm"
      | "orders";
  }
}
`);
});

test("types are known by their first line, whatever was put around it, and no other file is", () => {
  const text = renderSnapshotTypes(emptySnapshot);

  expect(isSnapshotTypes(text)).toBe(true);
  expect(isSnapshotTypes(`/* eslint-disable */\r\n${text.replaceAll("\n", "\r\n")}`)).toBe(true);
  expect(isSnapshotTypes("")).toBe(false);
  expect(isSnapshotTypes(text.replace("// ", "// by hand: "))).toBe(false);
});
