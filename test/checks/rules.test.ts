import { evaluate } from "../../src/checks/evaluate";
import type { Rule } from "../../src/checks/rule";
import { rules } from "../../src/checks/rule-functions";
import type { DiJob } from "../../src/model/job";
import { literal } from "../../src/text/literal";
import { inShort, job, listing, NOW } from "../_support/jobs";

const orders = job({ diJobId: "1", jobName: "orders" });
const crm = job({
  diJobId: "2",
  jobName: "crm",
  jobStatus: "Failed",
  migrationType: "Full",
  sourceDataSourceType: "Kafka",
});

function judged(rule: Rule, jobs: readonly DiJob[] = [orders, crm]) {
  return evaluate({ rules: [rule], listings: [listing(jobs)], now: NOW });
}

describe("each rule finds what it is about, and passes the rest", () => {
  test.each<[string, Rule, string[]]>([
    [
      "jobExists",
      rules.jobExists({ names: ["orders", "order"] }),
      ["pass jobExists orders", "fail jobExists cn-shanghai/1967"],
    ],
    ["jobStatus", rules.jobStatus({ allowed: "running" }), ["pass jobStatus orders", "fail jobStatus crm"]],
    ["jobName", rules.jobName({ pattern: "^.{4,}$" }), ["pass jobName orders", "fail jobName crm"]],
    [
      "migrationType",
      rules.migrationType({ allowed: ["FULL"] }),
      ["fail migrationType orders", "pass migrationType crm"],
    ],
    [
      "dataSourceTypes of one side",
      rules.dataSourceTypes({ source: "mysql" }),
      ["pass dataSourceTypes orders", "fail dataSourceTypes crm"],
    ],
    [
      "dataSourceTypes of both sides",
      rules.dataSourceTypes({ source: ["MySQL", "Kafka"], destination: ["OSS"] }),
      [
        "pass dataSourceTypes orders",
        "fail dataSourceTypes orders",
        "pass dataSourceTypes crm",
        "fail dataSourceTypes crm",
      ],
    ],
    ["jobCount within bounds", rules.jobCount({ min: 2, max: 2 }), ["pass jobCount cn-shanghai/1967"]],
    ["jobCount below", rules.jobCount({ min: 3 }), ["fail jobCount cn-shanghai/1967"]],
    ["jobCount above", rules.jobCount({ max: 1 }), ["fail jobCount cn-shanghai/1967"]],
    ["uniqueNames", rules.uniqueNames(), ["pass uniqueNames cn-shanghai/1967"]],
  ])("%s", (_name, rule, expected) => {
    expect(inShort(judged(rule))).toEqual(expected);
  });
});

test("a finding tells what it saw as data", () => {
  const results = judged(rules.jobStatus({ id: "up", allowed: ["Running"], help: "https://wiki.example.com/up" }), [
    crm,
  ]);

  expect(results).toEqual([
    {
      ruleId: "up",
      kind: "jobStatus",
      workspace: "cn-shanghai/1967",
      job: { diJobId: "2", jobName: "crm" },
      outcome: "fail",
      severity: "error",
      args: { jobStatus: "Failed", allowed: ["Running"] },
      help: "https://wiki.example.com/up",
    },
  ]);
});

