import { mergeSnapshots } from "../../src/snapshot/merge";
import { markedTexts } from "../../src/snapshot/merge/markers";
import { renderSnapshot } from "../../src/snapshot/render";
import type { Snapshot } from "../../src/snapshot/snapshot";
import { job, lookup, snapshotOf } from "../_support/lookups";
import { uses } from "../_support/uses";

const base = lookup([job("1", "orders")], { usedBy: uses({ "prod/jobs": ["orders"] }) });
const later = (hour: string) => ({ observedAt: `2026-01-31T${hour}:00:00Z` });
const failed = { ...base, ...later("09"), jobs: [job("1", "orders", { jobStatus: "Failed" })] };
const stopped = { ...base, ...later("10"), jobs: [job("1", "orders", { jobStatus: "Stopped" })] };
const other = lookup([], { projectId: "7", usedBy: uses({ "prod/other": ["*"] }) });

/** What two sides come to, whichever of them is ours. */
function merged(before: Snapshot | undefined, ours: Snapshot, theirs: Snapshot) {
  const result = mergeSnapshots({ base: before, ours, theirs });
  expect(renderSnapshot(mergeSnapshots({ base: before, ours: theirs, theirs: ours }))).toBe(renderSnapshot(result));
  return result;
}

const withUsers = (names: Record<string, string[]>, app = ".") => ({ ...base, usedBy: uses(names, app) });

test.each<[string, Snapshot | undefined, Snapshot, Snapshot, Snapshot]>([
  ["what only one side changed is taken", snapshotOf(base), snapshotOf(base), snapshotOf(failed), snapshotOf(failed)],
  [
    "of two answers the newer one is taken",
    snapshotOf(base),
    snapshotOf(stopped),
    snapshotOf(failed),
    snapshotOf(stopped),
  ],
  [
    "of two that came in one second, either side takes the same",
    snapshotOf(base),
    snapshotOf({ ...failed, ...later("10") }),
    snapshotOf(stopped),
    snapshotOf(stopped),
  ],
  [
    "where both added the file, too",
    undefined,
    snapshotOf(stopped),
    snapshotOf(failed, other),
    snapshotOf(other, stopped),
  ],
  ["a new question is kept", snapshotOf(base), snapshotOf(base, other), snapshotOf(failed), snapshotOf(failed, other)],
  [
    "a new question that nobody uses yet is kept, too",
    snapshotOf(base),
    snapshotOf(base, { ...other, usedBy: [] }),
    snapshotOf(base),
    snapshotOf(base, { ...other, usedBy: [] }),
  ],
  [
    "a question that both sides pruned is gone",
    snapshotOf(base, other),
    snapshotOf(base),
    snapshotOf(base),
    snapshotOf(base),
  ],
  [
    "a question that one side pruned is dropped",
    snapshotOf(base, other),
    snapshotOf(base),
    snapshotOf(failed, other),
    snapshotOf(failed),
  ],
  [
    "unless the other side added a user",
    snapshotOf(base, other),
    snapshotOf(base),
    snapshotOf(base, { ...other, usedBy: uses({ "prod/other": ["*"], "prod/new": ["a"] }) }),
    snapshotOf(base, { ...other, usedBy: uses({ "prod/new": ["a"] }) }),
  ],
  [
    "users of both are kept, and who one side took out is out",
    snapshotOf(withUsers({ a: ["x", "y"], b: ["x"] })),
    snapshotOf(withUsers({ a: ["x", "y", "z"], b: ["x"], c: ["x"], d: ["x", "y"] })),
    snapshotOf(withUsers({ a: ["x", "w"], __proto__: ["x"], d: ["x", "z"] } as Record<string, string[]>)),
    snapshotOf(withUsers({ a: ["w", "x", "z"], c: ["x"], d: ["x", "y", "z"] })),
  ],
  [
    "users of version 1 belong to the app that has their path",
    snapshotOf(withUsers({ a: ["x"], b: ["x"] }, "")),
    snapshotOf(withUsers({ a: ["x"] }, "apps/a")),
    { ...snapshotOf(withUsers({ a: ["x", "y"], b: ["x"] }, "")), version: 1 },
    snapshotOf(withUsers({ a: ["x", "y"] }, "apps/a")),
  ],
])("%s", (_, before, ours, theirs, expected) => {
  expect(renderSnapshot(merged(before, ours, theirs))).toBe(renderSnapshot(expected));
});

test("partial answers complete one another, and are as old as the older one", () => {
  const part = (construct: string, name: string, id: string, hour: string) =>
    snapshotOf({
      ...lookup([job(id, name)], { usedBy: uses({ [construct]: [name] }) }),
      ...later(hour),
      partial: true as const,
    });

  const [both] = merged(undefined, part("a", "orders", "1", "09"), part("b", "crm", "2", "10")).lookups;

  expect(both).toMatchObject({ ...later("09"), partial: true, jobs: [{ jobName: "orders" }, { jobName: "crm" }] });
});

