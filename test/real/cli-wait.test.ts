import { type Cli, makeCli } from "../_support/cli";

let cli: Cli;
const WAIT = ["wait", "--workspace", "cn-shanghai/1967", "--every", "1s"];

beforeEach(async () => {
  cli = await makeCli();
});

afterEach(() => cli.close());

test("wait ends as soon as every job has a wanted status, asking for the name only", async () => {
  const { status, stdout, stderr } = await cli.run(...WAIT, "--name", "orders_to_holo", "--until", "running,finished");

  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/^reached: 'orders_to_holo' \(16627\) is 'Running'$/m);
  expect(stdout).toMatch(
    /^cn-shanghai\/1967: reached after .*1 sample, one every 1 second, 1 call; what happened between/m,
  );
  expect(await cli.emulator.calls()).toMatchObject([{ parameters: { JobName: "orders_to_holo" } }]);
});

test("wait sees a job change, and with --for that it stays so", async () => {
  const waiting = cli.start(...WAIT, "--id", "16631", "--until", "Running", "--for", "1s", "--format", "json");
  await calls(1);
  await cli.emulator.updateJob("16631", { jobStatus: "Running" });

  const { status, stdout } = await waiting.ended;

  expect(status).toBe(0);
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({
    version: 1,
    command: "wait",
    outcome: "reached",
    jobs: [{ diJobId: "16631", jobName: "customers_to_holo", jobStatus: "Running", outcome: "reached" }],
  });
  expect(report.samples).toBeGreaterThanOrEqual(3);
  expect(report.calls).toBe((await cli.emulator.calls()).length);
  expect(report.jobs[0].heldMs).toBeGreaterThanOrEqual(1_000);
});

test("a job named by its id is looked for among all once, and by its name from then on", async () => {
  const waiting = cli.start(...WAIT, "--id", "16627", "--until", "Finished");
  await calls(3);
  waiting.signalGroup("SIGINT");
  await waiting.ended;

  const [first, ...later] = (await cli.emulator.calls()).map(({ parameters }) => parameters.JobName);
  expect(first).toBeUndefined();
  expect([...new Set(later)]).toEqual(["orders_to_holo"]);
});

test("a failed job ends the wait at once, whatever the others do", async () => {
  const { status, stdout } = await cli.run(...WAIT, "--name", "stock_to_holo", "--id", "16631", "--until", "Running");

  expect(status).toBe(1);
  expect(stdout).toMatch(/^failed: 'stock_to_holo' \(16630\) is 'Failed' \(wanted: Running\)$/m);
  expect(stdout).toMatch(/^timedOut: 'customers_to_holo'/m);
  expect(stdout).toContain("cn-shanghai/1967: failed after");
});

test("a job that is not there is waited for, or with --missing fail ends the wait", async () => {
  const timedOut = await cli.run(...WAIT, "--name", "nobody", "--until", "Running", "--timeout", "1s");
  const failed = await cli.run(...WAIT, "--name", "nobody", "--until", "Running", "--missing", "fail");

  expect(timedOut.status).toBe(1);
  expect(timedOut.stdout).toMatch(/^timedOut: 'nobody' is not there/m);
  expect(failed.status).toBe(1);
  expect(failed.stdout).toMatch(/^failed: 'nobody' is not there/m);
});

test("a wait that cannot see its job at the end says notSeen, with exit 2", async () => {
  await cli.emulator.setFaults([{ kind: "refuse" }]);

  const { status, stdout, stderr } = await cli.run(
    ...WAIT,
    ...["--name", "orders_to_holo", "--until", "Running", "--timeout", "1s", "--format", "json"],
  );

  expect(status).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ outcome: "notSeen", jobs: [{ error: { code: "ServiceUnavailable" } }] });
  expect(stderr).toMatch(/^error: cannot reach/m);
});

test("a refusal ends the wait at once", async () => {
  await cli.emulator.setFaults([{ kind: "error", code: "InvalidAccessKeyId.NotFound" }]);

  const { status, stdout, stderr } = await cli.run(...WAIT, "--name", "orders_to_holo", "--until", "Running");

  expect(status).toBe(2);
  expect(stdout).toContain("notSeen: 'orders_to_holo' could not be seen (AccessDenied)");
  expect(stderr).toContain("InvalidAccessKeyId.NotFound");
});