describe("each result tells what was looked at as data", () => {
  const asked = "cn-shanghai/1967";
  const both = "FullAndRealtimeIncremental";

  test.each<[string, Rule, object[]]>([
    [
      "jobExists",
      rules.jobExists({ names: ["orders", "ordres", "zzz"] }),
      [{ jobs: 1 }, { jobName: "ordres", asked, nearest: ["orders"] }, { jobName: "zzz", asked, nearest: [] }],
    ],
    [
      "jobStatus",
      rules.jobStatus({ allowed: "running" }),
      [
        { jobs: 1, value: "Running" },
        { jobStatus: "Failed", allowed: ["running"] },
      ],
    ],
    [
      "jobName",
      rules.jobName({ pattern: "^.{4,}$" }),
      [
        { jobs: 1, value: "orders" },
        { jobName: "crm", pattern: "^.{4,}$" },
      ],
    ],
    [
      "migrationType",
      rules.migrationType({ allowed: ["FULL", "x"] }),
      [
        { migrationType: both, allowed: ["FULL", "x"] },
        { jobs: 1, value: "Full" },
      ],
    ],
    [
      "dataSourceTypes",
      rules.dataSourceTypes({ source: "mysql", destination: "OSS" }),
      [
        { jobs: 1, value: "MySQL" },
        { side: "destination", dataSourceType: "Hologres", allowed: ["OSS"] },
        { side: "source", dataSourceType: "Kafka", allowed: ["mysql"] },
        { side: "destination", dataSourceType: "Hologres", allowed: ["OSS"] },
      ],
    ],
    ["jobCount within bounds", rules.jobCount({ min: 2, max: 2 }), [{ jobs: 2 }]],
    ["jobCount below", rules.jobCount({ min: 3, max: 5 }), [{ count: 2, asked, min: 3, max: 5 }]],
    ["jobCount above", rules.jobCount({ max: 1 }), [{ count: 2, asked, max: 1 }]],
    ["uniqueNames", rules.uniqueNames(), [{ jobs: 2 }]],
    [
      "knownValues",
      rules.knownValues({ jobs: { jobName: "orders" } }),
      [
        { jobs: 1, value: both },
        { jobs: 1, value: "Running" },
      ],
    ],
    [
      "custom of jobs",
      rules.custom({ id: "own", checkJob: ({ jobName }) => (jobName === "crm" ? "no" : undefined) }),
      [{ jobs: 1 }, { message: "no" }],
    ],
    ["custom of a listing", rules.custom({ id: "own", checkListing: () => undefined }), [{ jobs: 2 }]],
  ])("%s", (_name, rule, args) => {
    expect(judged(rule).map((result) => result.args)).toEqual(args);
  });
});

describe("a status of a snapshot that is too old", () => {
  const old = (jobs: readonly DiJob[], rule: Rule) =>
    evaluate({ rules: [rule], listings: [listing(jobs, { source: "snapshot" })], now: NOW });
  const readsStatus = { id: "own", checkListing: () => undefined, readsStatus: true };

  test("leaves migration types judged by what they are, and says once since when the statuses are known", () => {
    const results = old([job({ jobName: "a", migrationType: "api_Full" }), job({ jobName: "b" })], rules.knownValues());

    expect(results.map(({ outcome, job: of, args }) => [outcome, of?.jobName, args])).toEqual([
      ["fail", "a", { field: "migrationType", value: "api_Full" }],
      ["pass", "b", { jobs: 1, value: "FullAndRealtimeIncremental" }],
      ["unchecked", undefined, { reason: "statusTooOld", observedAt: "2026-11-23T11:00:00Z" }],
    ]);
  });

  test.each<[string, Rule]>([
    ["jobStatus", rules.jobStatus({ allowed: "Running", statusMaxAge: "5m" })],
    ["custom", rules.custom({ ...readsStatus, statusMaxAge: "5m" })],
    ["a rule that selects by it", rules.uniqueNames({ jobs: { jobStatus: "Failed" }, statusMaxAge: "5m" })],
  ])("says of %s which age would be allowed", (_name, rule) => {
    expect(old([orders], rule)).toMatchObject([
      {
        outcome: "unchecked",
        args: { reason: "statusTooOld", observedAt: "2026-11-23T11:00:00Z", statusMaxAge: "5m" },
      },
    ]);
  });

  test.each<[string, Rule]>([
    ["jobStatus", rules.jobStatus({ allowed: "Running" })],
    ["knownValues", rules.knownValues()],
    ["custom", rules.custom(readsStatus)],
    ["a rule that selects by it", rules.jobName({ pattern: "x", jobs: { jobStatus: "Failed" } })],
  ])("hides nothing from %s where there is no job", (_name, rule) => {
    expect(old([], rule)).toMatchObject([{ outcome: "pass", args: { jobs: 0 } }]);
  });
});

test("two jobs of one name are one finding with both ids", () => {
  const [result] = judged(rules.uniqueNames(), [orders, job({ diJobId: "7", jobName: "orders" }), crm]);

  expect(result).toMatchObject({ outcome: "fail", args: { jobName: "orders", diJobIds: ["1", "7"] } });
});

