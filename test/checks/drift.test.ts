import fc from "fast-check";
import {
  compareListings,
  compareWorkspaces,
  type Drift,
  driftFails,
  type SnapshotAnswer,
} from "../../src/checks/drift";
import type { DiJob } from "../../src/model/job";
import { job, listing } from "../_support/jobs";
import { uses } from "../_support/uses";

const orders = job({ diJobId: "16626", jobName: "orders" });
const crm = job({ diJobId: "16633", jobName: "crm" });

function compared(before: readonly DiJob[], after: readonly DiJob[], usedBy: SnapshotAnswer["usedBy"] = []): Drift[] {
  return compareListings({ jobs: before, observedAt: "2026-11-01T00:00:00Z", usedBy }, listing(after));
}

/** Differences as `kind before → after`, by id and name. */
function inShort(drifts: readonly Drift[]): string[] {
  const shown = (each?: DiJob) => (each === undefined ? "nothing" : `${each.diJobId} ${each.jobName}`);
  return drifts.map((drift) => {
    const [before, after] = ["before" in drift ? drift.before : undefined, "after" in drift ? drift.after : undefined];
    return `${drift.kind}: ${shown(before)} → ${shown(after)}`;
  });
}

describe("a job is known by its id, and else by a name that is its alone", () => {
  const again = { ...orders, diJobId: "17001" };

  test.each<[string, DiJob[], DiJob[], string[]]>([
    ["nothing changed", [orders, crm], [crm, orders], []],
    ["added", [orders], [orders, crm], ["added: nothing → 16633 crm"]],
    ["removed", [orders, crm], [crm], ["removed: 16626 orders → nothing"]],
    ["renamed", [orders], [{ ...orders, jobName: "o2" }], ["renamed: 16626 orders → 16626 o2"]],
    ["recreated", [orders], [again], ["recreated: 16626 orders → 17001 orders"]],
    [
      "recreated elsewhere, and with another type",
      [orders],
      [{ ...again, destinationDataSourceType: "OSS", migrationType: "Full" }],
      [
        "recreated: 16626 orders → 17001 orders",
        "rerouted: 16626 orders → 17001 orders",
        "retyped: 16626 orders → 17001 orders",
      ],
    ],
    ["status", [orders], [{ ...orders, jobStatus: "Failed" }], ["status: 16626 orders → 16626 orders"]],
    ["another spelling only", [orders], [{ ...orders, sourceDataSourceType: "Mysql", jobStatus: "RUNNING" }], []],
    [
      "renamed, its name taken by a new one",
      [orders],
      [{ ...orders, jobName: "o2" }, again],
      ["renamed: 16626 orders → 16626 o2", "added: nothing → 17001 orders"],
    ],
    [
      "two that swapped their names",
      [orders, crm],
      [
        { ...orders, jobName: "crm" },
        { ...crm, jobName: "orders" },
      ],
      ["renamed: 16626 orders → 16626 crm", "renamed: 16633 crm → 16633 orders"],
    ],
    [
      "one of two namesakes replaced",
      [orders, { ...orders, diJobId: "16627" }],
      [orders, again],
      ["removed: 16627 orders → nothing", "added: nothing → 17001 orders"],
    ],
    [
      "one replaced by two",
      [orders],
      [again, { ...again, diJobId: "17002" }],
      ["removed: 16626 orders → nothing", "added: nothing → 17001 orders", "added: nothing → 17002 orders"],
    ],
    [
      "removed, its name given to another that was there",
      [orders, crm],
      [{ ...crm, jobName: "orders" }],
      ["removed: 16626 orders → nothing", "renamed: 16633 crm → 16633 orders"],
    ],
  ])("%s", (_name, before, after, expected) => {
    expect(inShort(compared(before, after))).toEqual(expected);
  });

  test("and says which others have its name now", () => {
    const namesakes = (before: DiJob[], after: DiJob[]) => compared(before, after).map((drift) => drift.namesakes);

    expect(namesakes([orders], [{ ...orders, jobName: "o2" }, again])).toEqual([["17001"], []]);
    expect(namesakes([orders], [orders, again])).toEqual([["16626"]]);
  });
});

describe("a difference names the constructs that it concerns", () => {
  const usedBy = uses({ "prod/jobs": ["orders"], "prod/all": ["*"], "test/jobs": ["crm"] });
  const users = (before: DiJob[], after: DiJob[]) =>
    compared(before, after, usedBy).map((drift) => drift.usedBy.map(({ construct }) => construct));

  test("by the name that they asked for, old or new, or because they read the whole list", () => {
    expect(users([orders], [])).toEqual([["prod/all", "prod/jobs"]]);
    expect(users([orders], [{ ...orders, jobName: "o2" }])).toEqual([["prod/all", "prod/jobs"]]);
    expect(users([orders], [{ ...orders, jobName: "crm" }])).toEqual([["prod/all", "prod/jobs", "test/jobs"]]);
    expect(users([], [job({ jobName: "new" })])).toEqual([["prod/all"]]);
  });

  test("also for a job named like a property of every object", () => {
    const odd = job({ jobName: "__proto__" });

    expect(compared([odd], [], uses({ "prod/jobs": ["__proto__"] }))[0]?.usedBy).toEqual([
      { app: ".", construct: "prod/jobs" },
    ]);
    expect(compared([odd], [], uses({ "prod/jobs": ["orders"] }))[0]?.usedBy).toEqual([]);
  });
});