test("two jobs of one name are an error that says how to name one", async () => {
  await cli.emulator.addJobs([{ jobName: "orders_to_holo", diJobId: 99 }]);

  const { status, stderr } = await cli.run(...WAIT, "--name", "orders_to_holo", "--until", "Running");

  expect(status).toBe(2);
  expect(stderr).toContain("2 jobs named 'orders_to_holo': 99, 16627");
  expect(stderr).toContain("--id 99");
});

test.each([
  [["--until", "Running"], "--name NAME or --id ID"],
  [["--name", "x"], "required option '--until <status>' not specified"],
  [["--name", "x", "--until", "Running", "--for", "soon"], "30s, 10m, 24h or 7d"],
  [["--name", "x", "--until", "Running", "--for", "10m"], "shorter than --timeout"],
  [["--name", "x", "--until", "Runing"], "--until cannot be 'Runing'\n  did you mean 'Running'?"],
  [["--name", "x", "--until", "Running", "--fail-on", "Stoped"], "did you mean 'Stopped'?"],
  [["--name", "x", "--until", "Running", "--format", "html"], "use text, json, junit, github"],
  [["--id", "x", "--until", "Running"], "use the id that dijobs list shows"],
])("wait %j is refused before anything is asked", async (args, says) => {
  const { status, stdout, stderr } = await cli.run(...WAIT, ...args);

  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain(says);
  expect(await cli.emulator.calls()).toEqual([]);
});

test("a status that is none yet is waited for, with a word about it", async () => {
  const { status, stderr } = await cli.run(...WAIT, "--name", "orders_to_holo", "--until", "Suspended,Running");

  expect(status).toBe(0);
  expect(stderr).toBe("note: 'Suspended' is no documented status\n");
});

describe("several workspaces", () => {
  const BOTH = ["wait", "-w", "cn-shanghai/1967", "-w", "cn-beijing/2041", "--every", "1s"];

  beforeEach(async () => {
    await cli.emulator.addJobs([
      { regionId: "cn-beijing", projectId: "2041", jobName: "orders_to_holo", diJobId: 99, jobStatus: "Stopped" },
      { regionId: "cn-beijing", projectId: "2041", jobName: "other", diJobId: 98, jobStatus: "Running" },
    ]);
  });

  test("a name is waited for in each, asked for by its name only, and every format tells them apart", async () => {
    const waiting = cli.start(
      ...[...BOTH, "--name", "orders_to_holo", "--until", "Running", "--format", "json"],
      ...["--format", "junit=out/wait.xml", "--format", "text=wait.txt", "--format", "github+=summary"],
    );
    await calls(1);
    await cli.emulator.updateJob("99", { jobStatus: "Running" });

    const { status, stdout } = await waiting.ended;

    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      outcome: "reached",
      workspaces: [{ workspace: "cn-shanghai/1967" }, { workspace: "cn-beijing/2041" }],
      jobs: [
        { workspace: "cn-shanghai/1967", diJobId: "16627" },
        { workspace: "cn-beijing/2041", diJobId: "99", jobStatus: "Running" },
      ],
    });
    const asked = (await cli.emulator.calls()).map(({ parameters }) => `${parameters.ProjectId} ${parameters.JobName}`);
    expect(new Set(asked)).toEqual(new Set(["1967 orders_to_holo", "2041 orders_to_holo"]));
    expect(cli.read("out/wait.xml")).toMatch(/<testsuites name="dijobs wait" tests="2" failures="0" errors="0"/);
    expect(cli.read("wait.txt")).toContain("reached: cn-beijing/2041 'orders_to_holo' (99) is 'Running'");
    expect(cli.read("summary")).toMatch(/^dijobs wait: 2 workspaces: reached after/m);
  });

  test("an id is found in whichever has it, and its name is asked there from then on", async () => {
    const { status, stdout } = await cli.run(
      ...[...BOTH, "--id", "98,16627", "--until", "Running", "--for", "1s", "--format", "json"],
    );

    expect(status).toBe(0);
    expect(JSON.parse(stdout).jobs).toMatchObject([
      { workspace: "cn-beijing/2041", jobName: "other" },
      { workspace: "cn-shanghai/1967", jobName: "orders_to_holo" },
    ]);
    const asked = (await cli.emulator.calls()).map(({ parameters }) => `${parameters.ProjectId} ${parameters.JobName}`);
    expect(asked.slice(0, 2).sort()).toEqual(["1967 undefined", "2041 undefined"]);
    expect(new Set(asked.slice(2))).toEqual(new Set(["1967 orders_to_holo", "2041 other"]));
  });

  test("a workspace that refuses is told with its job, and so is what the other one showed", async () => {
    await cli.emulator.setFaults([{ kind: "error", code: "Forbidden.Access", workspace: "cn-beijing/2041" }]);

    const { status, stdout, stderr } = await cli.run(
      ...[...BOTH, "--name", "orders_to_holo", "--until", "Running", "--format", "github"],
    );

    expect(status).toBe(2);
    expect(stdout).toMatch(
      /^::error title=cn-beijing\/2041%3A not checked::'orders_to_holo' could not be seen \(AccessDenied\)/m,
    );
    expect(stdout).not.toContain("::error title=cn-shanghai");
    expect(stderr).toContain("cn-beijing/2041");
  });
});

