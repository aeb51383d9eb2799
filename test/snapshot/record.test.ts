import { UNKNOWN_APP } from "../../src/model/use";
import { forgetStacks } from "../../src/snapshot/forget";
import { keepUsed, orNewer, pruneUnused, recordAnswers, recordUses, type UseInRun } from "../../src/snapshot/record";
import { renderSnapshot } from "../../src/snapshot/render";
import { emptySnapshot, findLookup, type Snapshot } from "../../src/snapshot/snapshot";
import { job, lookup, snapshotOf } from "../_support/lookups";
import { uses } from "../_support/uses";

const HOUR_MS = 3_600_000;
const orders = lookup([job("1", "orders")], { jobNameLike: "orders", usedBy: uses({ "prod/orders": ["orders"] }) });
const customers = lookup([job("2", "customers")], { jobNameLike: "customers" });
const current = snapshotOf(customers, orders);
const anHourLater = { observedAt: "2026-01-31T09:00:00Z" };

describe("an answer", () => {
  test("replaces the one to the same question, keeps its users, and leaves the others alone", () => {
    const again = { query: orders.query, ...anHourLater, jobs: [job("9", "orders")] };

    expect(recordAnswers(current, [again]).lookups).toEqual([customers, { ...orders, ...again }]);
  });

  test("to a new question has no users yet", () => {
    const { usedBy, ...answer } = lookup([], { projectId: "7" });

    expect(findLookup(recordAnswers(current, [answer]), answer.query)).toEqual({ ...answer, usedBy });
  });

  test("that did not change keeps its time, whatever order its jobs come in", () => {
    const two = lookup([job("1", "orders"), job("2", "orders_v2")]);
    const again = { ...two, ...anHourLater, jobs: [...two.jobs].reverse() };

    expect(renderSnapshot(recordAnswers(snapshotOf(two), [again]))).toBe(renderSnapshot(snapshotOf(two)));
  });

  test.each([
    ["of another status", { jobs: [job("1", "orders", { jobStatus: "Failed" })] }],
    ["of which a part is recorded", { partial: true as const }],
  ])("%s brings its time", (_, change) => {
    const recorded = recordAnswers(current, [{ ...orders, ...anHourLater, ...change }]);

    expect(findLookup(recorded, orders.query)).toMatchObject({ ...anHourLater, ...change });
  });

  test("that is whole takes the mark of a partial one away", () => {
    const partial = snapshotOf({ ...orders, partial: true });

    expect(findLookup(recordAnswers(partial, [orders]), orders.query)).toEqual(orders);
  });

  test("that did not change brings its time from the age it is worth it, and not before", () => {
    const timeWith = (refreshAfterMs: number) =>
      findLookup(recordAnswers(current, [{ ...orders, ...anHourLater, refreshAfterMs }]), orders.query)?.observedAt;

    expect(timeWith(HOUR_MS)).toBe(anHourLater.observedAt);
    expect(timeWith(HOUR_MS + 1)).toBe(orders.observedAt);
  });

  test("of which nothing but statuses changed is kept when told so, until its time is worth writing", () => {
    const failed = { ...orders, ...anHourLater, jobs: [job("1", "orders", { jobStatus: "Failed" })] };
    const renamed = { ...failed, jobs: [job("1", "orders_v2", { jobStatus: "Failed" })] };
    const recorded = (answer: Parameters<typeof recordAnswers>[1][number]) =>
      findLookup(recordAnswers(current, [answer], true), orders.query);

    expect(recorded(failed)).toEqual(findLookup(current, orders.query));
    expect(recorded({ ...failed, refreshAfterMs: HOUR_MS })).toMatchObject({ ...anHourLater, jobs: failed.jobs });
    expect(recorded(renamed)).toMatchObject(anHourLater);
  });

  test("is recorded without the age from which its time is written", () => {
    const recorded = recordAnswers(current, [{ ...orders, ...anHourLater, refreshAfterMs: HOUR_MS }]);

    expect(findLookup(recorded, orders.query)).not.toHaveProperty("refreshAfterMs");
  });
});

