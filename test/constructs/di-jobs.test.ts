import { App, TerraformOutput, TerraformStack, Testing, Token } from "cdktf";
import { DiJobs, type DiJobsProps } from "../../src";
import { type FakeJob, fakeDiJobs } from "../../src/testing/fake";
import { literal } from "../../src/text/literal";
import { failure } from "../_support/failure";

const jobsOf = (list: readonly FakeJob[], props: Partial<DiJobsProps> = {}) => {
  const app = Testing.app();
  fakeDiJobs(app, { "cn-shanghai/1967": list });
  const stack = new TerraformStack(app, "prod");
  return new DiJobs(stack, "jobs", { regionId: "cn-shanghai", projectId: 1967, ...props });
};

const ORDERS = { jobName: "orders_to_holo", diJobId: "9", jobStatus: "Running" };
const CRM = { jobName: "crm_to_holo", diJobId: "10", jobStatus: "Failed" };

describe("reading", () => {
  test("jobs are sorted by id as a number", () => {
    const jobs = jobsOf([CRM, ORDERS]);

    expect(jobs.ids).toEqual(["9", "10"]);
    expect(jobs.names).toEqual(["orders_to_holo", "crm_to_holo"]);
    expect([...jobs]).toEqual(jobs.all);
    expect(jobs.totalCount).toBe(2);
  });

  test("a job is found by its exact name", () => {
    expect(jobsOf([CRM, ORDERS]).findJob("orders_to_holo").diJobId).toBe("9");
  });

  test.each(["orders", "ORDERS_TO_HOLO", "orders_to_holo "])("%j is not the name of orders_to_holo", (jobName) => {
    expect(jobsOf([ORDERS]).tryFindJob(jobName)).toBeUndefined();
  });

  test("a name that does not exist is an error with the nearest names and the construct", () => {
    const error = failure(() => jobsOf([CRM, ORDERS]).findJob("ordres_to_holo"));

    expect(error.code).toBe("JobNotFound");
    expect(error.message).toBe(
      "cn-shanghai/1967 has no job named 'ordres_to_holo'\n  at prod/jobs\n  nearest names: orders_to_holo, crm_to_holo",
    );
  });

  test("a name that is like none is told what there is", () => {
    expect(failure(() => jobsOf([ORDERS]).findJob("x")).message).toContain("it has: orders_to_holo");
    expect(failure(() => jobsOf([]).findJob("x")).message).toContain("it has no jobs at all");
  });

  test.each([
    ["Orders_To_Holo", "'orders_to_holo' differs in case only"],
    ["orders_to_holo ", "'orders_to_holo' differs in spaces at an end only"],
    [" orders_to_HOLO", "'orders_to_holo' differs in case and spaces at an end only"],
  ])("a name that looks like another one is told in what it differs: %j", (jobName, says) => {
    expect(failure(() => jobsOf([ORDERS]).findJob(jobName)).message).toContain(`  ${says}\n`);
    expect(failure(() => jobsOf([CRM]).findJob(jobName)).message).not.toContain("differs");
  });

  test.each([
    ["an end, not of as many spaces there", " x", "x ", "spaces at an end"],
    ["characters that are composed", "caf\u00e9", "cafe\u0301", "how its characters are composed"],
    ["all three ways", " CAF\u00c9", "cafe\u0301", "case and spaces at an end and how its characters are composed"],
  ])("a name that differs by %s is told so", (_, there, asked, says) => {
    const { message } = failure(() => jobsOf([{ ...ORDERS, jobName: there }]).findJob(asked));

    expect(message).toContain(`differs in ${says} only`);
  });

  test("of names that look like one, the one with the fewest differences is named", () => {
    const jobs = jobsOf([
      { ...ORDERS, jobName: " X" },
      { ...CRM, jobName: "x " },
    ]);

    expect(failure(() => jobs.findJob("x")).message).toContain("'x ' differs in spaces at an end only");
  });

  test("a name that exists twice is an error with all ids", () => {
    const jobs = jobsOf([ORDERS, { ...CRM, jobName: "orders_to_holo" }]);

    const error = failure(() => jobs.tryFindJob("orders_to_holo"));

    expect(error.code).toBe("JobNameAmbiguous");
    expect(error.message).toContain("9, 10");
    expect(failure(() => jobs.findJob("orders_to_holo")).message).toBe(error.message);
  });

  test("findJobs lists every miss in one error", () => {
    const error = failure(() => jobsOf([ORDERS]).findJobs(["a", "orders_to_holo", "b"]));

    expect(error.code).toBe("JobNotFound");
    expect(error.message).toMatch(/'a'[\s\S]*'b'/);
  });

  test("findJobs keeps the order of the names", () => {
    const jobs = jobsOf([ORDERS, CRM]).findJobs(["crm_to_holo", "orders_to_holo"]);

    expect(jobs.map((job) => job.diJobId)).toEqual(["10", "9"]);
  });

  test("a job is found by its id, as text or number; another id is an error", () => {
    const jobs = jobsOf([ORDERS]);

    expect([jobs.findJobById("9"), jobs.findJobById(9)]).toEqual([jobs.all[0], jobs.all[0]]);
    expect(failure(() => jobs.findJobById("8")).code).toBe("JobNotFound");
  });

  test("where selects by several fields", () => {
    const jobs = jobsOf([ORDERS, CRM]);

    expect(jobs.where({ jobName: /_to_holo$/, jobStatus: ["Failed", "Stopped"] })).toEqual([jobs.findJobById("10")]);
  });

  test("a token is refused where a name or an id must be known", () => {
    const token = Token.asString({ resolve: () => "later" });

    expect(failure(() => jobsOf([]).findJob(token)).code).toBe("UnresolvedToken");
    expect(failure(() => jobsOf([]).findJobById(token)).code).toBe("UnresolvedToken");
  });

  test.each(["__proto__", "constructor", "toString", "${x}"])("%j is an ordinary name", (jobName) => {
    const jobs = jobsOf([{ jobName }]);

    expect(jobs.findJob(jobName).raw.jobName).toBe(jobName);
    expect(jobs.findJob(jobs.findJob(jobName).jobName)).toBe(jobs.findJob(jobName));
    expect(jobs.tryFindJob("valueOf")).toBeUndefined();
  });
});

