import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, Aspects, TerraformStack } from "cdktf";
import * as entry from "../../src";
import { applyRules, DiAlarmRule, DiJobs, jobTags, rules, TagWithJob } from "../../src";
import * as listing from "../../src/list";
import { renderSnapshot } from "../../src/snapshot/render";
import * as testing from "../../src/testing";
import { failure } from "../_support/failure";
import { job, lookup, snapshotOf } from "../_support/lookups";
import { plain } from "../_support/mistakes";
import { ENTRIES } from "../_support/public-functions";
import { membersOf } from "../_support/public-surface";
import { uses } from "../_support/uses";

const environment = { ...process.env };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "partial-"));
  const snapshot = join(folder, "dataworks.snapshot.json");
  const usedBy = uses({ "prod/jobs": ["orders", "free ${name}"] });
  const partial = { ...lookup([job("7", "orders")], { usedBy }), partial: true as const };
  writeFileSync(snapshot, renderSnapshot(snapshotOf(partial)));
  process.env = { ...environment, DIJOBS_MODE: "locked", DIJOBS_SNAPSHOT: snapshot };
  jest.spyOn(process.stderr, "write").mockReturnValue(true);
});

afterEach(() => {
  jest.restoreAllMocks();
  process.env = { ...environment };
  rmSync(folder, { recursive: true });
});

const jobsIn = (app = new App({ outdir: join(folder, "out") })) =>
  new DiJobs(new TerraformStack(app, "prod"), "jobs", { regionId: "cn-shanghai", projectId: 1967 });

/** How something public reads jobs. */
interface Reader {
  /** What it tells of the job that is recorded; none where it needs the whole list. */
  readonly tells?: readonly [read: (jobs: DiJobs) => unknown, told: unknown];
  /** With what it asks for more, which the snapshot cannot know. */
  readonly lacks?: readonly [read: (jobs: DiJobs) => unknown, lacking: string];
}

const THE_LIST = "the whole list";
const ALARM = { diAlarmRuleName: "beat", metricType: "Heartbeat", triggerConditions: [{}], notificationSettings: {} };
const tagged = (name: string) => (jobs: DiJobs) =>
  Aspects.of(jobs).add(new TagWithJob(jobs.findJob(name), { prefix: "" }));

/** By its name in the public surface; of a rule the one that `assert` takes. */
const READERS: Readonly<Record<string, Reader>> = {
  "DiJobs#findJob": {
    tells: [(jobs) => jobs.findJob("orders").diJobId, "7"],
    lacks: [(jobs) => jobs.findJob("crm"), "'crm'"],
  },
  "DiJobs#findJob of a free name": { lacks: [(jobs) => jobs.findJob("free ${name}"), "'free ${name}'"] },
  "DiJobs#tryFindJob": {
    tells: [(jobs) => jobs.tryFindJob("orders")?.diJobId, "7"],
    lacks: [(jobs) => jobs.tryFindJob("crm"), "'crm'"],
  },
  "DiJobs#tryFindJob of a free name": { tells: [(jobs) => jobs.tryFindJob("free ${name}"), undefined] },
  "DiJobs#findJobs": {
    tells: [(jobs) => jobs.findJobs(["orders", "orders"]).length, 2],
    lacks: [(jobs) => jobs.findJobs(["orders", "crm", "erp"]), "'erp'"],
  },
  "DiJobs#findJobById": {
    tells: [(jobs) => jobs.findJobById(7).raw.jobName, "orders"],
    lacks: [(jobs) => jobs.findJobById(8), "the job with the id '8'"],
  },
  "DiJobs#all": { lacks: [(jobs) => jobs.all, THE_LIST] },
  "DiJobs#ids": { lacks: [(jobs) => jobs.ids, THE_LIST] },
  "DiJobs#names": { lacks: [(jobs) => jobs.names, THE_LIST] },
  "DiJobs#totalCount": { lacks: [(jobs) => jobs.totalCount, THE_LIST] },
  "DiJobs#where": { lacks: [(jobs) => jobs.where({ jobName: "orders" }), THE_LIST] },
  "DiJobs#toMap": { lacks: [(jobs) => jobs.toMap({ by: "diJobId" }), THE_LIST] },
  "DiJobs#requireFresherThan": {
    tells: [(jobs) => jobs.requireFresherThan("7d", { severity: "warning" }), undefined],
  },
  "DiJobs#assert": { lacks: [(jobs) => judged(jobs, () => jobs.assert(rules.uniqueNames())), THE_LIST] },
  applyRules: {
    lacks: [
      (jobs) => judged(jobs, (app) => applyRules(app, { version: 1, rules: [{ id: "unique", rule: "uniqueNames" }] })),
      THE_LIST,
    ],
  },
  jobTags: {
    tells: [(jobs) => jobTags(jobs.findJob("orders"), { fields: ["diJobId"] }), { "di-job-id": "7" }],
    lacks: [(jobs) => jobTags(jobs.findJob("crm")), "'crm'"],
  },
  "new TagWithJob": { tells: [tagged("orders"), undefined], lacks: [tagged("crm"), "'crm'"] },
  "new DiAlarmRule": {
    tells: [(jobs) => new DiAlarmRule(jobs, "alarm", { ...ALARM, job: jobs.findJob("orders") }).node.id, "alarm"],
    lacks: [(jobs) => new DiAlarmRule(jobs, "alarm", { ...ALARM, job: jobs.findJob("crm") }), "'crm'"],
  },
  ...Object.fromEntries(
    Object.entries(ENTRIES.cdktf?.rows ?? {}).flatMap(([name, { call, least = [] }]): [string, Reader][] => {
      if (!name.startsWith("rules.")) return [];
      const rule = () => Reflect.apply(call, undefined, least.map(plain));
      return [[name, { lacks: [(jobs) => judged(jobs, () => jobs.assert(rule())), THE_LIST] }]];
    }),
  ),
};