test("without a terminal each change is a line on standard error", async () => {
  const waiting = cli.start(...WAIT, "--id", "16631", "--name", "nobody", "--until", "Finished");
  await calls(4);
  await cli.emulator.updateJob("16631", { jobStatus: "Running" });
  await cli.emulator.forgetCalls();
  await calls(5);
  waiting.signalGroup("SIGINT");

  const { stderr } = await waiting.ended;

  expect(
    stderr
      .trimEnd()
      .replace(/^after .*?: /gm, "")
      .split("\n"),
  ).toEqual([
    "'nobody' is not there",
    "'customers_to_holo' (16631) is 'Initialized'",
    "'customers_to_holo' (16631) is 'Running'",
  ]);
});

test("after a call that failed, also one that was sent again, the time of --for begins again, and one line says so", async () => {
  const waiting = cli.start(
    ...WAIT,
    "--name",
    "orders_to_holo",
    "--until",
    "Running",
    "--for",
    "3s",
    "--format",
    "json",
  );
  await calls(2);
  await cli.emulator.setFaults([{ kind: "error", code: "InternalError.System", times: 1 }]);

  const { status, stdout, stderr } = await waiting.ended;

  expect(status).toBe(0);
  const [job] = JSON.parse(stdout).jobs;
  expect(job).toMatchObject({ outcome: "reached" });
  expect(job.restarts).toBeGreaterThanOrEqual(1);
  expect(stderr.match(/--for begins again/g)).toHaveLength(job.restarts);
  expect(stderr).toMatch(/not seen: 'orders_to_holo' \(16627\) \(held for \d seconds?\)$/m);
});

test.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)(
  "%s while waiting prints what was seen last of each job, in every format, and exits with %i",
  async (signal, code) => {
    const waiting = cli.start(
      ...[...WAIT, "--name", "nobody", "--id", "16631", "--name", "orders_to_holo", "--until", "Running"],
      ...["--format", "text", "--format", "json=wait.json", "--format", "junit=wait.xml"],
    );
    await calls(4);
    waiting.signalGroup(signal);

    const { status, signal: by, stdout } = await waiting.ended;

    expect({ status, by }).toEqual({ status: code, by: null });
    expect(stdout).toMatch(/^interrupted: 'nobody' is not there/m);
    expect(stdout).toMatch(/^interrupted: 'customers_to_holo' \(16631\) is 'Initialized' \(wanted: Running\)$/m);
    expect(stdout).toMatch(/^reached: 'orders_to_holo' \(16627\) is 'Running'/m);
    expect(stdout).toMatch(/^cn-shanghai\/1967: interrupted after/m);
    expect(JSON.parse(cli.read("wait.json"))).toMatchObject({ outcome: "interrupted", jobs: { length: 3 } });
    expect(cli.read("wait.xml")).toMatch(/tests="3" failures="0" errors="2"/);
  },
);

test("who is interrupted before the first answer is told that nothing was seen", async () => {
  await cli.emulator.setFaults([{ kind: "slow", delayMs: 600_000 }]);
  const waiting = cli.start(...WAIT, "--name", "x", "--until", "Running");
  await calls(1);
  waiting.process.kill("SIGTERM");

  const { status, stdout, stderr } = await waiting.ended;

  expect({ status, stderr }).toEqual({ status: 143, stderr: "" });
  expect(stdout).toMatch(/^interrupted: 'x' was not seen \(wanted: Running\)\ncn-shanghai\/1967: interrupted after /);
});

/** Resolves once the emulator was asked so often. */
async function calls(count: number): Promise<void> {
  while ((await cli.emulator.calls()).length < count);
}
