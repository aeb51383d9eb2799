import { type BaselineEntry, type BaselineScope, compareWithBaseline } from "../../src/checks/baseline";
import { evaluate } from "../../src/checks/evaluate";
import type { Rule } from "../../src/checks/rule";
import { rules } from "../../src/checks/rule-functions";
import type { DiJob } from "../../src/model/job";
import type { Listing } from "../../src/model/listing";
import { job, listing, NOW } from "../_support/jobs";

const naming = rules.jobName({ id: "naming", pattern: "^[a-z_]+$" });
const bad = job({ diJobId: "7", jobName: "Bad" });
const worse = job({ diJobId: "10", jobName: "Worse" });
const good = job({ diJobId: "8", jobName: "good" });

function run(baseline: readonly BaselineEntry[], jobs: readonly DiJob[], parts: Parts = {}) {
  const { judged = [naming], narrowed = false, listings = [listing(jobs, parts.listing)], acknowledgements } = parts;
  const results = evaluate({ rules: judged, listings, acknowledgements, now: NOW });
  const compared = compareWithBaseline(results, baseline, { rules: judged, listings, narrowed });
  const named = (each: Iterable<{ readonly job?: { readonly jobName: string } | undefined }>) =>
    [...each].map((result) => result.job?.jobName);
  return { ...compared, known: named(compared.known), taken: named(compared.taken) };
}

interface Parts extends Partial<Pick<BaselineScope, "narrowed">> {
  readonly judged?: readonly Rule[];
  readonly listing?: Partial<Listing>;
  readonly listings?: readonly Listing[];
  readonly acknowledgements?: Parameters<typeof evaluate>[0]["acknowledgements"];
}

const before = (jobs: readonly DiJob[], parts?: Parts) => run([], jobs, parts).next;

test("what was found before is known, what is new is not, and what is found no longer is told", () => {
  expect(run(before([bad, worse]), [bad, good])).toMatchObject({
    known: ["Bad"],
    taken: [],
    repaired: [{ diJobId: "10" }],
  });
  expect(run(before([bad]), [bad, worse])).toMatchObject({ known: ["Bad"], taken: ["Worse"], repaired: [] });
});

test("entries do not move when other jobs come and go, and stand in the order of ids", () => {
  const [first, second] = before([worse, good, bad]);

  expect(first).toEqual({
    workspace: "cn-shanghai/1967",
    ruleId: "naming",
    kind: "jobName",
    diJobId: "7",
    jobName: "Bad",
    aspect: undefined,
  });
  expect(second).toMatchObject({ diJobId: "10" });
  expect(before([bad])).toEqual([first]);
});

test("a job is known by its id: under another bad name, but not when it was made anew", () => {
  const baseline = before([bad]);

  expect(run(baseline, [{ ...bad, jobName: "Still bad" }]).known).toEqual(["Still bad"]);
  expect(run(baseline, [{ ...bad, diJobId: "9" }])).toMatchObject({
    known: [],
    taken: ["Bad"],
    repaired: [{ diJobId: "7" }],
  });
});

test("another value of a known job is known, and another thing that the rule finds of it is not", () => {
  const judged = [rules.dataSourceTypes({ id: "types", source: "MySQL", destination: "Hologres" })];
  const baseline = before([{ ...bad, sourceDataSourceType: "Oracle" }], { judged });

  expect(run(baseline, [{ ...bad, sourceDataSourceType: "DB2" }], { judged }).known).toEqual(["Bad"]);
  expect(run(baseline, [{ ...bad, destinationDataSourceType: "Kafka" }], { judged }).taken).toEqual(["Bad"]);
});

test("too few jobs are not known by too many, and an undocumented status not by an undocumented type", () => {
  const count = { judged: [rules.jobCount({ id: "count", min: 1, max: 1 })] };
  expect(before([bad, good], count)).toMatchObject([{ aspect: "tooMany" }]);
  expect(before([], count)).toMatchObject([{ aspect: "tooFew" }]);
  expect(run(before([bad, good], count), [bad, good, worse], count)).toMatchObject({ known: [undefined], taken: [] });
  expect(run(before([bad, good], count), [], count)).toMatchObject({ known: [], taken: [undefined] });

  const known = { judged: [rules.knownValues({ id: "known" })] };
  const odd = before([{ ...bad, migrationType: "Odd" }], known);
  expect(run(odd, [{ ...bad, jobStatus: "Odd" }], known)).toMatchObject({ known: [], taken: ["Bad"] });
});

test("a finding is not repaired where its job may be in a workspace that was not seen whole", () => {
  const judged = [
    { ...rules.jobName({ id: "naming", pattern: "^x", jobs: { jobName: "Bad" } }), about: "workspace" as const },
  ];
  const { query } = listing([]);
  const elsewhere = (more: object) => listing([], { query: { ...query, projectId: "2044", ...more } });
  const repaired = (more: object) =>
    run(before([bad], { judged }), [], { judged, listings: [listing([]), elsewhere(more)] }).repaired;

  expect(repaired({ jobNameLike: "x" })).toEqual([]);
  expect(repaired({})).toMatchObject([{ diJobId: "7" }]);
});

