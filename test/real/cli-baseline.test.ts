import { type Cli, makeCli } from "../_support/cli";

const POLICY = `version: 1
workspaces:
  orders: { regionId: cn-shanghai, projectId: 1967 }
  crm: { regionId: cn-shanghai, projectId: 2044 }
rules:
  - id: naming
    rule: jobName
    with: { pattern: "^[a-z_]+$" }
`;

const ALL = ["json", "junit", "sarif", "markdown", "github"];
const KNOWN = ["--baseline", "di.baseline.jsonl"];

let cli: Cli;

const check = (...args: string[]) =>
  cli.run("check", ...KNOWN, ...args, ...ALL.flatMap((name) => ["--format", `${name}=out.${name}`]));

beforeEach(async () => {
  cli = await makeCli({
    jobs: [
      { projectId: "1967", diJobId: "7", jobName: "Old" },
      { projectId: "1967", diJobId: "8", jobName: "fine" },
      { projectId: "2044", diJobId: "9", jobName: "Crm" },
    ],
  });
  cli.write("dijobs.policy.yaml", POLICY);
});

afterEach(() => cli.close());

test("findings that were there do not fail, and every format says so", async () => {
  const written = await check("--update-baseline");
  const before = cli.read("di.baseline.jsonl");
  const again = await check();

  expect([written.status, again.status]).toEqual([0, 0]);
  expect(before.trimEnd().split("\n")).toEqual([
    '{"dijobs":"baseline","version":1}',
    '{"workspace":"cn-shanghai/1967","rule":"naming","kind":"jobName","diJobId":"7","jobName":"Old"}',
    '{"workspace":"cn-shanghai/2044","rule":"naming","kind":"jobName","diJobId":"9","jobName":"Crm"}',
  ]);
  expect(again.stdout).toContain("2 known, 1 passed (exit code 0: nothing to do)");
  expect(JSON.parse(cli.read("out.json"))).toMatchObject({ exitCode: 0, summary: { errors: 0, known: 2 } });
  expect(cli.read("out.junit")).toContain('tests="3" failures="0" errors="0" skipped="2"');
  expect(cli.read("out.github")).not.toMatch(/^::/m);
  const { results } = JSON.parse(cli.read("out.sarif")).runs[0];
  expect(results.map(({ baselineState }: { baselineState: string }) => baselineState)).toEqual([
    "unchanged",
    "unchanged",
  ]);
  expect(cli.read("out.markdown")).toContain("### Known");
});

test("a new finding fails, and a repaired one is told, until the baseline is written anew", async () => {
  await check("--update-baseline");
  await cli.emulator.updateJob("7", { jobName: "repaired" });
  await cli.emulator.addJobs([{ projectId: "1967", diJobId: "10", jobName: "New" }]);

  const { status, stdout } = await check();

  expect(status).toBe(1);
  expect(stdout).toMatch(/^error +orders +naming +'New' \(10\)/m);
  expect(stdout).toMatch(/^repaired +orders +naming +'Old' \(7\) was a finding of jobName/m);
  expect(JSON.parse(cli.read("out.json"))).toMatchObject({
    summary: { errors: 1, known: 1 },
    baseline: { path: "di.baseline.jsonl", written: false, repaired: [{ diJobId: "7", ruleId: "naming" }] },
  });
  expect(cli.read("out.junit")).toContain('failures="1" errors="0" skipped="1"');
  expect(cli.read("out.github")).toMatch(/^::error .*orders%3A naming/m);
  const { results } = JSON.parse(cli.read("out.sarif")).runs[0];
  expect(results.map(({ baselineState }: { baselineState: string }) => baselineState)).toEqual([
    "new",
    "absent",
    "unchanged",
  ]);

  expect((await check("--update-baseline")).status).toBe(0);
  expect(cli.read("di.baseline.jsonl")).not.toContain('"7"');
});

test("what could not be checked is neither known nor forgotten", async () => {
  await check("--update-baseline");
  const before = cli.read("di.baseline.jsonl");
  await cli.emulator.setFaults([{ kind: "error", code: "Forbidden.Access" }]);

  const down = await check("--update-baseline");
  await cli.emulator.clearFaults();
  const part = await check("--update-baseline", "-w", "orders");

  expect([down.status, part.status]).toEqual([2, 0]);
  expect(cli.read("di.baseline.jsonl")).toBe(before);
});

test("nothing is asked with a baseline that is not there, is none, or is no file", async () => {
  cli.write("none.jsonl", "{}\n");
  for (const [args, says] of [
    [KNOWN, "there is no baseline"],
    [["--baseline", "none.jsonl"], "none.jsonl:1': it does not begin as a baseline"],
    [["--baseline", "/dev/zero"], "it is a device, not a file"],
    [["--update-baseline"], "error: --baseline is missing\n  say which file to update: --baseline FILE"],
  ] as const) {
    const { status, stderr } = await cli.run("check", ...args);
    expect(status).toBe(2);
    expect(stderr).toContain(says);
  }
  expect(await cli.emulator.calls()).toEqual([]);
});
