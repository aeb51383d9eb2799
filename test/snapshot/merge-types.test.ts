import { mergeSnapshotTypes } from "../../src/snapshot/merge/types";
import type { SnapshotLookup } from "../../src/snapshot/snapshot";
import { readSnapshotTypes, renderSnapshotTypes } from "../../src/snapshot/types";
import { job, lookup, snapshotOf } from "../_support/lookups";

const NASTY = 'a "b": never;\u2028\n | `${c}`';
const typesOf = (names: readonly string[], ...more: SnapshotLookup[]) =>
  renderSnapshotTypes(snapshotOf(lookup(names.map((name, index) => job(String(index + 1), name))), ...more));
const empty = lookup([], { projectId: "7" });
const base = typesOf(["crm", "orders"], empty);

test("types are read as they were rendered, whatever names hold", () => {
  const text = typesOf([NASTY, "orders"], empty);

  expect(readSnapshotTypes(text.replaceAll("\n", "\r\n"))).toEqual(
    new Map([
      ["cn-shanghai/1967", [NASTY, "orders"].sort()],
      ["cn-shanghai/7", []],
    ]),
  );
  expect(mergeSnapshotTypes({ base, ours: base, theirs: text })).toBe(text);
});

test.each<[string, string | undefined, string, string, string]>([
  [
    "names of both sides",
    base,
    typesOf(["crm", "erp", "orders"], empty),
    typesOf(["crm", "orders", "x"], empty),
    typesOf(["crm", "erp", "orders", "x"], empty),
  ],
  [
    "names that the side took out which alone changed something",
    typesOf(["crm", "orders"], empty),
    typesOf(["orders"], empty),
    typesOf(["crm", "orders"], empty),
    typesOf(["orders"], empty),
  ],
  [
    "names that one side took out, whose answer may be the older one",
    base,
    typesOf(["orders"], empty),
    typesOf(["crm", "x"], empty),
    typesOf(["crm", "orders", "x"], empty),
  ],
  ["workspaces that one side took out", base, typesOf(["crm", "orders"]), typesOf(["crm"], empty), typesOf(["crm"])],
  ["files that both added", undefined, typesOf(["crm"]), typesOf(["orders"], empty), base],
  ["files that both added, for which git gives an empty base", "", typesOf(["crm"]), typesOf(["orders"], empty), base],
])("types are merged like the snapshot beside them: %s", (_, before, ours, theirs, expected) => {
  expect(mergeSnapshotTypes({ base: before, ours, theirs })).toBe(expected);
  expect(mergeSnapshotTypes({ base: before, ours: theirs, theirs: ours })).toBe(expected);
});

test("a version that was written by hand is not merged", () => {
  expect(mergeSnapshotTypes({ base, ours: base, theirs: "declare const mine: 1;" })).toBeUndefined();
});
