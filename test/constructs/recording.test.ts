import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { annotate } from "../../src/constructs/annotation";
import { recordAfterSynth } from "../../src/constructs/recording";
import type { Lookup, RecordingSettings } from "../../src/lookup/lookup";
import type { DiJob } from "../../src/model/job";
import { type AskedQuery, canonicalQuery } from "../../src/model/query";
import { readSnapshot } from "../../src/snapshot/file";
import { renderSnapshot } from "../../src/snapshot/render";
import type { SnapshotLookup } from "../../src/snapshot/snapshot";
import { listing } from "../_support/jobs";
import { job, lookup, snapshotOf } from "../_support/lookups";
import { uses } from "../_support/uses";

let folder: string;
let path: string;
let told: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "recording-"));
  path = join(folder, "dataworks.snapshot.json");
  told = [];
  jest.spyOn(process.stderr, "write").mockImplementation((text) => told.push(String(text)) > 0);
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const QUERY = canonicalQuery({ regionId: "cn-shanghai", projectId: "1967" });
const OBSERVED_AT = "2026-11-23T11:00:00Z";

interface Told {
  readonly jobs?: readonly DiJob[];
  readonly query?: AskedQuery;
  /** Id of the workspace that answers. */
  readonly projectId?: string;
  readonly recording?: Partial<RecordingSettings> | "none";
  readonly used?: readonly string[];
  readonly isJudged?: boolean;
  readonly refreshAfterMs?: number | undefined;
}

const RECORDING = { app: ".", mode: "record", isNew: true, record: "all", prune: false, forget: [] } as const;

/** A construct in a stack that looked something up, and got an answer. */
function asked(stack: Construct, id: string, parts: Told = {}) {
  const construct = new Construct(stack, id);
  const { jobs = [], query = QUERY, projectId = "1967", recording = {} } = parts;
  const { used = [], isJudged = false, refreshAfterMs } = parts;
  const how = { ...RECORDING, ignoreStatus: false, snapshotPath: path };
  const lookup: Lookup = {
    query,
    ...(recording !== "none" && { recording: { ...how, ...recording } }),
    answer: () => ({ listing: listing(jobs, { query: { ...QUERY, projectId }, observedAt: OBSERVED_AT }) }),
    recorded: () => undefined,
    snapshot: () => undefined,
  };
  recordAfterSynth({ construct, jobs: { lookup, used: new Set(used), isJudged }, refreshAfterMs });
  return construct;
}

const stackIn = (app = new App({ outdir: join(folder, "out") })) => new TerraformStack(app, "prod");
const validate = (stack: Construct) => stack.node.root.node.validate();
const recorded = () => readSnapshot(path);
const recordedBefore = (...lookups: readonly SnapshotLookup[]) =>
  writeFileSync(path, renderSnapshot(snapshotOf(...lookups)));

test("what was asked, by whom and for which names, is written once the app is validated", () => {
  const stack = stackIn();
  asked(stack, "jobs", { jobs: [job("7", "orders")], used: ["orders", "free"] });
  asked(stack, "all", { jobs: [job("7", "orders")], used: ["*"] });
  expect(existsSync(path)).toBe(false);

  expect(validate(stack)).toEqual([]);

  expect(recorded().lookups).toEqual([
    {
      query: QUERY,
      observedAt: OBSERVED_AT,
      usedBy: uses({ "prod/all": ["*"], "prod/jobs": ["free", "orders"] }),
      jobs: [job("7", "orders")],
    },
  ]);
  expect(told).toEqual([`note: snapshot '${path}' is new: commit it, or say with DIJOBS_SNAPSHOT where yours is\n`]);
  validate(stack);
  expect(told).toHaveLength(1);
});

test.each<[string, (stack: TerraformStack, construct: Construct) => void]>([
  ["carries an error", (_, construct) => annotate(construct, "error", "no")],
  ["is not valid otherwise", (stack) => stack.node.root.node.addValidation({ validate: () => ["no"] })],
])("nothing is written of an app that %s", (_name, spoil) => {
  const stack = stackIn();
  spoil(stack, asked(stack, "jobs", { jobs: [job("7", "orders")] }));

  validate(stack);

  expect(existsSync(path)).toBe(false);
});

test("a warning hinders no recording, and what the app finds wrong is said once", () => {
  const stack = stackIn();
  annotate(asked(stack, "jobs"), "warn", "odd");
  let asks = 0;
  stack.node.root.node.addValidation({ validate: () => (asks++ > 5 ? ["no end"] : []) });

  expect(validate(stack)).toEqual([]);
  expect(asks).toBe(2);
  expect(recorded().lookups).toHaveLength(1);
  validate(stack);
  expect(asks).toBe(4);
});

