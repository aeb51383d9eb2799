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

test("emulator holds the jobs of a file in the workspace that is named", async () => {
  cli.write("jobs.json", '[{ "jobName": "orders" }]');
  const running = cli.start("emulator", "--jobs", "jobs.json", "--workspace", "cn-beijing/2044");
  const [lines]: unknown[] = await once(running.process.stdout, "data");
  const endpoint = /DIJOBS_ENDPOINT=(\S+)/.exec(String(lines))?.[1] ?? "";

  const { stdout } = await cli.runWith({ DIJOBS_ENDPOINT: endpoint }, "list", "-w", "cn-beijing/2044");
  running.signalGroup("SIGTERM");

  expect(stdout).toMatch(/^cn-beijing\/2044 +10001 +orders /m);
  expect((await running.ended).status).toBe(143);
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

test("an emulator that cannot start says why, with exit 2", async () => {
  const { status, stdout, stderr } = await cli.run("emulator", "--jobs", "nowhere.json");

  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(/^error: the emulator of ListDIJobs failed: ENOENT.*nowhere\.json/);
});