/** Who uses the orders, as `app construct: names`. */
function usersOf(snapshot: Snapshot, { query } = orders): string[] | undefined {
  return findLookup(snapshot, query)?.usedBy.map(({ app, construct, names }) => `${app} ${construct}: ${names}`);
}

describe("the uses of a run", () => {
  const using = (construct: string, ...names: string[]): UseInRun => ({ query: orders.query, construct, names });
  const shared = snapshotOf(customers, {
    ...orders,
    usedBy: [
      ...uses({ "dev/jobs": ["orders"], "prod/jobs": ["orders"], "prod/gone": ["*"], "prod-eu/jobs": ["orders"] }),
      ...uses({ "prod/jobs": ["*"] }, "../other"),
    ],
  });

  test("replace those of the stacks that it built, and keep the app's other stacks and other apps", () => {
    const run = { app: ".", stacks: ["prod"], uses: [using("prod/jobs", "orders", "crm")] };

    expect(usersOf(recordUses(shared, run))).toEqual([
      ". dev/jobs: orders",
      ". prod-eu/jobs: orders",
      ". prod/jobs: crm,orders",
      "../other prod/jobs: *",
    ]);
  });

  test("of the stack itself are replaced, too", () => {
    const own = snapshotOf({ ...orders, usedBy: uses({ prod: ["orders"], "prod-eu": ["orders"] }) });

    expect(usersOf(recordUses(own, { app: ".", stacks: ["prod"], uses: [] }))).toEqual([". prod-eu: orders"]);
  });

  test("of a stack that uses nothing any more are none", () => {
    expect(usersOf(recordUses(shared, { app: ".", stacks: ["prod", "dev"], uses: [] }))).toEqual([
      ". prod-eu/jobs: orders",
      "../other prod/jobs: *",
    ]);
  });

  test("stay what they were where the run did not learn which answer they are of", () => {
    const run = { app: ".", stacks: ["prod"], uses: [{ ...using("prod/gone"), query: undefined }] };

    expect(usersOf(recordUses(shared, run))).toContain(". prod/gone: *");
    expect(usersOf(recordUses(shared, run))).not.toContain(". prod/jobs: orders");
  });

  test("of a partial answer are names that it knows: what was read live meanwhile would pass for a free name", () => {
    const partial = snapshotOf({ ...orders, partial: true, usedBy: uses({ "dev/jobs": ["orders", "free"] }) });
    const run = { app: ".", stacks: ["prod"], uses: [using("prod/jobs", "free", "crm", "*")] };

    expect(usersOf(recordUses(partial, run))).toEqual([". dev/jobs: free,orders", ". prod/jobs: free"]);
  });

  test("recorded in turn by two stages and two apps leave the snapshot as it is", () => {
    const runs = ["dev", "prod"].flatMap((stack) =>
      [".", "../other", "__proto__"].map((app) => ({ app, stacks: [stack], uses: [using(`${stack}/jobs`, stack)] })),
    );
    const round = (from: Snapshot) => runs.reduce(recordUses, from);
    const once = round(snapshotOf(customers, orders));

    expect(usersOf(once)).toHaveLength(6);
    for (const run of runs) expect(renderSnapshot(recordUses(once, run))).toBe(renderSnapshot(once));
  });

  test("take over what version 1 recorded for the same stacks without an app", () => {
    const old = snapshotOf({ ...orders, usedBy: uses({ "dev/jobs": ["orders"], "prod/jobs": ["*"] }, "") });
    const run = { app: "apps/a", stacks: ["prod"], uses: [using("prod/jobs", "orders")] };

    expect(usersOf(recordUses(old, run))).toEqual([" dev/jobs: orders", "apps/a prod/jobs: orders"]);
  });
});

