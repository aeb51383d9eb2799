import { evaluate } from "../../src/checks/evaluate";
import type { Evaluation } from "../../src/checks/evaluation";
import type { Rule } from "../../src/checks/rule";
import { rules } from "../../src/checks/rule-functions";
import type { DiJobsQuery } from "../../src/model/query";
import { inShort, job, listing, NOW } from "../_support/jobs";

const running = rules.jobStatus({ allowed: ["Running"] });
const orders = job({ diJobId: "1", jobName: "orders" });
const crm = job({ diJobId: "2", jobName: "crm", jobStatus: "Failed" });
const ofSomeJobs: DiJobsQuery = {
  apiVersion: "2020-05-18",
  regionId: "cn-shanghai",
  projectId: "1967",
  jobNameLike: "orders",
};

describe("a status that comes from a snapshot", () => {
  const snapshot = listing([orders, crm], { source: "snapshot" });
  const judged = (rule: Rule, observedAt = snapshot.observedAt) =>
    inShort(evaluate({ rules: [rule], listings: [{ ...snapshot, observedAt }], now: NOW }));

  test("is never passed nor failed by itself", () => {
    expect(judged(running)).toEqual(["unchecked jobStatus cn-shanghai/1967 statusTooOld"]);
  });

  test("is judged when it is as young as statusMaxAge", () => {
    const rule = rules.jobStatus({ allowed: ["Running"], statusMaxAge: "1h" });

    expect(judged(rule, "2026-11-23T11:00:00Z")).toEqual(["pass jobStatus orders", "fail jobStatus crm"]);
  });

  test.each(["2026-11-23T10:59:59Z", "2026-11-23T13:00:01Z", "some day"])(
    "is not judged when seen at %s",
    (observedAt) => {
      const rule = rules.jobStatus({ allowed: ["Running"], statusMaxAge: "1h" });

      expect(judged(rule, observedAt)).toEqual(["unchecked jobStatus cn-shanghai/1967 statusTooOld"]);
    },
  );

  test("does not select the jobs of another rule either", () => {
    const rule = rules.jobName({ pattern: "^o", jobs: { jobStatus: "Failed" } });

    expect(judged(rule)).toEqual(["unchecked jobName cn-shanghai/1967 statusTooOld"]);
  });

  test("leaves the migration types judged by knownValues", () => {
    expect(judged(rules.knownValues())).toEqual([
      "pass knownValues orders",
      "pass knownValues crm",
      "unchecked knownValues cn-shanghai/1967 statusTooOld",
    ]);
  });
});

describe("the jobs a rule selects", () => {
  const judged = (rule: Rule) => inShort(evaluate({ rules: [rule], listings: [listing([orders, crm])], now: NOW }));

  test("are the only ones it judges", () => {
    expect(judged(rules.jobStatus({ allowed: ["Running"], jobs: { jobName: /^o/ } }))).toEqual([
      "pass jobStatus orders",
    ]);
    expect(judged(rules.jobCount({ max: 1, jobs: { jobStatus: "Failed" } }))).toEqual([
      "pass jobCount cn-shanghai/1967",
    ]);
  });

  test("named one by one must be there", () => {
    const rule = rules.jobStatus({ allowed: ["Running"], jobs: { jobName: ["orders", "gone", /^x/] } });

    expect(judged(rule)).toEqual(["pass jobStatus orders", "fail jobMissing cn-shanghai/1967"]);
    expect(judged(rules.jobName({ pattern: "x", jobs: { diJobId: 99 } }))).toEqual([
      "pass jobName cn-shanghai/1967",
      "fail jobMissing cn-shanghai/1967",
    ]);
  });

  test("named one by one may be in any of the workspaces that the rule is meant for", () => {
    const rule = rules.jobStatus({ allowed: ["Running"], jobs: { jobName: ["orders", "gone"] } });
    const beijing = { regionId: "cn-beijing", projectId: "2044" };
    const other = listing([], { query: { ...listing([]).query, ...beijing } });
    const everywhere = { rules: [rule], listings: [other, listing([orders])], now: NOW };
    const missing = (parts: Partial<Evaluation>) =>
      evaluate({ ...everywhere, ...parts }).filter(({ kind }) => kind === "jobMissing");

    expect(missing({})).toMatchObject([
      { workspace: "*", args: { job: "gone", asked: ["cn-beijing/2044", "cn-shanghai/1967"] } },
    ]);
    expect(missing({ rules: [{ ...rule, workspaces: ["cn-beijing/2044"] }] })).toMatchObject([
      { workspace: "cn-beijing/2044", args: { job: "orders" } },
      { workspace: "cn-beijing/2044", args: { job: "gone" } },
    ]);
    expect(missing({ listings: [other], aliases: new Map([["cn-shanghai/1967", "orders-prod"]]) })).toEqual([]);
    expect(
      missing({ listings: [listing([orders])], unanswered: [{ workspace: beijing, problems: [{ what: "" }] }] }),
    ).toEqual([]);
  });

  test("may be none, which passes with the number 0", () => {
    const rule = rules.jobName({ pattern: "^o", jobs: { migrationType: "Full" } });

    expect(evaluate({ rules: [rule], listings: [listing([orders])], now: NOW })).toMatchObject([
      { outcome: "pass", args: { jobs: 0 } },
    ]);
  });
});

