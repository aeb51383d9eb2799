import { mergeLookups } from "../../src/snapshot/merge";
import { renderSnapshot } from "../../src/snapshot/render";
import { findLookup, type Snapshot } from "../../src/snapshot/snapshot";
import { job, lookup } from "../_support/lookups";

const HOUR_MS = 3_600_000;
const orders = lookup([job("1", "orders")], { jobNameLike: "orders", usedBy: { "app/orders": ["orders"] } });
const customers = lookup([job("2", "customers")], { jobNameLike: "customers" });
const current: Snapshot = { version: 1, lookups: [customers, orders] };
const anHourLater = { observedAt: "2026-01-31T09:00:00Z" };

test("a recorded question replaces its answer and the others are kept", () => {
  const recorded = { ...orders, ...anHourLater, jobs: [job("9", "orders")] };

  expect(mergeLookups(current, [recorded]).lookups).toEqual([customers, recorded]);
});

test("prune drops the questions that were not recorded", () => {
  expect(mergeLookups(current, [orders], { prune: true }).lookups).toEqual([orders]);
});

test("an answer that did not change keeps its time, whatever order its jobs come in", () => {
  const two = lookup([job("1", "orders"), job("2", "orders_v2")]);
  const again = { ...two, ...anHourLater, jobs: [...two.jobs].reverse() };

  expect(renderSnapshot(mergeLookups({ version: 1, lookups: [two] }, [again]))).toBe(
    renderSnapshot({ version: 1, lookups: [two] }),
  );
});

test.each([
  ["a job", { jobs: [job("1", "orders", { jobStatus: "Failed" })] }],
  ["a use", { usedBy: { "app/orders": ["orders", "customers"] } }],
])("%s that changed brings the new time", (_, change) => {
  const merged = mergeLookups(current, [{ ...orders, ...anHourLater, ...change }]);

  expect(findLookup(merged, orders.query)).toMatchObject(anHourLater);
});

test("an unchanged answer brings the new time from the age it is worth it, and not before", () => {
  const timeWith = (refreshAfterMs: number) =>
    findLookup(mergeLookups(current, [{ ...orders, ...anHourLater, refreshAfterMs }]), orders.query)?.observedAt;

  expect(timeWith(HOUR_MS)).toBe(anHourLater.observedAt);
  expect(timeWith(HOUR_MS + 1)).toBe(orders.observedAt);
});

test("with ignoreStatus an answer of which nothing but statuses changed is kept, until its time is worth writing", () => {
  const failed = { ...orders, ...anHourLater, jobs: [job("1", "orders", { jobStatus: "Failed" })] };
  const renamed = { ...failed, jobs: [job("1", "orders_v2", { jobStatus: "Failed" })] };
  const merged = (recorded: Parameters<typeof mergeLookups>[1][number]) =>
    findLookup(mergeLookups(current, [recorded], { ignoreStatus: true }), orders.query);

  expect(merged(failed)).toEqual(findLookup(current, orders.query));
  expect(merged({ ...failed, refreshAfterMs: HOUR_MS })).toMatchObject({ ...anHourLater, jobs: failed.jobs });
  expect(merged(renamed)).toMatchObject(anHourLater);
});

test("the age from which a time is written is not itself part of the snapshot", () => {
  const merged = mergeLookups(current, [{ ...orders, ...anHourLater, refreshAfterMs: HOUR_MS }]);

  expect(findLookup(merged, orders.query)).not.toHaveProperty("refreshAfterMs");
});