test("prune drops the answers that nobody uses, and names of workspaces that are not in it any more", () => {
  const workspaces = new Map([
    ["cn-shanghai/orders_prod", "1967"],
    ["cn-shanghai/gone", "1968"],
    ["cn-beijing/orders_prod", "1967"],
  ]);

  const pruned = pruneUnused({ ...current, workspaces });

  expect(pruned.lookups).toEqual([orders]);
  expect([...pruned.workspaces.keys()]).toEqual(["cn-shanghai/orders_prod"]);
});

test.each<[glob: string, stays: string[]]>([
  ["prod", ["dev/a/jobs", "prod-eu/jobs", "pr.d/jobs"]],
  ["prod*", ["dev/a/jobs", "pr.d/jobs"]],
  ["pr?d", ["dev/a/jobs", "prod-eu/jobs"]],
  ["dev/*", ["prod/jobs", "prod-eu/jobs", "pr.d/jobs"]],
  ["dev/a", ["prod/jobs", "prod-eu/jobs", "pr.d/jobs"]],
  ["pr.d", ["dev/a/jobs", "prod/jobs", "prod-eu/jobs"]],
  ["*", []],
  ["a", ["dev/a/jobs", "prod/jobs", "prod-eu/jobs", "pr.d/jobs"]],
  ["(", ["dev/a/jobs", "prod/jobs", "prod-eu/jobs", "pr.d/jobs"]],
  ["dev*a", ["dev/a/jobs", "prod/jobs", "prod-eu/jobs", "pr.d/jobs"]],
  ["dev?a", ["dev/a/jobs", "prod/jobs", "prod-eu/jobs", "pr.d/jobs"]],
])("to forget '%s' takes out the stacks of that path, of one app only", (glob, stays) => {
  const ofApps = [".", "other", UNKNOWN_APP].flatMap((app) =>
    uses({ "dev/a/jobs": [], "prod/jobs": [], "prod-eu/jobs": [], "pr.d/jobs": [] }, app),
  );
  const [left] = forgetStacks(snapshotOf({ ...orders, usedBy: ofApps }), ".", [glob]).lookups;
  const leftOf = (name: string) => left?.usedBy.flatMap(({ app, construct }) => (app === name ? construct : []));

  expect(leftOf(".")).toEqual(stays);
  expect(leftOf("other")).toHaveLength(4);
  // Version 1 did not tell apps.
  expect(leftOf(UNKNOWN_APP)).toEqual(stays);
});

test("a glob of many stars takes no time on a long path", () => {
  const usedBy = uses({ ["a".repeat(5_000)]: [] });

  expect(forgetStacks(snapshotOf({ ...orders, usedBy }), ".", [`${"*a".repeat(40)}b`]).lookups[0]?.usedBy).toHaveLength(
    1,
  );
});

test("the name by which a workspace was asked for is recorded with the answer, and leads to it", () => {
  const { query, observedAt, jobs } = lookup([job("1", "orders")]);
  const asked = { apiVersion: query.apiVersion, regionId: query.regionId, projectName: "orders_prod" };

  const recorded = recordAnswers(emptySnapshot, [{ query, observedAt, jobs, projectName: "orders_prod" }]);

  expect([...recorded.workspaces]).toEqual([[`${query.regionId}/orders_prod`, query.projectId]]);
  expect(findLookup(recorded, asked)?.jobs).toEqual(jobs);
  expect(findLookup(recorded, { ...asked, projectName: "Orders_prod" })).toBeUndefined();
});