test("a name that no job has, or that several have, is known by the name", () => {
  const judged = [rules.jobExists({ id: "needed", names: ["x", "y"] }), rules.uniqueNames({ id: "unique" })];
  const twins = [bad, { ...good, jobName: "Bad" }];
  const baseline = before(twins, { judged });

  expect(baseline.map(({ jobName }) => jobName)).toEqual(["x", "y", "Bad"]);
  const triplets = run(baseline, [...twins, { ...worse, jobName: "Bad" }], { judged });
  expect(triplets).toMatchObject({ known: [undefined, undefined, undefined], taken: [], repaired: [] });
  expect(run(baseline, [{ ...bad, jobName: "x" }], { judged }).repaired).toMatchObject([
    { jobName: "x" },
    { jobName: "Bad" },
  ]);
});

test("two equal findings are one entry", () => {
  const judged = [rules.jobExists({ id: "needed", names: ["x", "x"] })];

  expect(before([], { judged })).toHaveLength(1);
  expect(run(before([], { judged }), [], { judged }).known).toHaveLength(2);
});

test("what a run could not find stays known: unchecked, in part, of a workspace that it was not about", () => {
  const status = rules.jobStatus({ id: "running", allowed: "Running" });
  const failed = before([{ ...bad, jobStatus: "Failed" }], { judged: [status] });
  const old = { judged: [status], listing: { source: "snapshot" } } as const;
  expect(run(failed, [bad], old)).toMatchObject({ repaired: [], next: failed });

  const baseline = before([bad]);
  const query = { ...listing([]).query, jobNameLike: "x" };
  expect(run(baseline, [], { listing: { query } })).toMatchObject({ repaired: [], next: baseline });

  expect(run(baseline, [], { listings: [], narrowed: true })).toMatchObject({ repaired: [], next: baseline });
  expect(run(baseline, [], { listings: [] })).toMatchObject({ repaired: baseline, next: [] });
});

test("a rule that is gone leaves nothing known", () => {
  const { repaired, next } = run(before([bad]), [bad], { judged: [rules.uniqueNames()] });

  expect(repaired).toMatchObject([{ ruleId: "naming" }]);
  expect(next).toEqual([]);
});

test("an accepted finding is neither known nor repaired, and one about an acknowledgement is never known", () => {
  const acknowledgement = { id: "naming", reason: "known for long", by: "me", until: "2026-11-30" };
  const accepted = run(before([bad]), [bad], { acknowledgements: [acknowledgement] });
  expect(accepted).toMatchObject({ known: [], taken: [], repaired: [], next: [] });

  const expired = { ...acknowledgement, until: "2026-11-01" };
  const { next, taken } = run([], [bad], { acknowledgements: [expired] });
  expect(next).toMatchObject([{ kind: "jobName" }]);
  expect(taken).toEqual(["Bad"]);
});

test("what is known from now on stands in an order of its own, each once, whatever order it came in", () => {
  const entry = (parts: Partial<BaselineEntry>): BaselineEntry => {
    return { workspace: "cn-b/1", ruleId: "b", kind: "jobName", diJobId: "2", ...parts };
  };
  const sorted = [
    entry({ workspace: "cn-a/1", ruleId: "c" }),
    entry({ ruleId: "a", kind: "uniqueNames" }),
    entry({ kind: "jobCount", diJobId: "9" }),
    entry({ diJobId: undefined, jobName: "x" }),
    entry({ diJobId: undefined, jobName: "y" }),
    entry({ aspect: "a" }),
    entry({ aspect: "b" }),
    entry({ diJobId: "10", aspect: "a" }),
  ];
  const rule = (id: string) => ({ ...naming, id });
  const parts = { listings: [], narrowed: true, judged: ["a", "b", "c"].map(rule) };

  expect(run([...sorted, ...sorted].reverse(), [], parts).next).toEqual(sorted);
  expect(run([...sorted.slice(3), ...sorted.slice(0, 3)], [], parts).next).toEqual(sorted);
});

test("what a rule could not check in one place is still repaired in another, and what is about all places is not", () => {
  const beijing = { ...listing([]).query, regionId: "cn-beijing", projectId: "2044" };
  const status = rules.jobStatus({ id: "running", allowed: "Running" });
  const known = (workspace: string): BaselineEntry => ({
    workspace,
    ruleId: "running",
    kind: "jobStatus",
    diJobId: "7",
  });
  const listings = [listing([bad], { source: "snapshot" }), listing([bad], { query: beijing })];
  const compared = run(["*", "cn-shanghai/1967", "cn-beijing/2044"].map(known), [], { judged: [status], listings });

  expect(compared.repaired).toEqual([known("cn-beijing/2044")]);
  expect(compared.next).toEqual([known("*"), known("cn-shanghai/1967")]);
});

test("a name that is missing is another entry than a job of that name", () => {
  const missing: BaselineEntry = { workspace: "cn-shanghai/1967", ruleId: "naming", kind: "jobName", jobName: "Bad" };

  expect(run([missing], [bad])).toMatchObject({ known: [], taken: ["Bad"], repaired: [missing] });
});
