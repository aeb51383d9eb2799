import { createHash } from "node:crypto";
import { renderSnapshot } from "../../src/snapshot/render";
import { type Cli, makeCli } from "../_support/cli";
import { job, lookup, snapshotOf } from "../_support/lookups";

const POLICY = `version: 1
workspaces:
  orders-prod: { regionId: cn-shanghai, projectId: 1967 }
rules:
  - id: required
    rule: jobExists
    with: { names: [orders_to_holo] }
  - id: running
    rule: jobStatus
    jobs: { jobName: orders_to_holo }
    with: { allowed: [Running] }
  - id: naming
    rule: jobName
    with: { pattern: "^[a-z_]+$" }
    severity: warning
`;

let cli: Cli;

beforeEach(async () => {
  cli = await makeCli();
  cli.write("dijobs.policy.yaml", POLICY);
});

afterEach(() => cli.close());

test("check judges every workspace of the policy, and reports passes with the evidence", async () => {
  const { status, stdout, stderr } = await cli.run("check", "--policy", "dijobs.policy.yaml", "--format", "json");

  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({
    command: "check",
    tool: { name: "dijobs", version: expect.stringMatching(/^\d+\.\d+\.\d+/) },
    policy: { path: "dijobs.policy.yaml", sha256: createHash("sha256").update(POLICY).digest("hex") },
    evidence: [{ workspace: "cn-shanghai/1967", alias: "orders-prod", source: "live", jobs: 6, calls: 1 }],
    summary: { errors: 0, warnings: 1, unchecked: 0, passed: 7 },
  });
  expect(Date.parse(report.evidence[0].observedAt)).not.toBeNaN();
});

test("a workspace without jobs passes, and is told, because its id may be a slip", async () => {
  cli.write(
    "dijobs.policy.yaml",
    "version: 1\nworkspaces: { orders: { regionId: cn-shanghai, projectId: 1976 } }\nrules: [{ id: once, rule: uniqueNames }]\n",
  );

  const { status, stdout, stderr } = await cli.run("check");

  expect(status).toBe(0);
  expect(stdout).toContain("cn-shanghai/1976 has no job to check");
  expect(stderr).toBe("note: cn-shanghai/1976 has no jobs: are the region and the id right?\n");
});

test("a finding of severity error fails; a warning only with --fail-on warning", async () => {
  expect((await cli.run("check", "--fail-on", "warning")).status).toBe(1);
  await cli.emulator.updateJob("16627", { jobStatus: "Failed" });

  const { status, stdout } = await cli.run("check");

  expect(status).toBe(1);
  expect(stdout).toContain("'orders_to_holo' (16627) is Failed, not Running");
  expect(stdout).toContain("'mysql_to_holo_sync_8772' (16626) does not match");
});

test("check --locked asks nothing, and leaves the status unchecked unless that is allowed", async () => {
  await cli.run("refresh", "-w", "orders-prod");
  await cli.emulator.forgetCalls();

  const unchecked = await cli.run("check", "--locked");
  const allowed = await cli.run("check", "--locked", "--allow-unchecked", "statusTooOld");

  expect(unchecked.status).toBe(2);
  expect(unchecked.stdout).toContain("could not be checked: its status is that of a snapshot");
  expect(allowed.status).toBe(0);
  expect(await cli.emulator.calls()).toEqual([]);
});

test("check --locked judges the answer to its own question, where that of another version is recorded, too", async () => {
  const orders = lookup([job("16627", "orders_to_holo")], { apiVersion: "2020-05-18" });
  const renamed = lookup([job("16627", "renamed")], { apiVersion: "2024-05-18" });
  cli.write("dataworks.snapshot.json", renderSnapshot(snapshotOf(orders, renamed)));

  const [first, second] = await Promise.all([
    cli.run("check", "--locked", "--allow-unchecked", "statusTooOld", "--api-version", "2020-05-18"),
    cli.run("check", "--locked", "--allow-unchecked", "statusTooOld", "--api-version", "2024-05-18"),
  ]);

  expect(first.status).toBe(0);
  expect(second.status).toBe(1);
  expect(second.stdout).toContain("has no job named 'orders_to_holo'");
});