test.each<[string, Partial<RecordingSettings>]>([
  ["all", { record: "all" }],
  ["what is used", { record: "used" }],
])(
  "an answer that another process asked for later and recorded earlier stays, where %s is recorded",
  (_, recording) => {
    const later = { observedAt: "2026-11-23T11:00:05Z", usedBy: uses({ "prod/jobs": ["crm"] }, "apps/b") };
    recordedBefore(lookup([job("9", "orders"), job("8", "crm")], later));
    const stack = stackIn();
    asked(stack, "jobs", { jobs: [job("7", "orders")], used: ["orders"], recording });
    asked(stack, "again", { jobs: [job("7", "orders")], recording });

    validate(stack);

    expect(recorded().lookups).toMatchObject([
      {
        observedAt: later.observedAt,
        usedBy: [...uses({ "prod/again": [], "prod/jobs": ["orders"] }), ...later.usedBy],
        jobs: [{ diJobId: "8" }, { diJobId: "9" }],
      },
    ]);
    expect(told).toEqual([
      expect.stringContaining("another process asked cn-shanghai/1967 later, and recorded it before"),
    ]);
  },
);

test("a newer answer that says the same is no news", () => {
  recordedBefore(lookup([job("7", "orders", { jobStatus: "Failed" })], { observedAt: "2026-11-23T11:00:05Z" }));
  const stack = stackIn();
  asked(stack, "jobs", { jobs: [job("7", "orders")] });

  validate(stack);

  expect(recorded().lookups).toMatchObject([{ observedAt: "2026-11-23T11:00:05Z", jobs: [{ jobStatus: "Failed" }] }]);
  expect(told).toEqual([]);
});

test("an app that replaces what another one of the process used, by the same name and paths, says so", () => {
  const record = (used: readonly string[]) => {
    const stack = stackIn();
    asked(stack, "jobs", { jobs: [job("7", "orders"), job("8", "crm")], used });
    validate(stack);
    return stack;
  };
  const apps = [record(["orders"]), record(["orders"])];
  expect(told).toHaveLength(1);

  apps.push(record(["crm"]));

  expect(told.slice(1)).toEqual([
    expect.stringContaining("another app of this process, '.' too, has prod/jobs and used something else"),
  ]);
  expect(apps).toHaveLength(3);
});

test("an app that only reads writes nothing; beside one that records, its uses are kept", () => {
  const stack = stackIn();
  asked(stack, "jobs", { recording: "none", used: ["orders"] });
  validate(stack);
  expect(existsSync(path)).toBe(false);

  asked(stack, "other", { jobs: [job("7", "orders")], used: ["orders"] });
  validate(stack);
  expect(recorded().lookups[0]?.usedBy).toEqual(uses({ "prod/jobs": ["orders"], "prod/other": ["orders"] }));
});

test("answers go each into the snapshot that they belong in", () => {
  const [stack, other] = [stackIn(), join(folder, "other.json")];
  asked(stack, "jobs", { used: ["a"] });
  asked(stack, "elsewhere", { used: ["b"], recording: { snapshotPath: other } });

  validate(stack);

  expect([path, other].map((each) => readSnapshot(each).lookups.length)).toEqual([1, 1]);
});

test("a workspace that was asked by its name is recorded with it, also where others ask by id", () => {
  const stack = stackIn();
  const byName = canonicalQuery({ regionId: "cn-shanghai", projectName: "orders_prod" });
  asked(stack, "jobs", { used: ["orders"] });
  asked(stack, "named", { used: ["crm"], query: byName });

  validate(stack);

  expect(recorded().workspaces).toEqual(new Map([["cn-shanghai/orders_prod", "1967"]]));
  expect(recorded().lookups).toHaveLength(1);
});

