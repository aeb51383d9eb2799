import { checkAcknowledgement, dayIn } from "../../src/checks/acknowledge";
import type { Acknowledgement } from "../../src/checks/acknowledgement";
import { evaluate } from "../../src/checks/evaluate";
import type { Evaluation } from "../../src/checks/evaluation";
import { rules } from "../../src/checks/rule-functions";
import type { DiJobsQuery } from "../../src/model/query";
import { inShort, job, listing, NOW } from "../_support/jobs";

const naming = rules.jobName({ id: "naming", pattern: "^[a-z_]+$", severity: "warning" });
const bad = job({ diJobId: "16633", jobName: "CRM" });
const good = job({ diJobId: "16634", jobName: "crm" });
const accepted: Acknowledgement = {
  id: "naming",
  workspace: "cn-shanghai/1967",
  job: { diJobId: "16633" },
  reason: "legacy name, renamed with the cut-over",
  by: "data-platform@example.com",
  until: "2027-01-31",
};

function judged(parts: Partial<Acknowledgement>, more: Partial<Evaluation> = {}) {
  const acknowledgements = [{ ...accepted, ...parts }];
  return evaluate({ rules: [naming], listings: [listing([bad, good])], acknowledgements, now: NOW, ...more });
}

test("an acknowledged finding no longer counts, and says who answers for it", () => {
  const [crm, ...others] = judged({});

  expect(crm).toMatchObject({ outcome: "acknowledged", kind: "jobName", acknowledgement: accepted });
  expect(inShort(others)).toEqual(["pass jobName crm"]);
});

describe("an acknowledgement is about", () => {
  test.each<[string, Partial<Acknowledgement>]>([
    ["a job by its name", { job: { jobName: "CRM" } }],
    ["every job of the workspace", { job: undefined }],
    ["the job in whatever workspace", { workspace: undefined }],
  ])("%s", (_name, parts) => {
    expect(inShort(judged(parts))).toEqual(["acknowledged jobName CRM", "pass jobName crm"]);
  });

  test("a name that no job has, for a rule that misses it", () => {
    const results = judged(
      { id: "there", job: { jobName: "gone" } },
      { rules: [rules.jobExists({ id: "there", names: ["gone", "lost"] })] },
    );

    expect(results.map(({ outcome }) => outcome)).toEqual(["acknowledged", "fail"]);
  });

  test("no job of which all is well", () => {
    const results = judged({ id: "unique" }, { rules: [rules.uniqueNames({ id: "unique" })] });

    expect(results.map(({ outcome, kind }) => [outcome, kind])).toEqual([
      ["pass", "uniqueNames"],
      ["fail", "acknowledgementUnused"],
    ]);
  });

  test("one of the jobs that share a name", () => {
    const twins = [bad, job({ diJobId: "16640", jobName: "CRM" })];

    const results = judged(
      { id: "unique" },
      { rules: [rules.uniqueNames({ id: "unique" })], listings: [listing(twins)] },
    );

    expect(results.map(({ outcome }) => outcome)).toEqual(["acknowledged"]);
  });

  test("a job that a rule names in vain", () => {
    const rule = rules.jobName({ id: "naming", pattern: "x", jobs: { diJobId: "16699" } });

    const results = judged({ job: { diJobId: "16699" } }, { rules: [rule] });

    expect(inShort(results)).toContain("acknowledged jobMissing cn-shanghai/1967");
  });
});

