import { App, TerraformStack, Testing } from "cdktf";
import type { IConstruct } from "constructs";
import { applyRules, DiJobs, type RuleSet, rules } from "../../src";
import { type FakeWorkspaces, fakeDiJobs } from "../../src/testing/fake";
import { failure } from "../_support/failure";

const WORKSPACES: FakeWorkspaces = {
  "cn-shanghai/1967": [
    { jobName: "orders", jobStatus: "Running" },
    { jobName: "crm", jobStatus: "Failed" },
    { jobName: "stock", jobStatus: "Stopped" },
  ],
  "cn-beijing/2044": [{ jobName: "CRM", jobStatus: "Running" }],
};
const RUNNING = rules.jobStatus({ allowed: "Running" });

function appWith(workspaces = WORKSPACES) {
  const app = new App({ outdir: Testing.app().outdir });
  fakeDiJobs(app, workspaces);
  const jobsIn = (stack: string, regionId = "cn-shanghai", projectId = 1967) =>
    new DiJobs(new TerraformStack(app, stack), "jobs", { regionId, projectId });
  return { app, jobsIn };
}

/** The annotations of a construct, as level and text. */
const annotations = (construct: IConstruct) => construct.node.metadata.map(({ type, data }) => [type, data]);

afterEach(() => {
  delete process.env.DIJOBS_FINDINGS;
});

describe("assert", () => {
  test("all findings of a rule are one error on the construct, and fail the synthesis", () => {
    const { app, jobsIn } = appWith();
    jobsIn("prod").assert(RUNNING);

    expect(() => app.synth()).toThrow(/\[prod\/jobs\] rule 'jobStatus': 2 findings\n.*'crm'.*\n.*'stock'/);
  });

  test("jobs that pass leave no annotation", () => {
    const { app, jobsIn } = appWith();
    const jobs = jobsIn("prod");
    jobs.assert(rules.jobStatus({ allowed: "Running", jobs: { jobName: "orders" } }));

    app.synth();

    expect(annotations(jobs)).toEqual([]);
  });

  test("a warning is shown and does not fail", () => {
    const stderr = jest.spyOn(process.stderr, "write").mockReturnValue(true);
    const { app, jobsIn } = appWith();
    const jobs = jobsIn("prod");
    jobs.assert(RUNNING, { severity: "warning" });

    app.synth();

    expect(annotations(jobs)).toEqual([["@cdktf/warn", expect.stringContaining("2 findings")]]);
    expect(stderr).toHaveBeenCalledWith(expect.stringContaining("warning: [prod/jobs] rule 'jobStatus'"));
    stderr.mockRestore();
  });

  test("DIJOBS_FINDINGS=warn lets errors through and says that it is on", () => {
    const stderr = jest.spyOn(process.stderr, "write").mockReturnValue(true);
    process.env.DIJOBS_FINDINGS = "warn";
    const { app, jobsIn } = appWith();
    const jobs = jobsIn("prod");
    jobs.assert(RUNNING);

    app.synth();

    expect(annotations(jobs)).toEqual([
      ["@cdktf/warn", expect.stringContaining("let through by DIJOBS_FINDINGS=warn")],
    ]);
    stderr.mockRestore();
  });

  test("an acknowledged finding does not fail, the others do", () => {
    const { app, jobsIn } = appWith();
    jobsIn("prod").assert(RUNNING, {
      acknowledge: [
        { id: "jobStatus", job: { jobName: "crm" }, reason: "cut-over this week", by: "ops", until: "2999-12-31" },
      ],
    });

    expect(() => app.synth()).toThrow(/rule 'jobStatus': 'stock'/);
  });

  test("an acknowledgement that cannot be is refused where it is written", () => {
    const { jobsIn } = appWith();
    const acknowledge = [{ id: "jobStatus", reason: "because", by: "ops", until: "2999-12-31" }];

    expect(failure(() => jobsIn("prod").assert(RUNNING, { acknowledge })).code).toBe("InvalidArgument");
  });

  test("the findings of all stacks come before the synthesis ends, when its command line collects them", () => {
    process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS = "true";
    const { app, jobsIn } = appWith();
    const [a, b] = [jobsIn("a"), jobsIn("b", "cn-beijing", 2044)];
    a.assert(RUNNING);
    b.assert(rules.jobName({ pattern: "^[a-z]+$" }));

    app.synth();
    delete process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS;

    expect([a, b].map((jobs) => annotations(jobs)[0]?.[0])).toEqual(["@cdktf/error", "@cdktf/error"]);
  });

  test("ten thousand findings are one annotation of a few lines", () => {
    const many = Array.from({ length: 10_000 }, (_, index) => ({ jobName: `job_${index}`, jobStatus: "Failed" }));
    const { app, jobsIn } = appWith({ "cn-shanghai/1967": many });
    const jobs = jobsIn("prod");
    jobs.assert(RUNNING);

    expect(() => app.synth()).toThrow("10000 findings");
    expect(annotations(jobs)).toHaveLength(1);
    expect(String(annotations(jobs)[0]?.[1]).split("\n").length).toBeLessThan(10);
  });

  test("a rule about a workspace that could not be listed is told as unchecked, never as passed", () => {
    const stderr = jest.spyOn(process.stderr, "write").mockReturnValue(true);
    const { app, jobsIn } = appWith({});
    const jobs = jobsIn("prod");
    failure(() => jobs.all);
    jobs.assert(RUNNING);

    app.synth();

    expect(annotations(jobs)).toEqual([["@cdktf/warn", expect.stringContaining("could not be checked")]]);
    stderr.mockRestore();
  });
});

