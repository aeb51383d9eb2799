import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Invocation } from "../../../src/cli/ask/invocation";
import type { AskingOptions } from "../../../src/cli/ask/options";
import { chooseQueries, isInWorkspaces, questionsAgain } from "../../../src/cli/ask/queries";
import { describeQuery } from "../../../src/model/query";
import { renderSnapshot } from "../../../src/snapshot/render";
import { failure } from "../../_support/failure";
import { lookup, snapshotOf } from "../../_support/lookups";

const folder = mkdtempSync(join(tmpdir(), "queries-"));
const snapshotPath = join(folder, "dataworks.snapshot.json");
const snapshot = snapshotOf(
  lookup([]),
  lookup([], { jobNameLike: "crm" }),
  lookup([], { projectId: "2044" }),
  lookup([], { projectId: "2044", apiVersion: "2024-05-18" }),
);
const invocation = { settings: { snapshotPath }, defaults: {} } as Invocation;

beforeEach(() => writeFileSync(snapshotPath, renderSnapshot(snapshot)));
afterAll(() => rmSync(folder, { recursive: true }));

const ORDERS = ["cn-shanghai/1967"];
const again = (options: AskingOptions) => questionsAgain(options, invocation, snapshot).map(describeQuery);

test.each<[asked: string, options: AskingOptions, again: string[]]>([
  ["the recorded ones of a workspace", { workspace: ORDERS }, [...ORDERS, "cn-shanghai/1967, jobNameLike 'crm'"]],
  ["the whole of one that is not recorded", { workspace: ["cn-shanghai/7"] }, ["cn-shanghai/7"]],
  [
    "the whole in a version in which it has no other question",
    { workspace: ORDERS, apiVersion: "2024-05-18" },
    ["cn-shanghai/1967, apiVersion 2024-05-18"],
  ],
  [
    "those of the version alone, where it has some",
    { workspace: ["cn-shanghai/2044"], apiVersion: "2020-05-18" },
    ["cn-shanghai/2044"],
  ],
  ["those of a version, of all workspaces", { apiVersion: "2024-05-18" }, ["cn-shanghai/2044, apiVersion 2024-05-18"]],
])("refresh asks again: %s", (_, options, asked) => {
  expect(again(options)).toEqual(asked);
});

test("the snapshot's questions are narrowed to a version, and to workspaces, also for who uses what", () => {
  const uses = (options: AskingOptions) =>
    snapshot.lookups.filter(({ query }) => isInWorkspaces(options, invocation)(query));
  const asked = (options: AskingOptions) => chooseQueries(options, invocation).map(describeQuery);

  expect(asked({ apiVersion: "2024-05-18" })).toEqual(["cn-shanghai/2044, apiVersion 2024-05-18"]);
  expect(asked({})).toHaveLength(4);
  expect(uses({ apiVersion: "2024-05-18" })).toEqual(snapshot.lookups.slice(3));
  expect(uses({ apiVersion: "2024-05-18", workspace: ORDERS })).toEqual([]);
});

test("a version of which no question is recorded is refused, not passed over", () => {
  writeFileSync(snapshotPath, renderSnapshot(snapshotOf(lookup([]))));

  for (const choose of [again, (options: AskingOptions) => chooseQueries(options, invocation)])
    expect(failure(() => choose({ apiVersion: "2024-05-18" })).message).toContain(
      "has no question in version 2024-05-18",
    );
});
