import { historyOf, noHistory } from "../../src/snapshot/history";
import { job, lookup } from "../_support/lookups";

const recorded = lookup([job("1", "orders"), job("2", "customers"), job("3", "twice"), job("4", "twice")]);

test("a recorded job whose id has another name now is renamed, and the hint says the new name", () => {
  const history = historyOf(recorded, [job("1", "orders_v2")]);

  expect(history.hints("orders")).toEqual([expect.stringMatching(/renamed to 'orders_v2', same id '1'/)]);
  expect(history.recreated("orders")).toBeUndefined();
});

test("a name with another id than recorded is recreated", () => {
  const history = historyOf(recorded, [job("9", "orders")]);

  expect(history.recreated("orders")).toMatchObject({ recorded: [{ diJobId: "1" }], live: [{ diJobId: "9" }] });
  expect(history.hints("orders")).toEqual([expect.stringMatching(/id '1', no longer listed/)]);
});

test("a name is recreated also when the recorded job lives on under another one", () => {
  const history = historyOf(recorded, [job("1", "orders_old"), job("9", "orders")]);

  expect(history.recreated("orders")).toBeDefined();
  expect(history.hints("orders")).toEqual([expect.stringMatching(/renamed to 'orders_old'/)]);
});

test("a name that several jobs share is not recreated while one of them is still there", () => {
  expect(historyOf(recorded, [job("4", "twice"), job("9", "twice")]).recreated("twice")).toBeUndefined();
});

test("a recorded job that is no longer listed is gone, and the hint names the way out", () => {
  const history = historyOf(recorded, []);

  expect(history.hints("customers")).toEqual([expect.stringMatching(/has it, id '2', no longer .*DIJOBS_MODE=locked/)]);
});

test("nothing is said about an unchanged job, nor about a name that was never recorded", () => {
  const history = historyOf(recorded, [job("1", "orders"), job("7", "__proto__")]);

  expect(history.hints("orders")).toEqual([]);
  expect(history.hints("__proto__")).toEqual([]);
  expect(history.recreated("__proto__")).toBeUndefined();
});

test("of an answer that the snapshot gave nothing is said but that a job may be newer", () => {
  const history = noHistory(recorded);

  expect(history.recreated("orders")).toBeUndefined();
  expect(history.hints("nobody")).toEqual([expect.stringMatching(/if the job is newer, record it/)]);
});
