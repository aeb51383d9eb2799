import { JobStatus } from "../../src/model/documented-values";
import { nearestNames, slipOf, suggestion } from "../../src/text/nearest";

test("the nearest names come first, each once, without regard to case", () => {
  expect(nearestNames("orders", ["crm", "border", "ORDER", "order", "order"])).toEqual(["ORDER", "order", "border"]);
});

test("names of which more than half differs are not near", () => {
  expect(nearestNames("orders", ["billing", "customers_to_holo", "oxxxxs"])).toEqual([]);
});

test("names of which half differs still are, also those that have as much more at their end", () => {
  expect(nearestNames("orders", ["ordxxx", "ordersabc", "ordersabcd"])).toEqual(["ordersabc", "ordxxx"]);
});

test("no more than the asked number of names is given", () => {
  expect(nearestNames("job", ["job1", "job2", "job3", "job4"])).toEqual(["job1", "job2", "job3"]);
  expect(nearestNames("job", ["job1", "job2"], 1)).toEqual(["job1"]);
});

test.each([
  ["Runing", ["Running", "Stopped"], "did you mean 'Running'?"],
  ["zzz", ["Running", "Stopped"], "use Running, Stopped"],
  ["zzz", [], "there is none"],
])("the repair for %s among %j", (wanted, known, repair) => {
  expect(suggestion(wanted, known)).toBe(repair);
});

const STATUSES = Object.values(JobStatus);

test.each([
  ["Runing", "Running"],
  ["runnign", "Running"],
  ["Running ", "Running"],
  ["Faild", "Failed"],
  ["Fail", "Failed"],
  ["Run", "Running"],
  ["Stoppd", "Stopped"],
  ["Initalised", "Initialized"],
  ["FINISH", "Finished"],
])("'%s' is a slip of '%s'", (text, meant) => {
  expect(slipOf(text, STATUSES)).toBe(meant);
});

test("a text is a slip of the nearest word, whichever is known first", () => {
  expect(slipOf("abcd", ["abdc", "abce"])).toBe("abce");
  expect(slipOf("abcd", ["abce", "abdc"])).toBe("abce");
});

test.each([
  ...STATUSES,
  "running",
  "Starting",
  "Paused",
  "Suspended",
  "Succeeded",
  "Initializing",
  "Skipped",
  "Up",
  "Ru",
])("'%s' is no slip", (text) => {
  expect(slipOf(text, STATUSES)).toBeUndefined();
});