describe("a name that two accounts have", () => {
  const byName = canonicalQuery({ regionId: "cn-shanghai", projectName: "orders_prod" });

  test("is refused where one run asks both, and nothing is recorded", () => {
    const stack = stackIn();
    asked(stack, "a", { query: byName });
    asked(stack, "b", { query: byName, projectId: "2044" });
    asked(stack, "c", { query: byName });

    expect(validate(stack)).toEqual([
      [
        "'cn-shanghai/orders_prod' is the name of workspaces of several accounts: 1967 (prod/a), 2044 (prod/b)",
        "  the snapshot knows a workspace by its name alone, so that nothing was recorded",
        "  pass projectId instead of projectName for all of them but one",
      ].join("\n"),
    ]);
    expect(existsSync(path)).toBe(false);
  });

  test("is told to those who were recorded with the other one", () => {
    const before = stackIn();
    asked(before, "jobs", { query: byName });
    asked(before, "others", { query: byName });
    validate(before);
    told = [];
    const other = new TerraformStack(new App({ outdir: join(folder, "other") }), "dev");
    asked(other, "jobs", { query: byName, projectId: "2044", recording: { app: "other" } });

    validate(other);

    expect(told).toEqual([
      "note: 'cn-shanghai/orders_prod' means cn-shanghai/2044 now, and meant cn-shanghai/1967 before, whose jobs are recorded for prod/jobs, prod/others: who of them asks by the name is to be recorded again; where the two are of two accounts, pass projectId instead of projectName\n",
    ]);
  });

  test("is not told where all who asked for it asked again, or nothing changed", () => {
    for (const projectId of ["1967", "1967", "2044"]) {
      const stack = stackIn();
      asked(stack, "jobs", { query: byName, projectId });
      validate(stack);
    }

    expect(told.filter((note) => note.includes("means"))).toEqual([]);
  });
});

describe("with DIJOBS_RECORD=used", () => {
  const recording = { record: "used" } as const;
  const jobs = [job("7", "orders"), job("8", "crm")];

  test("only the jobs that were asked for are recorded", () => {
    const stack = stackIn();
    asked(stack, "jobs", { jobs, recording, used: ["orders"] });

    validate(stack);

    expect(recorded().lookups).toMatchObject([{ partial: true, jobs: [{ jobName: "orders" }] }]);
  });

  test.each<[string, Told]>([
    ["the whole list was read", { used: ["*"] }],
    ["a rule judged it", { used: ["orders"], isJudged: true }],
  ])("all are where %s", (_name, parts) => {
    const stack = stackIn();
    asked(stack, "jobs", { jobs, recording, ...parts });

    validate(stack);

    expect(recorded().lookups.map((each) => [each.partial, each.jobs.length])).toEqual([[undefined, 2]]);
  });
});

test("with DIJOBS_RECORD=all a rule that judges is no user of the whole list", () => {
  const stack = stackIn();
  asked(stack, "jobs", { used: ["orders"], isJudged: true });

  validate(stack);

  expect(recorded().lookups[0]?.usedBy).toEqual(uses({ "prod/jobs": ["orders"] }));
});

describe("the snapshot that is there", () => {
  const elsewhere = lookup([], { projectId: "2044" });
  const gone = { ...elsewhere, usedBy: uses({ "old/jobs": ["*"], "prod/gone": ["*"] }) };

  test("keeps what other stacks ask, and what nobody asks any more, unless it is to be pruned", () => {
    const lines = (prune: boolean) => {
      recordedBefore(gone, lookup([], { projectId: "3000" }));
      const stack = stackIn();
      asked(stack, "jobs", { recording: { prune } });
      validate(stack);
      return recorded().lookups.map(({ query, usedBy }) => [query.projectId, usedBy.map(({ construct }) => construct)]);
    };

    expect(lines(false)).toEqual([
      ["1967", ["prod/jobs"]],
      ["2044", ["old/jobs"]],
      ["3000", []],
    ]);
    expect(lines(true)).toEqual([
      ["1967", ["prod/jobs"]],
      ["2044", ["old/jobs"]],
    ]);
  });

  test("forgets a stack that it is told to forget", () => {
    recordedBefore(gone);
    const stack = stackIn();
    asked(stack, "jobs", { recording: { forget: ["old"] } });

    validate(stack);

    expect(recorded().lookups.find(({ query }) => query.projectId === "2044")?.usedBy).toEqual([]);
  });

  test("has a newer time where an answer is old enough for whoever needs it fresh", () => {
    const timeAfter = (...refreshAfterMs: (number | undefined)[]) => {
      recordedBefore(
        lookup([], { observedAt: "2026-11-23T10:00:00Z", usedBy: uses({ "prod/j0": ["x"], "prod/j1": ["x"] }) }),
      );
      const stack = stackIn();
      for (const [at, ms] of refreshAfterMs.entries()) asked(stack, `j${at}`, { used: ["x"], refreshAfterMs: ms });
      validate(stack);
      return recorded().lookups[0]?.observedAt;
    };

    const hour = 3_600_000;
    expect(timeAfter(undefined, undefined)).toBe("2026-11-23T10:00:00Z");
    expect(timeAfter(2 * hour, undefined)).toBe("2026-11-23T10:00:00Z");
    expect(timeAfter(2 * hour, hour / 2)).toBe(OBSERVED_AT);
  });

  test("of version 1 is rewritten, and that is said", () => {
    const [first] = renderSnapshot(snapshotOf(lookup([job("7", "orders")]))).split("\n", 1);
    const text = renderSnapshot(snapshotOf())
      .replace('"version": 2', '"version": 1')
      .replace(/\s*"workspaces": \{\},?/, "");
    writeFileSync(path, text);
    expect([first, recorded().version]).toEqual(["{", 1]);
    const stack = stackIn();
    asked(stack, "jobs");

    validate(stack);

    expect(recorded().version).toBe(2);
    expect(told).toEqual([
      `note: snapshot '${path}' was of version 1, and is of version 2 from now on; older releases do not read it\n`,
    ]);
  });
});

