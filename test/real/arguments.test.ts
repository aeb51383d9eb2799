import { join } from "node:path";
import { entry } from "../_support/framework";
import { makeProject, type Ran } from "../_support/project";

const APP = join(__dirname, "../fixtures/apps/mistakes.ts");

function run(...args: readonly string[]): Ran {
  const project = makeProject(APP);
  const ran = project.run({}, "tsx", "main.ts", ...args);
  project.remove();
  return ran;
}

test("in an app that no compiler saw, every mistake is told with its place", () => {
  const { stdout, stderr } = run();

  expect(stdout.trim().split("\n")).toEqual([
    "a name that is none: InvalidArgument at prod/jobs: jobName is missing",
    "a pattern for a name: InvalidArgument at prod/jobs: jobName cannot be the pattern /orders/",
    "a text for a list: InvalidArgument at prod/jobs: jobNames cannot be 'orders'",
    "a filter without a value: InvalidArgument at prod/jobs: jobStatus is missing",
    "a rule that is not called: InvalidArgument at prod/jobs: rule cannot be a function",
    "a mistyped severity: InvalidArgument at prod/jobs: severity cannot be 'warn'",
    "a mistyped option: InvalidArgument at prod/jobs: assert has no 'severty'",
    "a mistyped option of the map: InvalidArgument at prod/jobs: toMap has no 'feilds'",
    "a duration without a unit: InvalidArgument at prod/jobs: duration cannot be '24'",
    "an alarm without a job: InvalidArgument at prod/a: job is missing",
    "an alarm for an id: InvalidArgument at prod/b: job cannot be '10001'",
    "an alarm for nobody: InvalidArgument at prod/c: notificationSettings is missing",
    "an alarm that is enabledd: InvalidArgument at prod/d: DiAlarmRule has no 'enabledd'",
    "no rule set: InvalidArgument at nowhere: the argument of applyRules is missing",
    "tags of no job: InvalidArgument at nowhere: job is missing",
    "a number as a text: InvalidArgument at nowhere: text cannot be '5'",
    "a prefetch of one: InvalidArgument at nowhere: props cannot be an object",
    "a fake that comes late: nothing was wrong",
  ]);
  expect(stderr).toMatch(
    /\nDataWorksError \[InvalidArgument\]: jobName is missing\n {2}at prod\/jobs\n {2}pass a text\n {4}at .*main\.ts:/,
  );
});

test.each(["jobTags(undefined)", "literal(5)", 'new TagWithJob("orders")', "DiJobs.prefetch(5)"])(
  "%s, caught by nobody, shows no line of this package",
  (call) => {
    const project = makeProject(APP);
    const code = `const { jobTags, literal, TagWithJob, DiJobs } = require("${entry}"); ${call}`;
    const { stderr } = project.run({}, process.execPath, "-e", code);
    project.remove();

    expect(stderr).toMatch(/^(\[eval\]:1\n[^\n]*\n *\^\n\n|\n)?DataWorksError \[InvalidArgument\]: /);
    expect(stderr).not.toContain("dist/");
  },
);

test("a fake that comes after the stacks is told", () => {
  expect(run("without a fake").stdout).toContain(
    "a fake that comes late: InvalidArgument at nowhere: fakeDiJobs comes too late: DiJobs 'prod/jobs' has asked without it",
  );
});

test.each([
  ["a prefetch", ["-e", `require("${entry}").DiJobs.prefetch([])`]],
  ["dijobs refresh", [join(__dirname, "../../dist/cli/program.js"), "refresh"]],
])("%s names the context that is no JSON", (_, args) => {
  const project = makeProject(APP);
  const { status, stderr } = project.run({ CDKTF_CONTEXT_JSON: '{"dijobs":' }, process.execPath, ...args);
  project.remove();

  expect(status).not.toBe(0);
  expect(stderr).toMatch(/CDKTF_CONTEXT_JSON is no JSON object: .*JSON/);
  expect(stderr).not.toContain("SyntaxError");
});