describe("what is handed out", () => {
  test("texts are literals, raw is the API's own text", () => {
    const job = jobsOf([{ jobName: "${path.cwd}", owner: "%{x}" }]).findJob("${path.cwd}");

    expect(job.jobName).toBe(literal("${path.cwd}"));
    expect(job.owner).toBe(literal("%{x}"));
    expect(job.raw.jobName).toBe("${path.cwd}");
    expect(Object.keys(job)).not.toContain("raw");
    expect(Object.isFrozen(job)).toBe(true);
  });

  test("an id within 2^53 is a plain number, one beyond it a token that renders every digit", () => {
    const jobs = jobsOf([ORDERS, { jobName: "big", diJobId: "9007199254740993" }]);
    const stack = TerraformStack.of(jobs);

    new TerraformOutput(stack, "big", { value: jobs.findJob("big").diJobIdNumber, staticId: true });

    expect(jobs.findJob("orders_to_holo").diJobIdNumber).toBe(9);
    expect(JSON.parse(Testing.synth(stack)).output.big.value).toBe("${9007199254740993}");
  });

  test("the map has literal keys and leaves the status out", () => {
    const map = jobsOf([{ jobName: "__proto__" }, { jobName: "${x}" }]).toMap();

    expect(Object.keys(map)).toEqual([literal("__proto__"), literal("${x}")]);
    expect(map[literal("${x}")]).toMatchObject({ jobName: literal("${x}"), importId: "1967:10002" });
    expect(map[literal("${x}")]).not.toHaveProperty("jobStatus");
  });

  test("the map has the fields that were asked for, by id if so asked", () => {
    expect(jobsOf([ORDERS]).toMap({ by: "diJobId", fields: ["jobName", "jobStatus"] })).toEqual({
      9: { jobName: "orders_to_holo", jobStatus: "Running" },
    });
  });

  test("a field that a job does not have is not in the map", () => {
    const map = jobsOf([ORDERS, { ...CRM, owner: "ops" }]).toMap({ fields: ["owner"] });

    expect(Object.values(map).map((job) => Object.keys(job))).toEqual([[], ["owner"]]);
  });

  test("two jobs of one name make no map by name, and the message has the way out", () => {
    const error = failure(() => jobsOf([ORDERS, { ...CRM, jobName: "orders_to_holo" }]).toMap());

    expect(error.code).toBe("JobNameAmbiguous");
    expect(error.message).toContain("9, 10");
    expect(error.message).toContain('take the ids as keys: toMap({ by: "diJobId" })');
  });

  test("two jobs whose names Terraform composes to one make no map by name, and both are told apart", () => {
    const jobs = jobsOf([
      { diJobId: "1", jobName: "caf\u00e9" },
      { diJobId: "2", jobName: "cafe\u0301" },
    ]);
    const error = failure(() => jobs.toMap());

    expect(error.code).toBe("JobNameAmbiguous");
    expect(error.message).toContain("'caf\u00e9' (1), 'cafe\\u{301}' (2)");
    expect(error.message).toContain('toMap({ by: "diJobId" })');
    expect(Object.keys(jobs.toMap({ by: "diJobId" }))).toEqual(["1", "2"]);
  });

  test("jobs with half a character make no map that has it, and each is named", () => {
    const jobs = jobsOf([
      { diJobId: "1", jobName: "\ud800" },
      { diJobId: "2", jobName: "x\udfff" },
      { diJobId: "3", jobName: "👍", owner: "\udc00" },
    ]);
    const { code, message } = failure(() => jobs.toMap({ fields: ["owner"] }));

    expect(code).toBe("InvalidArgument");
    expect(message).toContain("'\\u{d800}' (1), 'x\\u{dfff}' (2), '👍' (3)");
    expect(message).toContain('take the ids as keys, and other fields: toMap({ by: "diJobId", fields: ["diJobId"] })');
    expect(jobs.toMap({ by: "diJobId", fields: ["diJobId"] })).toEqual({
      1: { diJobId: "1" },
      2: { diJobId: "2" },
      3: { diJobId: "3" },
    });
  });
});

