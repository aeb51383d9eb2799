import { App, DataResource, TerraformResource, TerraformStack } from "cdktf";
import { DiJobs } from "../../src/frameworks/cdktf";
import { fakeDiJobs } from "../../src/testing/fake";
import { literal } from "../../src/text/literal";
import { failure } from "../_support/failure";
import { written } from "../_support/synth";

/** A stack that looks up the jobs of some workspaces, which were observed on 2024-01-01 at midnight. */
function stackWithJobs(...projectIds: number[]) {
  const app = new App();
  fakeDiJobs(app, Object.fromEntries(projectIds.map((id) => [`cn-shanghai/${id}`, []])));
  const stack = new TerraformStack(app, "stack");
  const [first, ...others] = projectIds.map(
    (projectId) => new DiJobs(stack, `jobs-${projectId}`, { regionId: "cn-shanghai", projectId }),
  );
  if (first === undefined) throw new Error("a workspace is needed");
  return { stack, jobs: first, others };
}

const LOCAL = { jobs_of: "cn-shanghai/1967", observed_at: "2024-01-01T00:00:00Z", fresh_until: "2024-01-02T00:00:00Z" };

test("an answer without a requirement puts no time into the stack", () => {
  const { stack, jobs } = stackWithJobs(1967);
  jobs.toMap();

  expect(JSON.stringify(written(stack))).not.toContain("2024-01-01");
});

test("a warning is a check, and adds no resource", () => {
  const { stack, jobs } = stackWithJobs(1967);

  const guard = jobs.requireFresherThan("24h", { severity: "warning" });

  const { check, locals, resource } = written(stack);
  expect(guard).toBeUndefined();
  expect(resource).toBeUndefined();
  expect(locals).toEqual({ dijobs_freshness: [LOCAL] });
  expect(check.dijobs_freshness.assert).toEqual([
    {
      condition: "${timecmp(plantimestamp(), local.dijobs_freshness[0].fresh_until) <= 0}",
      error_message: expect.stringContaining("the jobs of cn-shanghai/1967 were looked up at ${local."),
    },
  ]);
});

test("an error is a guard that resources depend on", () => {
  const { stack, jobs } = stackWithJobs(1967);
  const guard = jobs.requireFresherThan("24h");
  new TerraformResource(stack, "alarm", { terraformResourceType: "test_alarm", dependsOn: [guard] });

  const { check, locals, resource } = written(stack);
  expect(check).toBeUndefined();
  expect(locals).toEqual({ dijobs_freshness: [LOCAL] });
  expect(resource.test_alarm.alarm.depends_on).toEqual(["terraform_data.dijobs_freshness"]);
  expect(
    resource.terraform_data.dijobs_freshness.lifecycle.precondition.map((one: { condition: string }) => one.condition),
  ).toEqual([
    "${timecmp(plantimestamp(), local.dijobs_freshness[0].fresh_until) <= 0}",
    "${timecmp(timestamp(), local.dijobs_freshness[0].fresh_until) <= 0}",
  ]);
});

test.each([
  ["warning", "24h", ["plan"]],
  ["error", "7d", ["plan", "apply"]],
] as const)(
  "what Terraform prints (%s) says what is too old, since when, and what to do",
  (severity, duration, whens) => {
    const { stack, jobs } = stackWithJobs(1967);
    jobs.requireFresherThan(duration, { severity });

    const { check, resource } = written(stack);
    const conditions: { error_message: string }[] =
      check?.dijobs_freshness.assert ?? resource.terraform_data.dijobs_freshness.lifecycle.precondition;
    expect(conditions.map((each) => each.error_message)).toEqual(
      whens.map(
        (when) =>
          "the jobs of cn-shanghai/1967 were looked up at ${local.dijobs_freshness[0].observed_at}, " +
          `more than ${duration} before this ${when}: synthesize and plan again ` +
          "(with DIJOBS_MODE=locked, first: npx --no-install dijobs refresh)",
      ),
    );
  },
);

test("each requirement of a stack has its own time, also where some stop and others warn", () => {
  const { stack, jobs, others } = stackWithJobs(1967, 2044);
  jobs.requireFresherThan("24h", { severity: "warning" });
  others[0]?.requireFresherThan("7d");

  const { check, resource, locals } = written(stack);
  const times = (conditions: { condition: string }[]) => conditions.map(({ condition }) => condition);
  expect(times(check.dijobs_freshness.assert)).toEqual([
    "${timecmp(plantimestamp(), local.dijobs_freshness[0].fresh_until) <= 0}",
  ]);
  expect(times(resource.terraform_data.dijobs_freshness.lifecycle.precondition)).toEqual([
    "${timecmp(plantimestamp(), local.dijobs_freshness[1].fresh_until) <= 0}",
    "${timecmp(timestamp(), local.dijobs_freshness[1].fresh_until) <= 0}",
  ]);
  expect(locals.dijobs_freshness).toEqual([
    LOCAL,
    { ...LOCAL, jobs_of: "cn-shanghai/2044", fresh_until: "2024-01-08T00:00:00Z" },
  ]);
});

