import { once } from "node:events";
import { type Cli, makeCli } from "../_support/cli";
import { start } from "../_support/process";

let cli: Cli;

beforeEach(async () => {
  cli = await makeCli();
});

afterEach(() => cli.close());

test("emulator prints what points other programs at it, for a shell, and ends with Ctrl-C", async () => {
  const running = cli.start("emulator");
  const [lines]: unknown[] = await once(running.process.stdout, "data");

  const script = `${String(lines)}\nexec "${process.execPath}" "${require.resolve("../../dist/cli/program.js")}" list -w cn-shanghai/1967`;
  const listed = await start("sh", ["-c", script], { cwd: cli.folder }).ended;
  running.signalGroup("SIGINT");
  const { status, stdout, stderr } = await running.ended;

  expect(listed).toMatchObject({ status: 0, stderr: "" });
  expect(listed.stdout).toContain("mysql_to_holo_sync_8772");
  expect(status).toBe(130);
  expect(stdout).toMatch(/^(export [A-Z_]+=\S*\n){4}$/);
  expect(stderr).toBe("the emulator is running; end it with Ctrl-C\n");
});

test("emulator holds the jobs of a file in the workspace that is named, also after it failed to answer", async () => {
  cli.write("jobs.json", '[{ "jobName": "orders" }]');
  const fault = '{"kind":"redirect","location":"no\\nheader","times":1}';
  const running = cli.start("emulator", "--jobs", "jobs.json", "--workspace", "cn-beijing/2044", "--fault", fault);
  const [lines]: unknown[] = await once(running.process.stdout, "data");
  const endpoint = /DIJOBS_ENDPOINT=(\S+)/.exec(String(lines))?.[1] ?? "";

  const failed = await fetch(endpoint);
  const { stdout } = await cli.runWith({ DIJOBS_ENDPOINT: endpoint }, "list", "-w", "cn-beijing/2044");
  running.signalGroup("SIGTERM");
  const { status, stderr } = await running.ended;

  expect(failed.status).toBe(500);
  expect(stderr).toMatch(/^TypeError.*: Invalid character in header content.*\n {4}at /m);
  expect(stdout).toMatch(/^cn-beijing\/2044 +10001 +orders /m);
  expect(status).toBe(143);
});

test("emulator is in what nobody knows as it is told", async () => {
  const running = cli.start(
    "emulator",
    "--trait",
    "idsAs=text",
    "--trait",
    "pageSizeMost=2",
    "--trait",
    "nameWildcards=%_",
  );
  const [lines]: unknown[] = await once(running.process.stdout, "data");
  const endpoint = /DIJOBS_ENDPOINT=(\S+)/.exec(String(lines))?.[1] ?? "";

  const { stdout } = await cli.runWith(
    { DIJOBS_ENDPOINT: endpoint },
    ...["list", "-w", "cn-shanghai/1967", "--name-like", "%_to_h_lo", "--format", "json"],
  );
  running.signalGroup("SIGTERM");
  await running.ended;

  const [listing] = JSON.parse(stdout).listings;
  expect(listing.jobs).toHaveLength(6);
  expect(listing.calls).toBe(7);
});

test("a trait that is none is refused, with those that there are", async () => {
  const { status, stderr } = await cli.run("emulator", "--trait", "ordr=newest");

  expect(status).toBe(2);
  expect(stderr).toContain("order");
});

/** Starts an emulator, and the command line that asks it. */
async function emulatorWith(...args: readonly string[]) {
  const running = cli.start("emulator", ...args);
  const [lines]: unknown[] = await once(running.process.stdout, "data");
  const env = { DIJOBS_ENDPOINT: /DIJOBS_ENDPOINT=(\S+)/.exec(String(lines))?.[1] ?? "", DIJOBS_MAX_ATTEMPTS: "1" };
  return {
    list: (...options: readonly string[]) => cli.runWith(env, "list", ...options),
    end: async () => {
      running.signalGroup("SIGTERM");
      await running.ended;
    },
  };
}

test("a fault strikes who asks for one workspace, by its id or its name, and nobody else", async () => {
  const emulator = await emulatorWith("--fault", "error,code=Forbidden.Access,workspace=cn-shanghai/orders_prod");

  const answers = [
    await emulator.list("-w", "cn-shanghai/1967"),
    await emulator.list("-w", "cn-shanghai/2044"),
    await emulator.list("-w", "cn-shanghai/orders_prod"),
  ];
  await emulator.end();

  expect(answers.map(({ status }) => status)).toEqual([2, 0, 2]);
  expect(answers[0]?.stderr).toContain("Forbidden.Access");
});

test("several faults, as people type them or as JSON, go wrong one after the other", async () => {
  const faults = [
    "--fault",
    "html,times=1",
    "--fault",
    '{"kind":"error","code":"Throttling.Api.Risk","every":2,"times":1}',
  ];
  const emulator = await emulatorWith(...faults);
  const answers = [];
  for (const _ of [1, 2, 3]) answers.push(await emulator.list("-w", "cn-shanghai/1967"));
  await emulator.end();

  expect(answers.map(({ status }) => status)).toEqual([2, 2, 0]);
  expect(answers[0]?.stderr).toContain("status 502, text/html");
  expect(answers[1]?.stderr).toContain("Throttling.Api.Risk");
});

test("an emulator that is down from the start is not there", async () => {
  const emulator = await emulatorWith("--fault=refuse");

  const { status, stderr } = await emulator.list("-w", "cn-shanghai/1967");
  await emulator.end();

  expect(status).toBe(2);
  expect(stderr).toContain("ECONNREFUSED");
});

test.each([
  ["eror", "use one of refuse, error,"],
  ["slow,delay=5", "did you mean 'delayMs'?"],
  ["slow,delayMs=5,workspace=1967", "for example cn-shanghai/1967"],
  ["--quota", "use one of refuse, error,"],
])("a fault that is none, %s, is refused with what would be right", async (fault, says) => {
  const { status, stdout, stderr } = await cli.run("emulator", `--fault=${fault}`);

  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain(says);
});

test("an emulator that cannot start says why, with exit 2", async () => {
  const { status, stdout, stderr } = await cli.run("emulator", "--jobs", "nowhere.json");

  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(
    /^error: the emulator of ListDIJobs failed: .*nowhere\.json.: there is no such file; name another file: --jobs FILE/,
  );
});