describe("a question that loses its last user", () => {
  const dev = lookup([job("7", "orders")], { projectId: "2044", usedBy: uses({ "prod/jobs": ["orders"] }, "apps/a") });
  const run = (how: Partial<RecordingSettings>) => {
    recordedBefore(dev, lookup([], { projectId: "1967" }), lookup([], { projectId: "3000" }));
    const stack = stackIn();
    asked(stack, "jobs", { used: ["orders"], recording: { app: "apps/a", ...how } });
    validate(stack);
    return told;
  };

  test.each<[Partial<RecordingSettings>, string]>([
    [{}, "if another .* DIJOBS_APP .* --prune"],
    [{ prune: true }, "it was dropped; if another .* DIJOBS_APP and record both"],
    [{ mode: "fill", isNew: false }, "if another .* DIJOBS_APP .* --prune"],
  ])("is told, because drift concerns nobody there any more: %j", (how, end) => {
    expect(run(how)).toEqual([
      expect.stringMatching(
        `^note: nobody asks cn-shanghai/2044 any more, as prod/jobs \\(app apps/a\\) did; ${end}\n$`,
      ),
    ]);
  });

  test("is not where its stack is to be forgotten", () => {
    expect(run({ forget: ["prod"] })).toEqual([]);
  });
});

test("what changed for somebody is said, what was recreated first, and neither a status nor what nobody uses", () => {
  const was = [job("1", "a"), job("2", "b"), job("3", "c"), job("4", "d")];
  recordedBefore(lookup(was, { usedBy: uses({ "prod/jobs": ["a", "b", "d"] }) }));
  const stack = stackIn();
  const is = [job("20", "b"), { ...job("4", "d"), jobStatus: "Failed" }];
  asked(stack, "jobs", { jobs: is, used: ["a", "b", "d"] });
  asked(stack, "new", { query: QUERY, jobs: is, used: [] });

  validate(stack);

  expect(told).toEqual([
    "recorded: 'b' was recreated (2 → 20): prod/jobs uses it, and resources that hold its id will be replaced\n",
    "recorded: 'a' (1) was removed: prod/jobs uses it\n",
  ]);
  expect(readFileSync(path, "utf8")).toContain('"20"');
});

describe("in mode fill", () => {
  const fill = { mode: "fill", isNew: false } as const;

  test("what the snapshot has it keeps with its time, and is told who uses it", () => {
    recordedBefore(lookup([job("7", "orders")]));
    const stack = stackIn();
    asked(stack, "jobs", { recording: fill, used: ["orders"] });

    validate(stack);

    expect(recorded().lookups).toEqual([
      { ...lookup([job("7", "orders")]), usedBy: uses({ "prod/jobs": ["orders"] }) },
    ]);
  });

  test("nothing is written where nothing is new, so that nothing needs to be writable", () => {
    recordedBefore(lookup([], { usedBy: uses({ "prod/jobs": ["orders"] }) }));
    const text = `${readFileSync(path, "utf8")}\n`;
    writeFileSync(path, text);
    const stack = stackIn();
    asked(stack, "jobs", { recording: fill, used: ["orders"] });

    validate(stack);

    expect(readFileSync(path, "utf8")).toBe(text);
  });

  test.each([
    ["first", [fill, {}]],
    ["last", [{}, fill]],
  ])("what one lookup only fills, %s or not, is no reason to drop what others ask", (_, hows) => {
    recordedBefore(lookup([], { projectId: "3000" }));
    const stack = stackIn();
    for (const [at, how] of hows.entries())
      asked(stack, `jobs${at}`, { recording: { prune: true, forget: ["old"], ...how } });

    validate(stack);

    expect(recorded().lookups.map(({ query }) => query.projectId)).toEqual(["1967", "3000"]);
  });
});