test("an undocumented migration type or status is found, a documented one in other case is not", () => {
  const results = judged(rules.knownValues(), [job({ migrationType: "api_Full", jobStatus: "RUNNING" })]);

  expect(results.map(({ outcome, args }) => [outcome, args])).toEqual([
    ["fail", { field: "migrationType", value: "api_Full" }],
    ["pass", { jobs: 1, value: "RUNNING" }],
  ]);
});

test("a name may be given as the text that a construct hands out", () => {
  const odd = job({ jobName: "${odd}" });

  expect(inShort(judged(rules.jobExists({ names: [literal(odd.jobName)] }), [odd]))).toEqual(["pass jobExists ${odd}"]);
});

test("a missing name brings the nearest ones along", () => {
  const [result] = judged(rules.jobExists({ names: "ordres" }));

  expect(result).toMatchObject({ outcome: "fail", args: { jobName: "ordres", nearest: ["orders"] } });
});

test("a pattern with the flag g judges every job by its whole name", () => {
  const jobs = ["a1", "a2", "a3"].map((jobName, index) => job({ diJobId: `${index + 1}`, jobName }));

  expect(judged(rules.jobName({ pattern: /^a\d$/g }), jobs).map(({ outcome }) => outcome)).toEqual([
    "pass",
    "pass",
    "pass",
  ]);
});

describe("a rule of one's own", () => {
  test("finds what its function says of a job", () => {
    const rule = rules.custom({
      id: "no-kafka",
      checkJob: (each, { jobs }) => (each.sourceDataSourceType === "Kafka" ? `one of ${jobs.length}` : undefined),
    });

    const results = judged(rule);

    expect(inShort(results)).toEqual(["pass custom orders", "fail custom crm"]);
    expect(results[1]).toMatchObject({ ruleId: "no-kafka", args: { message: "one of 2" } });
  });

  test("finds what its function says of the listing", () => {
    const rule = rules.custom({ id: "pair", checkListing: ({ jobs }) => (jobs.length === 2 ? "a pair" : undefined) });

    expect(inShort(judged(rule))).toEqual(["fail custom cn-shanghai/1967"]);
    expect(inShort(judged(rule, [orders]))).toEqual(["pass custom cn-shanghai/1967"]);
  });

  test("that throws for one job is unchecked for that job only, with the reason", () => {
    const rule = rules.custom({
      id: "brittle",
      checkJob: ({ jobName }) => {
        if (jobName === "orders") throw new TypeError("no such field");
        return undefined;
      },
    });

    const results = judged(rule);

    expect(inShort(results)).toEqual(["unchecked custom orders crashed", "pass custom crm"]);
    expect(results[0]).toMatchObject({ args: { message: "TypeError: no such field" } });
  });

  test.each([
    ["a promise", Promise.reject(new Error("late")), "a promise"],
    ["false", false, "false"],
    ["an empty text", "", '""'],
  ])("that answers %s is unchecked", (_name, answer, shown) => {
    const rule = rules.custom({ id: "odd", checkListing: () => answer as string });

    const [result] = judged(rule);

    expect(result).toMatchObject({ outcome: "unchecked", args: { reason: "crashed" } });
    expect(JSON.stringify(result)).toContain(JSON.stringify(shown).slice(1, -1));
  });

  test("that reads the status is unchecked when the status is an old one", () => {
    const old = listing([orders], { source: "snapshot" });
    const check = { id: "own", checkJob: () => undefined };

    const results = evaluate({
      rules: [rules.custom(check), rules.custom({ ...check, readsStatus: true })],
      listings: [old],
      now: NOW,
    });

    expect(inShort(results)).toEqual(["pass custom orders", "unchecked custom cn-shanghai/1967 statusTooOld"]);
  });
});