test("a workspace that the snapshot lacks is unchecked with exit 2", async () => {
  await cli.run("refresh", "-w", "cn-beijing/1");

  const { status, stdout } = await cli.run("check", "--locked");

  expect(status).toBe(2);
  expect(stdout).toContain("has no answer for cn-shanghai/1967");
});

test("a workspace that cannot be listed is unchecked as a whole, and exit 2 beats the findings elsewhere", async () => {
  await cli.emulator.updateJob("16627", { jobStatus: "Failed" });
  await cli.emulator.setFaults([{ kind: "error", code: "Forbidden.Access", times: 1 }]);

  const { status, stdout, stderr } = await cli.run(
    ...["check", "-w", "orders-prod", "-w", "cn-beijing/2044", "--format", "json"],
  );

  expect(status).toBe(2);
  const report = JSON.parse(stdout);
  expect(report.unanswered).toMatchObject([{ code: "AccessDenied" }]);
  expect(report.summary.unchecked).toBe(1);
  expect(report.results.filter(({ outcome }: { outcome: string }) => outcome === "fail").length).toBeGreaterThan(0);
  expect(stderr).toMatch(/^error: the edition of DataWorks/);
});

test("check without a policy says how to name it", async () => {
  const { status, stdout, stderr } = await cli.run("check", "--policy", "nowhere.yaml");
  const other = await makeCli();
  const unnamed = await other.run("check");
  await other.close();

  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain("nowhere.yaml");
  expect(unnamed.status).toBe(2);
  expect(unnamed.stderr).toContain("--policy FILE");
});

test("a policy that makes no sense is refused at its line, before anything is asked", async () => {
  cli.write("dijobs.policy.yaml", POLICY.replace("rule: jobName", "rule: jobNam"));

  const { status, stderr } = await cli.run("check");

  expect(status).toBe(2);
  expect(stderr).toContain("dijobs.policy.yaml:13");
  expect(await cli.emulator.calls()).toEqual([]);
});

test("a file that cannot be written makes exit 2, and the others are still written", async () => {
  const { status, stdout, stderr } = await cli.run(
    ...["check", "--format", "junit=dijobs.policy.yaml/x.xml", "--format", "markdown+=summary.md"],
  );

  expect(status).toBe(2);
  expect(stderr).toContain("dijobs.policy.yaml/x.xml");
  expect(stdout).toContain("passed");
  expect(cli.read("summary.md")).toMatch(/^## dijobs check/);
});

test("a reason to allow that is mistyped is refused, not passed over", async () => {
  const { status, stderr } = await cli.run("check", "--locked", "--allow-unchecked", "statusToOld");

  expect(stderr).toContain("--allow-unchecked cannot be 'statusToOld'");
  expect(stderr).toContain("statusTooOld, partOfWorkspace");
  expect(status).toBe(2);
});

test("a dead workspace is one line, and a finding about an acknowledgement names job, workspace and line", async () => {
  const acknowledge = `acknowledge:
  - id: naming
    workspace: orders-prod
    job: { diJobId: 4711 }
    reason: accepted until the cut-over
    by: me@example.com
    until: 2099-12-31
`;
  cli.write("dijobs.policy.yaml", `${POLICY}longestAcknowledgementDays: 30\n${acknowledge}`);
  const found = await cli.run("check");
  await cli.emulator.setFaults([{ kind: "error", code: "Forbidden.Access" }]);
  const dead = await cli.run("check");

  expect(found.stdout).toMatch(
    /the acknowledgement by me@example.com of the job 4711 in cn-shanghai\/1967 lasts until 2099-12-31.*latest day allowed is \d{4}-\d\d-\d\d \(dijobs.policy.yaml:18\)/,
  );
  expect(dead.status).toBe(2);
  expect(dead.stdout.split("\n").filter((line) => line.startsWith("unchecked"))).toHaveLength(1);
  expect(dead.stdout).toContain("1 not checked");
});