describe("a query for some of the jobs", () => {
  const judged = (rule: Rule, query: DiJobsQuery = ofSomeJobs) =>
    inShort(evaluate({ rules: [rule], listings: [listing([orders], { query })], now: NOW }));

  test("is judged by what it answers when the rule is about the answer", () => {
    expect(judged(rules.jobExists({ names: "crm" }))).toEqual(["fail jobExists cn-shanghai/1967"]);
    expect(judged(rules.jobCount({ min: 1 }))).toEqual(["pass jobCount cn-shanghai/1967"]);
  });

  test("does not show that the workspace lacks a job, or how many it has", () => {
    const unchecked = (kind: string) => [`unchecked ${kind} cn-shanghai/1967 partOfWorkspace`];
    const judgedForAll = (rule: Rule) => judged({ ...rule, about: "workspace" });

    expect(judgedForAll(rules.jobExists({ names: "crm" }))).toEqual(unchecked("jobExists"));
    expect(judgedForAll(rules.jobCount({ min: 2 }))).toEqual(unchecked("jobCount"));
    expect(judgedForAll(rules.jobCount({ max: 2 }))).toEqual(unchecked("jobCount"));
    expect(judgedForAll(rules.uniqueNames())).toEqual(unchecked("uniqueNames"));
    expect(judgedForAll(rules.jobName({ pattern: "x", jobs: { jobName: "crm" } }))).toContain(unchecked("jobName")[0]);
  });

  test("shows what is there, and what is too much", () => {
    const judgedForAll = (rule: Rule) => judged({ ...rule, about: "workspace" });

    expect(judgedForAll(rules.jobExists({ names: "orders" }))).toEqual(["pass jobExists orders"]);
    expect(judgedForAll(rules.jobCount({ max: 0 }))).toEqual(["fail jobCount cn-shanghai/1967"]);
    expect(judgedForAll(rules.jobCount({ min: 1 }))).toEqual(["pass jobCount cn-shanghai/1967"]);
  });

  test.each<[string, Partial<DiJobsQuery>, string]>([
    ["specType ALL", { apiVersion: "2024-05-18", specType: "ALL" }, "fail"],
    ["specType CLASSIC", { apiVersion: "2024-05-18", specType: "CLASSIC" }, "unchecked"],
    ["a migration type", { migrationType: "Full" }, "unchecked"],
  ])("with %s decides whether an absence counts", (_name, parts, outcome) => {
    const { jobNameLike: _, ...whole } = ofSomeJobs;
    const rule: Rule = { ...rules.jobExists({ names: "crm" }), about: "workspace" };

    expect(judged(rule, { ...whole, ...parts })[0]).toMatch(new RegExp(`^${outcome} `));
  });
});

test("a workspace that could not be listed leaves every rule meant for it unchecked", () => {
  const results = evaluate({
    rules: [running, { ...rules.uniqueNames(), workspaces: ["cn-shanghai/1967"] }],
    listings: [],
    unanswered: [{ workspace: { regionId: "cn-beijing", projectId: "2044" }, problems: [{ what: "no credentials" }] }],
    now: NOW,
  });

  expect(inShort(results)).toEqual(["unchecked jobStatus cn-beijing/2044 notListed"]);
  expect(results[0]).toMatchObject({ args: { message: "no credentials" } });
});

test("a rule that throws as a whole is unchecked", () => {
  const rule: Rule = {
    id: "own",
    kind: "custom",
    check: () => {
      throw new Error("broken");
    },
  };

  expect(evaluate({ rules: [rule], listings: [listing([orders])], now: NOW })).toMatchObject([
    { outcome: "unchecked", args: { reason: "crashed", message: "Error: broken" } },
  ]);
});

test("the severity is that of the call, then the rule's, then error", () => {
  const warning = rules.jobStatus({ id: "w", allowed: ["Running"], severity: "warning" });
  const severities = (severity?: "error" | "warning") =>
    evaluate({ rules: [running, warning], listings: [listing([crm])], now: NOW, severity }).map(
      (each) => each.severity,
    );

  expect(severities()).toEqual(["error", "warning"]);
  expect(severities("warning")).toEqual(["warning", "warning"]);
  expect(severities("error")).toEqual(["error", "error"]);
});

test("results stand in the order of workspace, rule and job, however the listings arrive", () => {
  const beijing = listing([job({ regionId: "cn-beijing", diJobId: "9" })], {
    query: { apiVersion: "2020-05-18", regionId: "cn-beijing", projectId: "2044" },
  });
  const shanghai = listing([orders, crm]);
  const both = [running, rules.uniqueNames()];
  const unanswered = ["9", "10"].map((projectId) => ({
    workspace: { regionId: "cn-x", projectId },
    problems: [{ what: "" }],
  }));
  const reversed = [...unanswered].reverse();

  const results = evaluate({ rules: both, listings: [shanghai, beijing], unanswered, now: NOW });

  expect(results).toEqual(evaluate({ rules: both, listings: [beijing, shanghai], unanswered: reversed, now: NOW }));
  expect(results.slice(0, 5).map(({ workspace, kind }) => `${workspace} ${kind}`)).toEqual([
    "cn-beijing/2044 jobStatus",
    "cn-beijing/2044 uniqueNames",
    "cn-shanghai/1967 jobStatus",
    "cn-shanghai/1967 jobStatus",
    "cn-shanghai/1967 uniqueNames",
  ]);
});

test("a name that people gave to a workspace stands in its results", () => {
  const aliases = new Map([["cn-shanghai/1967", "orders-prod"]]);

  const [result] = evaluate({ rules: [running], listings: [listing([orders])], now: NOW, aliases });

  expect(result).toMatchObject({ workspace: "cn-shanghai/1967", alias: "orders-prod" });
});
