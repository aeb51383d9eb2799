import type { Fault, FaultTiming } from "../../src/testing/emulator/fault";
import { FAULT_FORMS } from "../../src/testing/emulator/fault-argument";
import { FaultPlan } from "../../src/testing/emulator/fault-plan";

const call = (pageNumber = 1, projectId = "1967") => ({
  pageNumber,
  isFor: (workspace: string) => workspace === `cn-shanghai/${projectId}`,
});

function strikes(fault: Fault, pages: readonly number[]): boolean[] {
  const plan = new FaultPlan();
  plan.replace([fault]);
  return pages.map((page) => plan.strike(call(page)).length > 0);
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
  expect(plan.strike(call()).map(({ kind }) => kind)).toEqual(["slow", "truncated"]);
  expect(plan.strike(call()).map(({ kind }) => kind)).toEqual(["slow"]);

  plan.replace([{ kind: "truncated", times: 1 }]);

  expect(plan.strike(call()).map(({ kind }) => kind)).toEqual(["truncated"]);
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

test("a fault for one workspace strikes the calls for it, and counts no others", () => {
  const plan = new FaultPlan();
  plan.replace([{ kind: "truncated", workspace: "cn-shanghai/2044", every: 2 }]);

  const struck = ["2044", "1967", "1967", "2044"].map((projectId) => plan.strike(call(1, projectId)).length);

  expect(struck).toEqual([0, 0, 0, 1]);
});

test.each<[Fault, string]>([
  [{ kind: "truncated", workspace: "1967" }, "faults[0].workspace cannot be '1967'"],
  [{ kind: "refuse", workspace: "cn-shanghai/1967" }, 'the kind "reset", with when "before-answer"'],
  [{ kind: "refuse", times: 2 }, "faults[0].times cannot be '2'"],
  [{ kind: "html", workspace: "cn-shanghai/1967", action: "ListProjects" }, "ListProjects is asked of no single one"],
])("a fault that would not strike as it says is refused: %j", (fault, says) => {
  expect(() => new FaultPlan().replace([fault])).toThrow(says);
});