describe("of a partial answer", () => {
  const part = (
    jobs: readonly (readonly [id: string, name: string])[],
    users: Record<string, string[]>,
    hour: string,
  ) => ({
    ...lookup(
      jobs.map(([id, name]) => job(id, name)),
      { usedBy: uses(users) },
    ),
    ...later(hour),
    partial: true as const,
  });
  const names = ({ lookups: [first] }: Snapshot) => first?.jobs.map(({ jobName }) => jobName);

  test("that knows all that is needed nothing is completed, and it keeps its time", () => {
    const older = snapshotOf(part([["1", "old"]], { a: ["orders"] }, "09"));
    const newer = snapshotOf(part([["2", "orders"]], { a: ["orders"], b: ["free"] }, "10"));

    const result = merged(undefined, older, newer);

    expect(result.lookups[0]).toMatchObject({ ...later("10"), partial: true });
    expect(names(result)).toEqual(["orders"]);
  });

  test("what nobody needs any more goes", () => {
    const before = part(
      [
        ["1", "orders"],
        ["2", "crm"],
      ],
      { a: ["orders"], b: ["crm"] },
      "08",
    );
    const withoutB = part(
      [
        ["1", "orders"],
        ["2", "crm"],
      ],
      { a: ["orders"] },
      "08",
    );
    const refreshed = part(
      [
        ["1", "orders"],
        ["2", "crm"],
        ["3", "stock"],
      ],
      { a: ["orders"], b: ["crm"], c: ["stock"] },
      "09",
    );

    expect(names(merged(snapshotOf(before), snapshotOf(withoutB), snapshotOf(refreshed)))).toEqual(["orders", "stock"]);
  });

  test("a job that the newer part has under another name, or knows to be free, is not taken from the older one", () => {
    const newer = snapshotOf(part([["1", "orders_v2"]], { a: ["orders_v2", "gone"] }, "10"));
    const older = snapshotOf(
      part(
        [
          ["1", "orders"],
          ["2", "gone"],
          ["3", "crm"],
        ],
        { b: ["orders", "gone", "crm"] },
        "09",
      ),
    );

    const result = merged(undefined, newer, older);

    expect(names(result)).toEqual(["orders_v2", "crm"]);
    expect(result.lookups[0]).toMatchObject(later("09"));
  });

  test("a whole one completes it to a whole one", () => {
    const whole = snapshotOf({
      ...lookup([job("1", "orders"), job("2", "crm")], { usedBy: uses({ b: ["*"] }) }),
      ...later("09"),
    });

    const result = merged(undefined, snapshotOf(part([["3", "stock"]], { a: ["stock"] }, "10")), whole);

    expect(names(result)).toEqual(["orders", "crm", "stock"]);
    expect(result.lookups[0]).not.toHaveProperty("partial");
    expect(result.lookups[0]).toMatchObject(later("09"));
  });
});

test("users of version 1 stay without an app where two apps have their path, or none", () => {
  const old = { ...snapshotOf(withUsers({ a: ["x"], lost: ["x"] }, "")), version: 1 as const };
  const both = snapshotOf({ ...base, usedBy: [...uses({ a: ["x"] }, "apps/a"), ...uses({ a: ["x"] }, "apps/b")] });

  const [result] = merged(undefined, old, both).lookups;

  expect(result?.usedBy.map(({ app, construct }) => `${app}:${construct}`)).toEqual([
    ":a",
    ":lost",
    "apps/a:a",
    "apps/b:a",
  ]);
});

test("who is changed by one side and gone on the other stays", () => {
  const [result] = merged(
    snapshotOf(withUsers({ a: ["x"], b: ["x"] })),
    snapshotOf(withUsers({ a: ["x", "y"], b: ["x"] })),
    snapshotOf(withUsers({ b: ["x"] })),
  ).lookups;

  expect(result?.usedBy).toEqual(uses({ a: ["x", "y"], b: ["x"] }));
});

test("names of workspaces are merged one by one", () => {
  const named = (...workspaces: [string, string][]) => ({ ...snapshotOf(base), workspaces: new Map(workspaces) });
  const result = merged(
    named(["cn-a/x", "1"], ["cn-a/y", "2"], ["cn-a/z", "3"]),
    named(["cn-a/x", "9"], ["cn-a/y", "2"]),
    named(["cn-a/x", "10"], ["cn-a/y", "2"], ["cn-a/z", "3"], ["cn-a/w", "4"]),
  );

  expect([...result.workspaces]).toEqual([
    ["cn-a/w", "4"],
    ["cn-a/x", "10"],
    ["cn-a/y", "2"],
  ]);
});

describe("the versions between the marks of git", () => {
  const text = "a\n<<<<<<< HEAD\nb\n||||||| x\nc\n=======\nd\n>>>>>>> y\ne\n";

  test("are read, with the base where git wrote it", () => {
    expect(markedTexts(text)).toEqual({ base: "a\nc\ne\n", ours: "a\nb\ne\n", theirs: "a\nd\ne\n" });
    expect(markedTexts(text.replace("||||||| x\nc\n", ""))).toEqual({ ours: "a\nb\ne\n", theirs: "a\nd\ne\n" });
    expect(markedTexts(text + text.replace("||||||| x\nc\n", ""))).not.toHaveProperty("base");
    expect(markedTexts(text.replaceAll("\n", "\r\n"))?.theirs).toBe("a\r\nd\r\ne\r\n");
  });

  test("are whole lines; within one they are text", () => {
    const inside = text.replace("a\n", 'a "<<<<<<< HEAD"\n=======x\n>>>>>>>>\n');

    expect(markedTexts(inside)).toEqual(
      Object.fromEntries(
        Object.entries(markedTexts(text) ?? {}).map(([side, lines]) => [
          side,
          lines.replace("a\n", 'a "<<<<<<< HEAD"\n=======x\n>>>>>>>>\n'),
        ]),
      ),
    );
  });

  test.each([
    "a\n",
    text.replace("=======\n", ""),
    text.replace(">>>>>>> y\n", ""),
    text.replace("<<<<<<< HEAD\n", ""),
  ])("are none where marks are missing: %j", (broken) => {
    expect(markedTexts(broken)).toBeUndefined();
  });
});