describe("an acknowledgement that matches no finding is itself one", () => {
  test.each<[string, Partial<Acknowledgement>]>([
    ["because the job passes", { job: { diJobId: "16634" } }],
    ["because there is no such job", { job: { jobName: "crm2" } }],
    ["because there is no such rule", { id: "nameing" }],
  ])("%s", (_name, parts) => {
    expect(inShort(judged(parts))).toEqual([
      "fail jobName CRM",
      "pass jobName crm",
      "fail acknowledgementUnused cn-shanghai/1967",
    ]);
  });

  test("with the severity of its rule, or error without one", () => {
    const severity = (id: string) => judged({ id, job: { diJobId: "1" } }).at(-1)?.severity;

    expect([severity("naming"), severity("other")]).toEqual(["warning", "error"]);
  });

  const seen = (parts: Partial<Acknowledgement>, more: Partial<Evaluation>) =>
    judged(parts, more).filter(({ kind }) => kind.startsWith("acknowledgement"));

  test("but not when its workspace was not checked in this run", () => {
    expect(seen({ workspace: "cn-beijing/2044" }, {})).toEqual([]);
    const aliases = new Map([
      ["cn-shanghai/1967", "orders-prod"],
      ["cn-beijing/2044", "crm-prod"],
    ]);
    expect(seen({ workspace: undefined, job: { diJobId: "7" } }, { aliases })).toEqual([]);
    expect(seen({ workspace: undefined, job: { diJobId: "7" } }, {})).toHaveLength(1);
  });

  test("but not when its workspace could not be listed", () => {
    const unanswered = [
      { workspace: { regionId: "cn-shanghai", projectId: "1967" }, problems: [{ what: "no credentials" }] },
    ];

    expect(seen({}, { listings: [], unanswered })).toEqual([]);
    expect(seen({ workspace: undefined }, { listings: [], unanswered })).toEqual([]);
  });

  test("but not when the rule could not check its job", () => {
    const rule = rules.jobStatus({ id: "naming", allowed: ["Running"] });

    expect(seen({}, { rules: [rule], listings: [listing([bad], { source: "snapshot" })] })).toEqual([]);
  });

  test("but not when the rule is about the whole workspace and the query was about a part", () => {
    const query: DiJobsQuery = { ...listing([]).query, jobNameLike: "orders" };
    const listings = [listing([good], { query })];

    expect(seen({}, { rules: [{ ...naming, about: "workspace" }], listings })).toEqual([]);
    expect(seen({}, { rules: [naming], listings })).toHaveLength(1);
  });
});

describe("the last day", () => {
  const kinds = (until: string, more: Partial<Evaluation> = {}) => inShort(judged({ until }, more));
  const valid = ["acknowledged jobName CRM", "pass jobName crm"];
  const announced = [...valid, "fail acknowledgementExpiring cn-shanghai/1967"];
  const expired = ["fail jobName CRM", "pass jobName crm", "fail acknowledgementExpired cn-shanghai/1967"];

  test.each([
    ["2026-12-08", valid],
    ["2026-12-07", announced],
    ["2026-11-23", announced],
    ["2026-11-22", expired],
  ])("%s, seen on 2026-11-23", (until, expected) => {
    expect(kinds(until)).toEqual(expected);
  });

  test("ends at midnight of the time zone", () => {
    const now = new Date("2026-11-23T16:30:00Z");

    expect(kinds("2026-11-23", { now })).toEqual(announced);
    expect(kinds("2026-11-23", { now, timeZone: "America/New_York" })).toEqual(announced);
    expect(kinds("2026-11-23", { now, timeZone: "Asia/Shanghai" })).toEqual(expired);
  });

  test("that is near is announced as a warning with the days left, even for an error", () => {
    const result = judged({ until: "2026-11-30" }, { severity: "error" }).at(-1);

    expect(result).toMatchObject({ severity: "warning", args: { daysLeft: 7, acknowledgement: { id: "naming" } } });
  });

  test("that is over is a failure too when nothing is found any more", () => {
    const results = judged({ until: "2026-11-01" }, { listings: [listing([good])] });

    expect(results.at(-1)).toMatchObject({ kind: "acknowledgementExpired", outcome: "fail", args: { used: false } });
  });

  test("that is over is told of a finding, though other workspaces were not checked", () => {
    const aliases = new Map([["cn-beijing/2044", "crm-prod"]]);

    const results = judged({ workspace: undefined, until: "2026-11-01" }, { aliases });

    expect(results.at(-1)).toMatchObject({ kind: "acknowledgementExpired", args: { used: true } });
  });

  test("that is over is not told for a workspace that was not checked", () => {
    expect(kinds("2026-11-01", { listings: [] })).toEqual([]);
  });

  test("of the later one counts when two are about one finding", () => {
    const acknowledgements = [{ ...accepted, until: "2026-11-01" }, accepted];

    expect(inShort(judged({}, { acknowledgements }))).toEqual([
      "acknowledged jobName CRM",
      "pass jobName crm",
      "fail acknowledgementExpired cn-shanghai/1967",
    ]);
  });
});

