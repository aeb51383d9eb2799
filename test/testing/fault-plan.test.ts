import type { Fault, FaultTiming } from "../../src/testing/emulator/fault";
import { FAULT_FORMS } from "../../src/testing/emulator/fault-argument";
import { FaultPlan } from "../../src/testing/emulator/fault-plan";

function strikes(fault: Fault, pages: readonly number[]): boolean[] {
  const plan = new FaultPlan();
  plan.replace([fault]);
  return pages.map((page) => plan.strike(page).length > 0);
}

test.each<[string, FaultTiming, readonly number[], readonly boolean[]]>([
  ["always", {}, [1, 2, 1], [true, true, true]],
  ["once", { times: 1 }, [1, 2, 1], [true, false, false]],
  ["at every third call", { every: 3 }, [1, 1, 1, 1, 1, 1], [false, false, true, false, false, true]],
  ["at one page", { page: 2 }, [1, 2, 3, 2], [false, true, false, true]],
  [
    "at every second call for one page, once",
    { page: 2, every: 2, times: 1 },
    [2, 1, 2, 2, 2],
    [false, false, true, false, false],
  ],
])("a fault can strike %s", (_, timing, pages, expected) => {
  expect(strikes({ kind: "truncated", ...timing }, pages)).toEqual(expected);
});

test("several faults strike the same call, and setting them anew begins to count anew", () => {
  const plan = new FaultPlan();
  plan.replace([
    { kind: "slow", delayMs: 5 },
    { kind: "truncated", times: 1 },
  ]);
  expect(plan.strike(1).map(({ kind }) => kind)).toEqual(["slow", "truncated"]);
  expect(plan.strike(1).map(({ kind }) => kind)).toEqual(["slow"]);

  plan.replace([{ kind: "truncated", times: 1 }]);

  expect(plan.strike(1).map(({ kind }) => kind)).toEqual(["truncated"]);
});

test("a kind that does not exist is refused with the list of those that do", () => {
  const misspelt = JSON.parse('[{ "kind": "eror" }]');

  expect(() => new FaultPlan().replace(misspelt)).toThrow(
    new RegExp(`'eror'.*${Object.keys(FAULT_FORMS).join(", ")}`, "s"),
  );
});

test.each(["times", "every", "page"])("a fault whose %s is 0 would never strike and is refused", (name) => {
  expect(() => strikes({ kind: "truncated", [name]: 0 }, [1])).toThrow(`faults[0].${name} cannot be '0'`);
});
