import { type Cli, makeCli } from "../_support/cli";

const NAME = `${"a".repeat(200)}X`;

let cli: Cli;

beforeEach(async () => {
  cli = await makeCli({ jobs: [{ regionId: "cn-shanghai", projectId: "1967", jobName: NAME }] });
});

afterEach(() => cli.close());

test("a check whose pattern would backtrack without end comes to its end", async () => {
  cli.write(
    "dijobs.policy.yaml",
    `version: 1
workspaces: { w: { regionId: cn-shanghai, projectId: 1967 } }
rules:
  - { id: naming, rule: jobName, with: { pattern: "^(a+)+$" } }
  - { id: selected, rule: jobCount, jobs: { jobName: { pattern: "^(a|aa)+X$" } }, with: { min: 1, max: 1 } }
`,
  );

  const { status, signal, stdout } = await cli.run("check", "--format", "json");

  expect({ status, signal }).toEqual({ status: 1, signal: null });
  expect(JSON.parse(stdout).results).toMatchObject([
    { ruleId: "naming", outcome: "fail", job: { jobName: NAME }, args: { pattern: "^(a+)+$" } },
    { ruleId: "selected", outcome: "pass", args: { jobs: 1 } },
  ]);
});
