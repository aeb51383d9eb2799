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
  expect(stdout).toMatch(/^cn-shanghai\/1967: reached after .*1 sample, one every 1s, 1 call; what happened between/m);
  expect(await cli.emulator.calls()).toMatchObject([{ parameters: { JobName: "orders_to_holo" } }]);
});

test("wait sees a job change, and with --for that it stays so", async () => {
  const waiting = cli.start(...WAIT, "--id", "16631", "--until", "Running", "--for", "1s", "--format", "json");
  await firstCall();
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
  await cli.run(...WAIT, "--id", "16627", "--until", "Finished", "--timeout", "1s");

  const names = (await cli.emulator.calls()).map(({ parameters }) => parameters.JobName);
  expect(names).toEqual([undefined, "orders_to_holo"]);
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
  expect(stderr).toMatch(/^error: cannot reach/);
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
  [["--name", "x", "--until", "Running", "-w", "cn-beijing/1"], "name one workspace"],
  [["--id", "x", "--until", "Running"], "use the id that dijobs list shows"],
])("wait %j is refused before anything is asked", async (args, says) => {
  const { status, stdout, stderr } = await cli.run(...WAIT, ...args);

  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain(says);
  expect(await cli.emulator.calls()).toEqual([]);
});

test("a status that is not documented is waited for, with a word about the nearest", async () => {
  const { status, stderr } = await cli.run(...WAIT, "--name", "orders_to_holo", "--until", "Runing,Running");

  expect(status).toBe(0);
  expect(stderr).toBe("note: 'Runing' is no documented status; did you mean 'Running'?\n");
});

test("Ctrl-C while waiting exits with 130 and says nothing", async () => {
  const waiting = cli.start(...WAIT, "--name", "nobody", "--until", "Running");
  await firstCall();
  waiting.signalGroup("SIGINT");

  expect(await waiting.ended).toEqual({ status: 130, signal: null, stdout: "", stderr: "" });
});

/** Resolves once the emulator was asked. */
async function firstCall(): Promise<void> {
  while ((await cli.emulator.calls()).length === 0);
}
