import { fakeLookup, fakeOf, installFake, noteAsked, notePrefetch } from "../../src/lookup/fake";
import { processNotes } from "../../src/lookup/process-notes";
import { canonicalQuery } from "../../src/model/query";
import { failure } from "../_support/failure";
import { job } from "../_support/lookups";

const query = canonicalQuery({ regionId: "cn-shanghai", projectId: "1967" });
const answerWith = (name: string) => () => ({
  query,
  jobs: [job("1", name)],
  observedAt: "2026-01-31T08:00:00Z",
  source: "live" as const,
  calls: 0,
  throttledCalls: 0,
  unknownValues: [],
});

beforeEach(() => {
  processNotes().prefetched.clear();
  processNotes().hasFakes = false;
});

test("a fake answers for its app alone, and the later one of two", () => {
  const [root, other] = [{}, {}];
  const [first, second] = [answerWith("first"), answerWith("second")];
  installFake(root, first);
  expect(fakeOf(root)).toBe(first);
  installFake(root, second);

  expect([fakeOf(root), fakeOf(other)]).toEqual([second, undefined]);
  expect(fakeLookup(query, second).answer()).toEqual({ listing: second() });
  expect(fakeLookup(query, second).recorded()).toBeUndefined();
});

test("what is noted at an app is nothing that others come by, and has the names that a second copy looks for", () => {
  const root = {};
  installFake(root, answerWith("orders"));
  noteAsked(root, "prod/jobs", query);

  expect(Object.keys(root)).toEqual([]);
  expect(Object.getOwnPropertySymbols(root)).toEqual([
    Symbol.for("cdktf-dataworks-di-jobs/fake"),
    Symbol.for("cdktf-dataworks-di-jobs/asked-without-fake"),
  ]);
});

test("a fake comes too late when a construct has asked, and the first is named", () => {
  const root = {};
  noteAsked(root, "prod/jobs", query);
  noteAsked(root, "prod/more", query);

  expect(failure(() => installFake(root, answerWith("orders"))).problems[0].what).toBe(
    "fakeDiJobs comes too late: DiJobs 'prod/jobs' has asked without it",
  );
});

test("it comes too late when something was prefetched that nobody asked for yet", () => {
  expect(notePrefetch(query)).toBe(true);
  expect(failure(() => installFake({}, answerWith("orders"))).problems[0].what).toBe(
    "fakeDiJobs comes too late: DiJobs.prefetch of cn-shanghai/1967 has asked without it",
  );
  noteAsked({}, "prod/jobs", query);

  expect(() => installFake({}, answerWith("orders"))).not.toThrow();
});

test("where there is a fake nothing is prefetched", () => {
  installFake({}, answerWith("orders"));

  expect(notePrefetch(query)).toBe(false);
  expect([...processNotes().prefetched]).toEqual([]);
});
