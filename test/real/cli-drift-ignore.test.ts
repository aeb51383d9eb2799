import { type Cli, makeCli } from "../_support/cli";

const policy = (ignore: string) => `version: 1
workspaces:
  orders: { regionId: cn-shanghai, projectName: orders_prod }
rules: [{ id: unique, rule: uniqueNames }]
longestAcknowledgementDays: 30000
drift:
  ignore:
${ignore}`;

const ENTRY = `    - kind: removed
      workspace: cn-shanghai/orders_prod
      job: { pattern: "^tmp_" }
      reason: moved to another workspace
      by: me@example.com
      until: 2099-12-31
`;

let cli: Cli;

beforeEach(async () => {
  cli = await makeCli({
    jobs: [
      { diJobId: "7", jobName: "tmp_a" },
      { diJobId: "8", jobName: "orders" },
    ],
  });
  await cli.run("refresh", "-w", "cn-shanghai/1967");
  await cli.emulator.removeJob("7");
});

afterEach(() => cli.close());

const drift = async (...args: string[]) => {
  const { status, stdout, stderr } = await cli.run("drift", "--fail-on", "removed", "--format", "json", ...args);
  return { status, stderr, report: stdout === "" ? undefined : JSON.parse(stdout) };
};

test("differences that the policy expects do not fail, and say who expects them until when", async () => {
  const without = await drift();
  cli.write("dijobs.policy.yaml", policy(ENTRY));
  const { status, report } = await drift();
  const text = await cli.run("drift");

  expect([without.status, status]).toEqual([1, 0]);
  expect(report).toMatchObject({
    summary: { failing: 0, shown: 0, ignored: 1 },
    drift: [{ kind: "removed", fails: false, ignored: { by: "me@example.com", until: "2099-12-31" } }],
    ignoreFindings: [],
  });
  expect(text.stdout).toMatch(/^acknowledged .*moved to another workspace; me@example.com, until 2099-12-31/m);
});

test("an entry that is over, or matches nothing, fails and says its line", async () => {
  cli.write("dijobs.policy.yaml", policy(ENTRY.replace("2099-12-31", "2020-01-31") + ENTRY.replace("^tmp_", "^temp_")));

  const { status, report } = await drift("--policy", "dijobs.policy.yaml");
  const junit = await cli.run("drift", "--policy", "dijobs.policy.yaml", "--format", "junit");

  expect(status).toBe(1);
  expect(report.ignoreFindings.map(({ kind, place }: { kind: string; place: object }) => [kind, place])).toEqual([
    ["ignoreExpired", { path: "dijobs.policy.yaml", line: 8 }],
    ["ignoreUnused", { path: "dijobs.policy.yaml", line: 14 }],
  ]);
  expect(report.ignoreFindings[1].message).toContain("(dijobs.policy.yaml:14)");
  expect(junit.status).toBe(1);
  expect(junit.stdout).toContain('failures="2"');
});

test("whether an entry matches is not told where its workspace was not compared", async () => {
  cli.write("dijobs.policy.yaml", policy(ENTRY.replace("^tmp_", "^temp_")));
  await cli.emulator.setFaults([{ kind: "error", code: "Forbidden.Access", action: "ListDIJobs" }]);

  const { status, report } = await drift("--policy", "dijobs.policy.yaml");

  expect(status).toBe(2);
  expect(report.ignoreFindings).toEqual([]);
});

test("an entry for everything is refused with its line", async () => {
  cli.write("dijobs.policy.yaml", policy(ENTRY.replace("kind: removed\n      ", "").replace(/ +job: .*\n/, "")));

  const { status, stderr } = await drift("--policy", "dijobs.policy.yaml");

  expect(status).toBe(2);
  expect(stderr).toMatch(/dijobs.policy.yaml:8:\d+, drift.ignore\[0\]: kind is missing/);
});