describe("arguments that make no rule are refused at once", () => {
  test.each<[string, () => Rule]>([
    ["names", () => rules.jobExists({ names: [] })],
    ["names", () => rules.jobExists({ names: [""] })],
    ["allowed", () => rules.jobStatus({ allowed: [] })],
    ["did you mean 'Running'?", () => rules.jobStatus({ allowed: ["Failed", "Runing"] })],
    ["pattern", () => rules.jobName({ pattern: "(" })],
    ["pattern", () => rules.jobName({ pattern: "" })],
    ["give source, destination", () => rules.dataSourceTypes({})],
    ["give min, max", () => rules.jobCount({})],
    ["min", () => rules.jobCount({ min: -1 })],
    ["max", () => rules.jobCount({ max: 1.5 })],
    ["min", () => rules.jobCount({ min: 3, max: 2 })],
    ["severity", () => rules.uniqueNames({ severity: "fatal" as "error" })],
    ["statusMaxAge", () => rules.jobStatus({ allowed: ["Running"], statusMaxAge: "a day" })],
    ["id", () => rules.uniqueNames({ id: " " })],
    ["help", () => rules.uniqueNames({ help: 5 as unknown as string })],
    ["filter", () => rules.uniqueNames({ jobs: { name: "x" } as object })],
    ["did you mean 'allowed'?", () => rules.jobStatus({ allowd: ["Running"], allowed: ["Running"] } as never)],
    ["one of checkJob and checkListing", () => rules.custom({ id: "x" })],
    ["id", () => rules.custom({ checkJob: () => undefined } as never)],
    ["checkJob", () => rules.custom({ id: "x", checkJob: "text" as never })],
  ])("%s (%#)", (words, make) => {
    expect(make).toThrow(expect.objectContaining({ code: "InvalidArgument", message: expect.stringContaining(words) }));
  });

  test.each<[string, () => Rule]>([
    ["names is missing\n  name at least one value, as a text or a list of texts", () => rules.jobExists({} as never)],
    ["names cannot be '5'\n  name at least one value", () => rules.jobExists({ names: 5 as never })],
    ["names cannot be ''\n  write every value as a text", () => rules.jobExists({ names: ["a", ""] })],
    ["allowed cannot be '5'\n  write every value as a text", () => rules.jobStatus({ allowed: [5] as never })],
    ["min cannot be '-1'\n  use a whole number, 0 or more", () => rules.jobCount({ min: -1 })],
    ["max cannot be '3'\n  use a whole number, 0 or more", () => rules.jobCount({ max: "3" as never })],
    ["min cannot be '3'\n  use a number that is not greater than max, 2", () => rules.jobCount({ min: 3, max: 2 })],
    ["jobCount is missing\n  give min, max or both", () => rules.jobCount({})],
    ["dataSourceTypes is missing\n  give source, destination or both", () => rules.dataSourceTypes({})],
    ["id cannot be ''\n  name the rule for its readers", () => rules.uniqueNames({ id: "" })],
    ["id cannot be '5'\n  name the rule for its readers", () => rules.uniqueNames({ id: 5 as never })],
    ["id is missing\n  name the rule for its readers", () => rules.custom({ checkJob: () => undefined } as never)],
    ["checkJob cannot be 'x'\n  give a function", () => rules.custom({ id: "x", checkJob: "x" as never })],
    [
      "readsStatus cannot be 'yes'\n  use true or false",
      () => rules.custom({ id: "x", checkJob: () => undefined, readsStatus: "yes" as never }),
    ],
    [
      "jobs.jobName cannot be an empty list\n  name at least one, or leave it out",
      () => rules.uniqueNames({ jobs: { jobStatus: "Failed", jobName: [] } }),
    ],
    ["custom is missing\n  give one of checkJob and checkListing, a function", () => rules.custom({ id: "x" })],
    [
      "give one of checkJob and checkListing",
      () => rules.custom({ id: "x", checkJob: () => undefined, checkListing: () => undefined }),
    ],
  ])("and the repair is said: %s", (words, make) => {
    expect(make).toThrow(expect.objectContaining({ code: "InvalidArgument", message: expect.stringContaining(words) }));
  });

  test("bounds may be equal, and 0", () => {
    expect(inShort(judged(rules.jobCount({ min: 0, max: 0 }), []))).toEqual(["pass jobCount cn-shanghai/1967"]);
  });

  test("a value that only Terraform will know is refused as such", () => {
    expect(() => rules.jobExists({ names: ["${TfToken[TOKEN.1]}"] })).toThrow(
      expect.objectContaining({ code: "UnresolvedToken", message: expect.stringContaining("names") }),
    );
  });
});