describe("of an answer in part", () => {
  const { query, observedAt } = lookup([]);
  const answer = { query, observedAt, jobs: [job("1", "orders"), job("2", "crm"), job("3", "stock")] };
  const asking = (names: readonly string[], app = ".") => ({
    app,
    stacks: ["prod"],
    uses: [{ construct: "prod/jobs", query, names }],
  });
  const record = (before: Snapshot, names: readonly string[], app?: string, fresh = answer) =>
    keepUsed(before, recordUses(recordAnswers(before, [fresh]), asking(names, app)), [fresh]);

  test("only the jobs are kept that somebody asked for by name", () => {
    const [kept] = record(emptySnapshot, ["orders", "free"]).lookups;

    expect(kept).toMatchObject({ partial: true, jobs: [{ jobName: "orders" }] });
    expect(kept?.usedBy).toEqual(uses({ "prod/jobs": ["free", "orders"] }));
  });

  test("answers that were not given just now are left as they are", () => {
    const kept = record(snapshotOf(customers), ["orders"]);

    expect(findLookup(kept, customers.query)).toEqual(customers);
  });

  test("what another app asked for stays, and the whole list where one reads it", () => {
    const two = record(record(emptySnapshot, ["orders"]), ["crm"], "apps/b");
    const three = record(two, ["*"], "apps/c");

    expect(two.lookups[0]?.jobs.map(({ jobName }) => jobName)).toEqual(["orders", "crm"]);
    expect(three.lookups[0]?.partial).toBeUndefined();
    expect(three.lookups[0]?.jobs).toHaveLength(3);
  });

  test.each<[string, (snapshot: Snapshot) => Snapshot]>([
    ["is forgotten", (snapshot) => forgetStacks(snapshot, "apps/b", ["prod"])],
    ["asks no more", (snapshot) => recordUses(snapshot, { app: "apps/b", stacks: ["prod"], uses: [] })],
  ])("what only a stack asked for that %s is not kept, also where nothing was asked anew", (_, change) => {
    const two = record(record(emptySnapshot, ["orders"]), ["crm"], "apps/b");

    expect(change(two)).toEqual(record(emptySnapshot, ["orders"]));
  });

  test("one of which nothing changed keeps its time, whatever else came or went", () => {
    const first = record(emptySnapshot, ["orders"]);
    const later = { ...answer, ...anHourLater, jobs: [job("1", "orders"), job("9", "new")] };

    expect(record(first, ["orders"], ".", later)).toEqual(first);
  });
});

describe("an answer of which another process has recorded a newer one", () => {
  const { query, observedAt } = lookup([]);
  const older = { query, observedAt, jobs: [job("1", "orders"), job("2", "old")] };
  const newer = lookup([job("1", "orders_v2"), job("3", "crm")], {
    ...anHourLater,
    usedBy: uses({ "prod/jobs": ["crm", "orders_v2", "old"] }, "apps/b"),
  });
  const at = (time: string) => new Date(time);

  test("gives way to it", () => {
    const { jobs } = newer;

    expect(orNewer(snapshotOf(newer), [older], at("2026-01-31T09:00:00Z"))).toEqual([
      { ...older, ...anHourLater, jobs },
    ]);
  });

  test("and to the part of it that was recorded, in what that tells; the whole is as old as the older one", () => {
    const [whole] = orNewer(snapshotOf({ ...newer, partial: true }), [older], at("2026-01-31T10:00:00Z"));

    // 'orders' has another name in the part, and 'old' was looked for in vain.
    expect(whole).toEqual({ ...older, jobs: newer.jobs });
    const [more] = orNewer(
      snapshotOf({ ...newer, partial: true }),
      [{ ...older, jobs: [job("4", "stock")] }],
      at("2026-02-01T00:00:00Z"),
    );
    expect(more?.jobs.map(({ jobName }) => jobName)).toEqual(["orders_v2", "crm", "stock"]);
  });

  test.each([
    ["is of a clock that is ahead", newer, "2026-01-31T08:59:59Z"],
    ["is as old", { ...newer, observedAt }, "2026-01-31T09:00:00Z"],
    ["is to another question", lookup([], { ...anHourLater, projectId: "7" }), "2026-01-31T09:00:00Z"],
  ])("stays where the other one %s", (_, other, now) => {
    expect(orNewer(snapshotOf(other), [older], at(now))).toEqual([older]);
  });
});