test("times stand in locals and nowhere else", () => {
  const { stack, jobs } = stackWithJobs(1967);
  jobs.requireFresherThan("24h");
  jobs.requireFresherThan("1h", { severity: "warning" });

  const { locals, ...rest } = written(stack);
  expect(locals.dijobs_freshness).toHaveLength(2);
  expect(JSON.stringify(rest)).not.toContain("2024-01");
});

test("several questions of a stack share one guard", () => {
  const { stack, jobs, others } = stackWithJobs(1967, 2044, 3000);
  const guards = [jobs, ...others].map((each) => each.requireFresherThan("7d"));

  const { resource, locals } = written(stack);
  expect(new Set(guards.map(({ fqn }) => fqn)).size).toBe(1);
  expect(Object.keys(resource.terraform_data)).toEqual(["dijobs_freshness"]);
  expect(resource.terraform_data.dijobs_freshness.lifecycle.precondition).toHaveLength(6);
  expect(locals.dijobs_freshness.map((one: { jobs_of: string }) => one.jobs_of)).toEqual([
    "cn-shanghai/1967",
    "cn-shanghai/2044",
    "cn-shanghai/3000",
  ]);
});

test("the guard stands beside resources of the user's own", () => {
  const { stack, jobs } = stackWithJobs(1967);
  jobs.requireFresherThan("24h");
  new DataResource(stack, "mine", { input: { x: "y" } });

  expect(Object.keys(written(stack, false).resource.terraform_data).sort()).toEqual(["dijobs_freshness", "mine"]);
});

test("two stacks have a guard each", () => {
  const app = new App();
  fakeDiJobs(app, { "cn-shanghai/1967": [] });
  const stacks = ["a", "b"].map((id) => {
    const stack = new TerraformStack(app, id);
    new DiJobs(stack, "jobs", { regionId: "cn-shanghai", projectId: 1967 }).requireFresherThan("24h");
    return stack;
  });

  for (const stack of stacks)
    expect(written(stack).resource.terraform_data.dijobs_freshness.lifecycle.precondition).toHaveLength(2);
});

test("a question with braces in it stays a text", () => {
  const app = new App();
  fakeDiJobs(app, { "cn-shanghai/1967": [] });
  const stack = new TerraformStack(app, "stack");
  const props = { regionId: "cn-shanghai", projectId: 1967, jobNameLike: "${file('x')}" } as const;
  new DiJobs(stack, "jobs", props).requireFresherThan("24h", { severity: "warning" });

  const escaped = literal("cn-shanghai/1967, jobNameLike '${file('x')}'");
  expect(escaped).not.toContain("${file");
  expect(written(stack).locals.dijobs_freshness[0].jobs_of).toBe(escaped);
  expect(written(stack).check.dijobs_freshness.assert[0].error_message).toContain(`the jobs of ${escaped} were`);
});

test.each(["", "24", "1.5h", "-1h", "soon"])("the duration %j is refused, and nothing is added", (duration) => {
  const { stack, jobs } = stackWithJobs(1967);

  expect(failure(() => jobs.requireFresherThan(duration)).code).toBe("InvalidArgument");
  expect(written(stack).locals).toBeUndefined();
});

test("an unknown severity is refused", () => {
  const severity = JSON.parse('"fatal"');

  expect(failure(() => stackWithJobs(1967).jobs.requireFresherThan("1h", { severity })).message).toContain("'fatal'");
});

test("what Terraform prints of a late plan obeys no character of a filter", () => {
  const { stack } = stackWithJobs(1967);
  const filtered = new DiJobs(stack, "filtered", {
    regionId: "cn-shanghai",
    projectId: 1967,
    jobNameLike: "a\u001b[31m",
  });

  filtered.requireFresherThan("24h", { severity: "warning" });

  const [{ error_message }] = written(stack).check.dijobs_freshness.assert;
  expect(error_message).toContain(literal("cn-shanghai/1967, jobNameLike 'a\\u{1b}[31m'"));
});