/** What reads no recorded answer: it asks, is asked nothing, answers from memory, or gets what was read. */
const NO_READERS = [
  "new DiJobs",
  "DiJobs.prefetch",
  "DiAlarmRule#diAlarmRuleId",
  "DiAlarmRule#id",
  "TagWithJob#visit",
  "describeResult",
  "literal",
  "listDiJobs",
  "fakeDiJobs",
  // From a file only by its process: test/real/partial.test.ts.
  "startEmulator",
];

/** Fails with what is said of a construct that something judges. */
function judged(jobs: DiJobs, judge: (app: App) => void): void {
  const app = App.of(jobs);
  judge(app);
  for (const { node } of app.node.findAll()) node.validate();
  const [said] = jobs.node.metadata.map(({ data }) => String(data));
  if (said !== undefined) throw new entry.DataWorksError("SnapshotLacksQuery", { what: said });
}

describe("in mode locked, of an answer that is recorded in part", () => {
  test("every public reader is in the table", () => {
    const inTable = [...Object.keys(READERS), ...NO_READERS].map((name) => name.replace(/ of .*/, ""));
    const iterators = [DiJobs.prototype, Object.getPrototypeOf(DiJobs.prototype)].flatMap(Object.getOwnPropertySymbols);

    expect([...new Set(inTable)].sort()).toEqual([...new Set([entry, listing, testing].flatMap(membersOf))].sort());
    expect(iterators).toEqual([Symbol.iterator]);
  });

  const rows = Object.entries(READERS);

  test.each(rows.flatMap(([name, { tells }]) => (tells ? [[name, ...tells] as const] : [])))(
    "%s tells what is recorded",
    (_, read, told) => {
      expect(read(jobsIn())).toEqual(told);
    },
  );

  test.each([
    ...rows.flatMap(([name, { lacks }]) => (lacks ? [[name, ...lacks] as const] : [])),
    ["iteration", (jobs: DiJobs) => [...jobs], THE_LIST] as const,
  ])("%s refuses what it cannot know, and never says that it is not there", (_, read, lacking) => {
    const error = failure(() => read(jobsIn()));

    expect(error.code).toBe("SnapshotLacksQuery");
    expect(error.message).toContain(`${lacking} of cn-shanghai/1967 is not recorded`);
    expect(error.message).toContain("npx --no-install dijobs refresh");
    expect(error.message).not.toMatch(/has no job|not found|not there/);
  });
});