describe("a rule set for an app", () => {
  const SET: RuleSet = {
    version: 1,
    workspaces: {
      orders: { regionId: "cn-shanghai", projectId: "1967" },
      crm: { regionId: "cn-beijing", projectId: 2044 },
    },
    rules: [
      { id: "naming", rule: "jobName", with: { pattern: "^[a-z]+$" } },
      { id: "running", rule: "jobStatus", workspaces: ["orders"], with: { allowed: ["Running"] }, severity: "warning" },
    ],
  };

  const synthesized = (set: RuleSet, applyFirst: boolean) => {
    const stderr = jest.spyOn(process.stderr, "write").mockReturnValue(true);
    process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS = "true";
    const { app, jobsIn } = appWith();
    if (applyFirst) applyRules(app, set);
    const constructs = [jobsIn("a"), jobsIn("b", "cn-beijing", 2044)];
    if (!applyFirst) applyRules(app, set);
    app.synth();
    delete process.env.CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS;
    stderr.mockRestore();
    return constructs.map(annotations);
  };

  test.each([true, false])(
    "judges every workspace by the rules meant for it (applied before the stacks: %p)",
    (first) => {
      expect(synthesized(SET, first)).toEqual([
        [["@cdktf/warn", expect.stringContaining("rule 'running': 2 findings")]],
        [["@cdktf/error", expect.stringContaining("rule 'naming': 'CRM'")]],
      ]);
    },
  );

  test("an acknowledgement without a workspace counts as used when any stack needs it", () => {
    const acknowledge = [{ id: "naming", reason: "renamed with the cut-over", by: "ops", until: "2999-12-31" }];

    expect(synthesized({ ...SET, acknowledge }, true)[1]).toEqual([]);
  });

  test("a workspace that two stacks look up is judged once", () => {
    const { app, jobsIn } = appWith();
    applyRules(app, { version: 1, rules: [{ id: "naming", rule: "jobName", with: { pattern: "^x" } }] });
    const [a, b] = [jobsIn("a"), jobsIn("b")];

    expect(() => app.synth()).toThrow("[a/jobs]");
    expect([annotations(a).length, annotations(b).length]).toEqual([1, 0]);
  });

  test("every part of a workspace that an app asks for is judged, and a job in two parts once", () => {
    const { app } = appWith();
    applyRules(app, { version: 1, rules: [{ id: "naming", rule: "jobName", with: { pattern: "^x" } }] });
    const stack = new TerraformStack(app, "a");
    const part = (id: string, jobNameLike: string) =>
      new DiJobs(stack, id, { regionId: "cn-shanghai", projectId: 1967, jobNameLike });
    const [first] = [part("orders", "orders"), part("o", "o"), part("again", "orders")];

    expect(() => app.synth()).toThrow("rule 'naming': 2 findings");
    expect(annotations(first)).toEqual([["@cdktf/error", expect.stringMatching(/'orders'.*\n.*'stock'/)]]);
  });

  test.each(["stack a first", "stack b first"])(
    "what comes after a validation is judged at the next one, and the rest anew (%s)",
    (order) => {
      const { app, jobsIn } = appWith();
      const found: string[][] = [];
      const noted = rules.custom({
        id: "noted",
        checkListing: ({ query, jobs }) => {
          found.at(-1)?.push(`${query.regionId}: ${jobs.length}`);
          return query.regionId === "cn-beijing" ? "not there" : undefined;
        },
      });
      applyRules(app, { version: 1, rules: [noted] });
      const validate = () => {
        found.push([]);
        const stacks = app.node.children.filter(TerraformStack.isStack);
        for (const stack of order === "stack a first" ? stacks : [...stacks].reverse())
          for (const child of stack.node.findAll()) child.node.validate();
      };
      const a = jobsIn("a");
      validate();
      validate();
      const b = jobsIn("b", "cn-beijing", 2044);

      validate();

      expect(found.map((listings) => listings.sort())).toEqual([
        ["cn-shanghai: 3"],
        ["cn-shanghai: 3"],
        ["cn-beijing: 1", "cn-shanghai: 3"],
      ]);
      expect([annotations(a), annotations(b)]).toEqual([
        [],
        [["@cdktf/error", expect.stringContaining("rule 'noted': cn-beijing/2044: not there")]],
      ]);
    },
  );

  test("a construct that stands in the place of another one is judged by what it looked up itself", () => {
    const { app, jobsIn } = appWith();
    applyRules(app, { version: 1, rules: [{ id: "naming", rule: "jobName", with: { pattern: "^[a-z]+$" } }] });
    const validate = (construct: IConstruct) => construct.node.validate();
    for (const construct of [jobsIn("a"), jobsIn("b")]) validate(construct);
    app.node.tryRemoveChild("b");

    const other = jobsIn("c", "cn-beijing", 2044);
    validate(other);

    expect(annotations(other)).toEqual([["@cdktf/error", expect.stringContaining("rule 'naming': 'CRM'")]]);
  });

  test("findings that are let through, or not, say how", () => {
    const said = (findings: string) => {
      const stderr = jest.spyOn(process.stderr, "write").mockReturnValue(true);
      process.env.DIJOBS_FINDINGS = findings;
      const jobs = appWith().jobsIn("prod");
      jobs.assert(RUNNING);
      jobs.node.validate();
      stderr.mockRestore();
      return annotations(jobs).map(([level, text]) => [level, String(text).split("\n").at(-1)]);
    };

    expect(said("error")).toEqual([["@cdktf/error", "  to get through a repair: DIJOBS_FINDINGS=warn"]]);
    expect(said("warn")).toEqual([["@cdktf/warn", "  an error, let through by DIJOBS_FINDINGS=warn"]]);
  });

  test.each<[string, () => void, string]>([
    [
      "a rule that was not made",
      () =>
        appWith()
          .jobsIn("a")
          .assert(rules.uniqueNames as never),
      "rule cannot be",
    ],
    [
      "an unknown option",
      () =>
        appWith()
          .jobsIn("a")
          .assert(RUNNING, { severty: "error" } as never),
      "assert has no 'severty'",
    ],
    [
      "an unknown severity",
      () =>
        appWith()
          .jobsIn("a")
          .assert(RUNNING, { severity: "warn" as never }),
      "severity cannot be 'warn'",
    ],
    [
      "an unknown time zone",
      () => appWith().jobsIn("a").assert(RUNNING, { timeZone: "CST+8" }),
      "timeZone cannot be 'CST+8'",
    ],
    ["a scope that is none", () => applyRules({} as never, SET), "scope cannot be"],
    ["no rule set", () => applyRules(appWith().app, undefined as never), "the argument of applyRules is missing"],
  ])("%s is refused by name", (_, act, words) => {
    expect(failure(act).message).toContain(words);
  });

  test("an acknowledgement ends by the clock of the assertion", () => {
    const judged = (timeZone: string) => {
      jest.useFakeTimers({ now: new Date("2026-11-23T20:00:00Z") });
      const jobs = appWith().jobsIn("prod");
      const acknowledge = [{ id: "jobStatus", reason: "cut-over this week", by: "ops", until: "2026-11-23" }];
      jobs.assert(RUNNING, { acknowledge, timeZone, severity: "error" });
      jest.spyOn(process.stderr, "write").mockReturnValue(true);
      jobs.node.validate();
      jest.useRealTimers();
      jest.restoreAllMocks();
      return annotations(jobs).map(([level]) => level);
    };

    expect(judged("UTC")).toEqual(["@cdktf/warn"]);
    expect(judged("Asia/Shanghai")).toEqual(["@cdktf/error"]);
  });

  test("a validation of many constructs judges them together, once", () => {
    const { app, jobsIn } = appWith();
    let judged = 0;
    applyRules(app, {
      version: 1,
      rules: [rules.custom({ id: "counted", checkListing: () => void judged++ })],
    });
    jobsIn("a");
    jobsIn("b", "cn-beijing", 2044);
    jobsIn("c");

    app.synth();

    expect(judged).toBe(2);
  });

  test.each(["before", "after"])("a workspace of which a part is asked %s all of it is judged whole, once", (place) => {
    const { app } = appWith();
    applyRules(app, {
      version: 1,
      rules: [
        { id: "enough", rule: "jobCount", with: { min: 4 } },
        { id: "naming", rule: "jobName", with: { pattern: "^[^s]" } },
      ],
    });
    const stack = new TerraformStack(app, "a");
    const ask = (id: string, jobNameLike?: string) =>
      new DiJobs(stack, id, { regionId: "cn-shanghai", projectId: 1967, ...(jobNameLike && { jobNameLike }) });
    const parts = place === "before" ? [ask("part", "o"), ask("other", "s")] : [];
    const whole = ask("whole");
    if (place === "after") parts.push(ask("part", "o"), ask("other", "s"));

    expect(() => app.synth()).toThrow();

    expect(parts.map(annotations)).toEqual([[], []]);
    expect(annotations(whole)).toEqual([
      ["@cdktf/error", expect.stringContaining("cn-shanghai/1967 has 3 jobs, not at least 4")],
      ["@cdktf/error", expect.stringContaining("rule 'naming': 'stock'")],
    ]);
    expect(JSON.stringify(annotations(whole))).not.toContain("could not be checked");
  });

  test("a policy file in JSON is a rule set as it is, with the schema that it names for editors", () => {
    const { app, jobsIn } = appWith();
    const $schema = "./node_modules/cdktf-dataworks-di-jobs/schema/policy-1.json";
    applyRules(app, { $schema, version: 1, rules: [{ id: "naming", rule: "jobName", with: { pattern: "^x" } }] });
    jobsIn("a");

    expect(() => app.synth()).toThrow("rule 'naming'");
  });

  test("a rule set that does not fit together is refused when it is applied", () => {
    const { app } = appWith();

    expect(failure(() => applyRules(app, { ...SET, rules: [...SET.rules, ...SET.rules] })).code).toBe("PolicyInvalid");
  });
});
