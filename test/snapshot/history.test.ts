import { explain } from "../../src/snapshot/history";
import { job, lookup } from "../_support/lookups";

const recorded = lookup([job("1", "orders"), job("2", "customers"), job("3", "twice"), job("4", "twice")]);

test("a recorded job whose id has another name now is renamed, and the hint says the new name", () => {
  const explanation = explain(recorded, [job("1", "orders_v2")]);

  expect(explanation.renamed("orders").map((now) => now.jobName)).toEqual(["orders_v2"]);
  expect(explanation.hints("orders")).toEqual([expect.stringMatching(/renamed to 'orders_v2', same id '1'/)]);
  expect(explanation.recreated("orders")).toBeUndefined();
});

test("a name with another id than recorded is recreated", () => {
  const explanation = explain(recorded, [job("9", "orders")]);

  expect(explanation.recreated("orders")).toMatchObject({ recorded: [{ diJobId: "1" }], live: [{ diJobId: "9" }] });
  expect(explanation.renamed("orders")).toEqual([]);
});

test("a name is recreated also when the recorded job lives on under another one", () => {
  const explanation = explain(recorded, [job("1", "orders_old"), job("9", "orders")]);

  expect(explanation.recreated("orders")).toBeDefined();
  expect(explanation.renamed("orders").map((now) => now.jobName)).toEqual(["orders_old"]);
});

test("a name that several jobs share is not recreated while one of them is still there", () => {
  expect(explain(recorded, [job("4", "twice"), job("9", "twice")]).recreated("twice")).toBeUndefined();
});

test("a recorded job that is no longer listed is gone, and the hint names the way out", () => {
  const explanation = explain(recorded, []);

  expect(explanation.gone("customers").map((job) => job.diJobId)).toEqual(["2"]);
  expect(explanation.hints("customers")).toEqual([expect.stringContaining("DIJOBS_MODE=locked")]);
});

test("nothing is said about an unchanged job, nor about a name that was never recorded", () => {
  const explanation = explain(recorded, [job("1", "orders"), job("7", "__proto__")]);

  expect(explanation.hints("orders")).toEqual([]);
  expect(explanation.hints("__proto__")).toEqual([]);
  expect(explanation.recreated("__proto__")).toBeUndefined();
});