describe("the construct", () => {
  test("under an App it says that it must stand in a stack", () => {
    const error = failure(() => new DiJobs(Testing.app(), "jobs", { regionId: "cn-shanghai", projectId: 1967 }));

    expect(error.code).toBe("NotInStack");
    expect(error.message).toContain("new DiJobs(stack");
  });

  test("an argument that cannot be is refused with the path of the construct", () => {
    const error = failure(() => jobsOf([], { projectId: 0 }));

    expect(error.code).toBe("InvalidArgument");
    expect(error.message).toContain("at prod/jobs");
  });

  test("a mistyped property is refused, where no compiler saw it: it would ask for more than was meant", () => {
    const error = failure(() => jobsOf([], { jobNameLIke: "orders" } as object));

    expect(error.code).toBe("InvalidArgument");
    expect(error.message).toContain("DiJobs has no 'jobNameLIke'");
    expect(error.message).toContain("jobNameLike");
  });

  test("a token as endpoint is refused by name", () => {
    const error = failure(() => jobsOf([], { endpoint: Token.asString({ resolve: () => "x" }) }));

    expect(error.code).toBe("UnresolvedToken");
    expect(error.message).toContain("endpoint is a token");
  });

  test("a prefetch with a context that is broken says so by the name of the variable", () => {
    process.env.CDKTF_CONTEXT_JSON = '{"dijobs":';
    const error = failure(() => DiJobs.prefetch([{ regionId: "cn-shanghai", projectId: 1967 }]));
    delete process.env.CDKTF_CONTEXT_JSON;

    expect(error.code).toBe("InvalidArgument");
    expect(error.message).toContain("CDKTF_CONTEXT_JSON is no JSON object");
  });

  test("settings in the context that are no object are refused with the path of the construct", () => {
    const stack = new TerraformStack(new App({ context: { dijobs: "locked" } }), "prod");
    const error = failure(() => new DiJobs(stack, "jobs", { regionId: "cn-shanghai", projectId: 1967 }));

    expect(error.code).toBe("InvalidArgument");
    expect(error.message).toMatch(/context dijobs cannot be 'locked'\n {2}at prod\/jobs/);
  });

  test.each<[string, (jobs: DiJobs) => unknown]>([
    ["jobName is missing", (jobs) => jobs.findJob(undefined as never)],
    ["jobName cannot be '5'", (jobs) => jobs.tryFindJob(5 as never)],
    ["jobNames cannot be 'orders'", (jobs) => jobs.findJobs("orders" as never)],
    ["jobNames[1] cannot be '5'", (jobs) => jobs.findJobs(["orders", 5] as never)],
    ["diJobId cannot be 'x'", (jobs) => jobs.findJobById("x")],
    ["a job filter has no 'name'", (jobs) => jobs.where({ name: "x" } as never)],
    ["toMap has no 'key'", (jobs) => jobs.toMap({ key: "jobName" } as never)],
    ["by cannot be 'owner'", (jobs) => jobs.toMap({ by: "owner" as never })],
    ["fields[0] cannot be 'name'", (jobs) => jobs.toMap({ fields: ["name" as never] })],
    ["duration cannot be 'soon'", (jobs) => jobs.requireFresherThan("soon")],
    ["requireFresherThan has no 'severty'", (jobs) => jobs.requireFresherThan("1h", { severty: "error" } as never)],
  ])("what is given to a function is refused by its name: %s", (words, act) => {
    const { code, message } = failure(() => act(jobsOf([ORDERS])));

    expect(code).toBe("InvalidArgument");
    expect(message).toContain(words);
    expect(message).toContain("\n  at prod/jobs");
  });

  test.each<[unknown, string]>([
    [{ regionId: "cn-shanghai", projectId: 1967 }, "props cannot be"],
    [
      [
        { regionId: "cn-shanghai", projectId: 1 },
        { regionId: "cn-shanghai", projectId: 0 },
      ],
      "at DiJobs.prefetch, props[1]",
    ],
    [[{ regionId: "cn-shanghai", projectId: 1, endpint: "x" }], "DiJobs has no 'endpint'"],
  ])("a prefetch of what cannot be is refused with its place (%#)", (props, words) => {
    process.env.DIJOBS_MODE = "locked";
    const { code, message } = failure(() => DiJobs.prefetch(props as never));
    delete process.env.DIJOBS_MODE;

    expect(code).toBe("InvalidArgument");
    expect(message).toContain(words);
    // Nothing was asked, so a fake does not come too late.
    expect(jobsOf([ORDERS]).names).toEqual(["orders_to_holo"]);
  });

  test("a lookup that nobody reads fails the synthesis of its stack", () => {
    const app = new App({ outdir: Testing.app().outdir });
    fakeDiJobs(app, {});
    const stack = new TerraformStack(app, "prod");
    new DiJobs(stack, "jobs", { regionId: "cn-shanghai", projectId: 1967 });

    expect(() => app.synth()).toThrow("[prod/jobs] the fake has no workspace 'cn-shanghai/1967'");
  });

  test("a failure that the author was told is not told again", () => {
    const app = new App({ outdir: Testing.app().outdir });
    fakeDiJobs(app, {});
    const jobs = new DiJobs(new TerraformStack(app, "prod"), "jobs", { regionId: "cn-shanghai", projectId: 1967 });
    failure(() => jobs.all);

    expect(() => app.synth()).not.toThrow();
  });
});