test("the day is told over a change of daylight saving time", () => {
  expect(dayIn("Europe/Berlin", new Date("2026-10-24T22:30:00Z"))).toBe("2026-10-25");
  expect(dayIn("Europe/Berlin", new Date("2026-10-25T22:30:00Z"))).toBe("2026-10-25");
  expect(dayIn("Europe/Berlin", new Date("2026-10-25T23:30:00Z"))).toBe("2026-10-26");
});

describe("an acknowledgement is refused", () => {
  test.each<[string, object]>([
    ["reason", { reason: "  because  " }],
    ["by", { by: " " }],
    ["until", { until: "2027-02-30" }],
    ["until", { until: "2027-13-01" }],
    ["until", { until: "+012027-01-31" }],
    ["until", { until: "31.01.2027" }],
    ["until", { until: new Date() }],
    ["id", { id: "" }],
    ["workspace", { workspace: "shanghai" }],
    ["job", { job: { diJobId: "x1" } }],
    ["job", { job: { diJobId: 16633 } }],
    ["job", { job: {} }],
    ["job", { job: { diJobId: "1", jobName: "x" } }],
    ["an acknowledgement has no 'expires'", { expires: "2027-01-31" }],
  ])("for its %s (%#)", (words, parts) => {
    expect(() => checkAcknowledgement({ ...accepted, ...parts })).toThrow(
      expect.objectContaining({ code: "InvalidArgument", message: expect.stringContaining(words) }),
    );
  });

  test("for a time zone that does not exist", () => {
    expect(() => judged({}, { timeZone: "Asia/Shanghia" })).toThrow(
      expect.objectContaining({ code: "InvalidArgument", message: expect.stringContaining("Asia/Shanghia") }),
    );
  });
});

describe("an acknowledgement that may last so many days at most", () => {
  // NOW is 2026-11-23.
  const longest = { longestAcknowledgementDays: 30 };

  test("counts up to the latest day, that day included", () => {
    expect(inShort(judged({ until: "2026-12-23" }, longest))).toEqual(["acknowledged jobName CRM", "pass jobName crm"]);
  });

  test("accepts nothing when it lasts longer, used or not, and the finding says the latest day", () => {
    const results = judged({ until: "2026-12-24" }, longest);

    expect(inShort(results).slice(0, 2)).toEqual(["fail jobName CRM", "pass jobName crm"]);
    const finding = { outcome: "fail", kind: "acknowledgementTooLong", args: { latest: "2026-12-23" } };
    expect(results[2]).toMatchObject({ ...finding, severity: "warning", workspace: "cn-shanghai/1967" });
    expect(judged({ until: "2027-01-01", job: { jobName: "gone" } }, longest).at(-1)).toMatchObject(finding);
  });

  test("is counted from the day in the time zone of the rule set", () => {
    const late = { ...longest, now: new Date("2026-11-23T20:00:00Z"), timeZone: "Asia/Shanghai" };

    expect(inShort(judged({ until: "2026-12-24" }, late))[0]).toBe("acknowledged jobName CRM");
  });
});