test("two apps that have a construct of one path are two users", () => {
  const usedBy = ["apps/b", "apps/a"].flatMap((app) => uses({ "prod/jobs": ["orders", "*"] }, app));

  expect(compared([orders], [], usedBy)[0]?.usedBy).toEqual([
    { app: "apps/a", construct: "prod/jobs" },
    { app: "apps/b", construct: "prod/jobs" },
  ]);
});

describe("of an answer that is recorded in part", () => {
  const partly = {
    observedAt: "2026-11-01T00:00:00Z",
    partial: true,
    usedBy: uses({ "prod/jobs": ["orders", "free"] }),
  };
  const free = job({ diJobId: "9", jobName: "free" });

  test("only jobs whose names were asked for can be new", () => {
    const drifts = compareListings({ ...partly, jobs: [orders] }, listing([orders, crm, free]));

    expect(inShort(drifts)).toEqual(["added: nothing → 9 free"]);
  });

  test("only those can be gone from the later one, too", () => {
    const after = { ...listing([]), recordedNames: ["orders"] };

    expect(inShort(compareListings({ ...partly, jobs: [orders, crm] }, after))).toEqual([
      "removed: 16626 orders → nothing",
    ]);
  });
});

describe("a difference fails", () => {
  const [gone, stopped] = compared(
    [orders, crm],
    [{ ...crm, jobStatus: "Stopped" }],
    uses({
      "prod/jobs": ["orders", "crm"],
    }),
  );
  const [unused] = compared([orders], []);

  test("by default when a construct uses the job, and more than its status differs", () => {
    expect([gone, stopped, unused].map((drift) => drift && driftFails(drift))).toEqual([true, false, false]);
  });

  test("by its kind alone when kinds are named", () => {
    expect([gone, stopped, unused].map((drift) => drift && driftFails(drift, ["status"]))).toEqual([
      false,
      true,
      false,
    ]);
    expect([gone, stopped, unused].map((drift) => drift && driftFails(drift, ["removed"]))).toEqual([
      true,
      false,
      true,
    ]);
    expect([gone, stopped, unused].map((drift) => drift && driftFails(drift, []))).toEqual([false, false, false]);
  });
});

describe("whatever the jobs are", () => {
  const someJob = fc
    .record({
      diJobId: fc.integer({ min: 1, max: 12 }).map(String),
      jobName: fc.constantFrom("a", "b", "c", "d", "__proto__"),
      jobStatus: fc.constantFrom("Running", "running", "Failed"),
      migrationType: fc.constantFrom("Full", "FULL", "RealtimeIncremental"),
      sourceDataSourceType: fc.constantFrom("MySQL", "Mysql", "Kafka"),
    })
    .map(job);
  const someJobs = fc.uniqueArray(someJob, { selector: ({ diJobId }) => diJobId, maxLength: 10 });
  const ids = (jobs: readonly (DiJob | undefined)[]) => new Set(jobs.flatMap((each) => each?.diJobId ?? []));

  test("a listing does not differ from itself", () => {
    fc.assert(fc.property(someJobs, (jobs) => expect(compared(jobs, [...jobs].reverse())).toEqual([])));
  });

  test("added, removed and recreated tell exactly which ids came and went, each once", () => {
    fc.assert(
      fc.property(someJobs, someJobs, (before, after) => {
        const drifts = compared(before, after);
        const came = drifts.flatMap((each) =>
          each.kind === "added" || each.kind === "recreated" ? [each.after.diJobId] : [],
        );
        const went = drifts.flatMap((each) =>
          each.kind === "removed" || each.kind === "recreated" ? [each.before.diJobId] : [],
        );

        const [wereIds, areIds] = [ids(before), ids(after)];
        expect([...came].sort()).toEqual([...areIds].filter((id) => !wereIds.has(id)).sort());
        expect([...went].sort()).toEqual([...wereIds].filter((id) => !areIds.has(id)).sort());
      }),
    );
  });

  test("there is a difference exactly where a compared value differs, without regard to case", () => {
    const values = (each: DiJob) =>
      [
        each.diJobId,
        each.jobName,
        ...[each.jobStatus, each.migrationType, each.sourceDataSourceType].map((text) => text.toLowerCase()),
      ].join();

    fc.assert(
      fc.property(someJobs, someJobs, (before, after) => {
        const same = new Set(before.map(values));
        const unchanged = before.length === after.length && after.every((each) => same.has(values(each)));

        expect(compared(before, after).length === 0).toBe(unchanged);
      }),
    );
  });
});

test("a name that means another workspace now is a difference of who uses jobs there; others are none", () => {
  const users = [{ app: ".", construct: "prod/jobs" }];
  const before = new Map([
    ["cn-shanghai/orders_prod", "1967"],
    ["cn-shanghai/crm", "2"],
    ["cn-shanghai/gone", "3"],
  ]);
  const after = new Map([
    ["cn-shanghai/orders_prod", "2044"],
    ["cn-shanghai/crm", "2"],
    ["cn-shanghai/new", "4"],
  ]);

  const moved = compareWorkspaces(before, after, (workspace) => (workspace === "cn-shanghai/1967" ? users : []));

  expect(moved).toEqual([
    {
      kind: "moved",
      workspace: "cn-shanghai/1967",
      projectName: "orders_prod",
      movedTo: "cn-shanghai/2044",
      usedBy: users,
      namesakes: [],
    },
  ]);
  expect(driftFails(...([moved[0]] as Parameters<typeof driftFails>))).toBe(true);
});