test.each<[object, string]>([
  [{ id: "" }, "id cannot be ''\n  give the id of the rule"],
  [{ id: 5 }, "id cannot be '5'\n  give the id of the rule"],
  [{ reason: "   nine char   " }, "say why in at least 10 characters"],
  [{ reason: undefined }, "reason is missing\n  say why in at least 10 characters"],
  [{ by: 5 }, "by cannot be '5'\n  say who answers for it"],
  [{ until: "2027-1-31" }, "write the last day as YYYY-MM-DD, for example 2027-01-31"],
  [{ until: "on 2027-01-31" }, "until cannot be 'on 2027-01-31'"],
  [{ until: "2027-01-31T00:00:00Z" }, "until cannot be '2027-01-31T00:00:00Z'"],
  [{ job: "orders" }, "job cannot be 'orders'\n  pass an object"],
  [{ job: { id: "7" } }, 'job cannot be \'7\'\n  name it as { diJobId: "16626" } or { jobName: "orders" }'],
  [{ job: { jobName: 5 } }, 'job cannot be \'5\'\n  name it as { diJobId: "16626" } or { jobName: "orders" }'],
  [{ job: { jobName: "x", diJobId: "1" } }, "name it as"],
])("what an acknowledgement lacks is said with the repair: %j", (parts, words) => {
  expect(() => checkAcknowledgement({ ...accepted, ...parts })).toThrow(
    expect.objectContaining({ code: "InvalidArgument", message: expect.stringContaining(words) }),
  );
});

test("a reason of ten characters, and a job by its name or id, will do", () => {
  for (const parts of [
    { reason: " ten chars! " },
    { job: { jobName: "" } },
    { job: { diJobId: "1" } },
    { job: undefined },
  ])
    expect(() => checkAcknowledgement({ ...accepted, ...parts })).not.toThrow();
});

test("a finding about an acknowledgement has the alias of its workspace, and the weight and help of its rule", () => {
  const aliases = new Map([["cn-shanghai/1967", "orders"]]);
  const rule = { ...naming, help: "https://wiki.example.com/naming" };
  const about = (parts: Partial<Acknowledgement>) =>
    judged({ job: { diJobId: "1" }, ...parts }, { aliases, rules: [rule] }).at(-1);

  expect(about({})).toEqual({
    ruleId: "naming",
    kind: "acknowledgementUnused",
    workspace: "cn-shanghai/1967",
    alias: "orders",
    severity: "warning",
    help: "https://wiki.example.com/naming",
    outcome: "fail",
    args: { acknowledgement: { ...accepted, job: { diJobId: "1" } } },
  });
  expect(about({ workspace: undefined })).toMatchObject({ workspace: "*" });
  expect(about({ workspace: undefined })?.alias).toBeUndefined();
});

describe("an acknowledgement of a job is about that job only", () => {
  const twins = rules.uniqueNames({ id: "naming" });
  const outcomes = (job: Acknowledgement["job"], rule = twins, jobs = [bad, { ...bad, diJobId: "9" }]) =>
    judged({ job }, { rules: [rule], listings: [listing(jobs)] })
      .filter(({ kind }) => !kind.startsWith("acknowledgement"))
      .map(({ outcome }) => outcome);

  test("among several that share a name, by id or by name", () => {
    expect(outcomes({ diJobId: "9" })).toEqual(["acknowledged"]);
    expect(outcomes({ jobName: "CRM" })).toEqual(["acknowledged"]);
    expect(outcomes({ diJobId: "8" })).toEqual(["fail"]);
    expect(outcomes({ jobName: "crm" })).toEqual(["fail"]);
  });

  test("and about no finding that is about all jobs together", () => {
    const count = rules.jobCount({ id: "naming", max: 1 });

    expect(outcomes({ diJobId: "9" }, count)).toEqual(["fail"]);
    expect(outcomes(undefined, count)).toEqual(["acknowledged"]);
  });

  test("nor about a name that is missing, where it names an id", () => {
    const there = rules.jobExists({ id: "naming", names: "gone" });

    expect(outcomes({ diJobId: "9" }, there)).toEqual(["fail"]);
    expect(outcomes({ jobName: "gone" }, there)).toEqual(["acknowledged"]);
  });
});

test("an acknowledgement is announced fourteen days before its last one, and counts the days", () => {
  const left = (until: string) => judged({ until }).at(-1)?.args;

  expect(left("2026-12-07")).toMatchObject({ daysLeft: 14 });
  expect(left("2026-11-23")).toMatchObject({ daysLeft: 0 });
});
