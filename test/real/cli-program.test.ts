import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Cli, makeCli } from "../_support/cli";
import { root, run, start } from "../_support/process";

const COMMANDS = ["list", "doctor", "refresh", "drift", "check", "wait", "unmanaged", "external", "emulator"];
const HERE = ["--workspace", "cn-shanghai/1967"];

let cli: Cli;

beforeAll(async () => {
  cli = await makeCli();
});

afterAll(() => cli.close());

test("help names every command, an example, the exit codes and the environment", async () => {
  const { status, stdout, stderr } = await cli.run("--help");

  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command} `, "m"));
  for (const heading of ["Example:", "Exit codes:", "Environment:"]) expect(stdout).toContain(heading);
});

test.each(COMMANDS)("the help of %s has an example, the exit codes and the environment", async (command) => {
  const { status, stdout, stderr } = await cli.run(command, "--help");

  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(new RegExp(`^Usage: dijobs ${command} `));
  expect(stdout).toMatch(new RegExp(`^Examples:\n  dijobs ${command}`, "m"));
  expect(stdout).toMatch(/^Exit codes:\n {2}\d/m);
  expect(stdout).toMatch(/^Environment:/m);
  expect((await cli.run("help", command)).stdout).toBe(stdout);
});

test.each([
  [["lst"], "unknown command 'lst'\n(Did you mean list?)"],
  [["list", "--workspce", "x"], "unknown option '--workspce'\n(Did you mean --workspace?)"],
  [["list", "--format", "yaml"], "use table, json, csv, html"],
  [["list", "extra"], "too many arguments"],
  [[], "Usage: dijobs"],
  [["list", "-w", "cn-shanghai"], "'cn-shanghai' is no workspace"],
  [["list", ...HERE, "--endpoint", "http://example.com"], "http: is for this machine only"],
])("dijobs %j is exit 2 with the way out on standard error only", async (args, says) => {
  const { status, stdout, stderr } = await cli.run(...args);

  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain(says);
});

test("--version is that of the package", async () => {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

  expect(await cli.run("--version")).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: "" });
});

test("an option goes before the environment, which goes before the context of cdktf.json", async () => {
  const context = { dijobs: { apiVersion: "2024-05-18", maxAttempts: 1 } };
  cli.write("cdktf.json", JSON.stringify({ app: "true", context }));
  const version = async (env: Record<string, string>, ...args: readonly string[]) => {
    await cli.emulator.forgetCalls();
    await cli.runWith(env, "list", ...HERE, ...args);
    return (await cli.emulator.calls())[0]?.version;
  };

  expect(await version({})).toBe("2024-05-18");
  expect(await version({ DIJOBS_API_VERSION: "2020-05-18" })).toBe("2020-05-18");
  expect(await version({ DIJOBS_API_VERSION: "2020-05-18" }, "--api-version", "2024-05-18")).toBe("2024-05-18");
  rmSync(join(cli.folder, "cdktf.json"));
});

test("a reader that closes early is no reason to complain, and does not change the exit code", async () => {
  const { status, stdout, stderr } = await start(
    "bash",
    [
      "-c",
      `set -o pipefail; "${process.execPath}" "${join(root, "dist/cli/program.js")}" list --help | true; echo "\${PIPESTATUS[0]}"`,
    ],
    { cwd: cli.folder },
  ).ended;

  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: "0\n", stderr: "" });
});

test("a working directory that was deleted is told in a line", async () => {
  const command = `mkdir gone && cd gone && rmdir ../gone && "${process.execPath}" "${join(root, "dist/cli/program.js")}" list`;
  const { status, stderr } = await run("sh", ["-c", command], { cwd: cli.folder });

  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: "error: the working directory is not there any more\n  change into one that is\n",
  });
});

// Only Linux has a device that is always full.
(process.platform === "linux" ? test : test.skip)(
  "results that cannot be written are an error, not a success",
  async () => {
    const command = `"${process.execPath}" "${join(root, "dist/cli/program.js")}" list --help > /dev/full`;

    const { status, stderr } = await start("bash", ["-c", command], { cwd: cli.folder }).ended;

    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringContaining("the results cannot be written: ENOSPC"),
    });
  },
);

test("--debug tells the calls on standard error, and no secret, whatever DEBUG says", async () => {
  const env = { DEBUG: "*" };

  const { status, stdout, stderr } = await cli.runWith(env, "list", ...HERE, "--debug");

  expect(status).toBe(0);
  expect(stderr).toMatch(
    /^debug: call 1: POST http:\/\/127\.0\.0\.1:\d+\ndebug: call 1: after \d+ ms: status 200, RequestId \S+\n$/,
  );
  expect(stdout).toMatch(/^WORKSPACE/);
  expect(stdout + stderr).not.toMatch(/secret-of-the-emulator|LTAI5tEmulator|ACS3-HMAC|authorization/i);
});

test("a failed call shows no secret either", async () => {
  await cli.emulator.setFaults([
    {
      kind: "error",
      code: "SignatureDoesNotMatch",
      message: "server string to sign is:POST / x-acs-security-token:abcdefgh",
    },
  ]);

  const { status, stdout, stderr } = await cli.run("list", ...HERE, "--debug");
  await cli.emulator.clearFaults();

  expect(status).toBe(2);
  expect(stderr).toContain("SignatureDoesNotMatch");
  expect(stdout + stderr).not.toMatch(/secret-of-the-emulator|LTAI5tEmulator|abcdefgh/);
});

test("the command line needs neither cdktf nor constructs to be installed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "dijobs-alone-"));
  mkdirSync(join(folder, "node_modules"));
  for (const name of readdirSync(join(root, "node_modules")))
    if (!/^(@?cdktf|cdktn|constructs|\.)/.test(name))
      symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
  cpSync(join(root, "dist"), join(folder, "dist"), { recursive: true });
  cpSync(join(root, "package.json"), join(folder, "package.json"));
  writeFileSync(
    join(folder, "dijobs.policy.json"),
    '{ "version": 1, "rules": [{ "id": "names", "rule": "uniqueNames" }] }',
  );
  const program = join(folder, "dist/cli/program.js");
  const alone = async (...args: readonly string[]) =>
    (await run(process.execPath, [program, ...args], { cwd: folder, env: cli.emulator.env })).status;

  const statuses = [
    await alone("list", ...HERE),
    await alone("doctor", ...HERE),
    await alone("refresh", ...HERE),
    await alone("drift"),
    await alone("check", ...HERE),
    await alone("wait", ...HERE, "--name", "orders_to_holo", "--until", "Running"),
  ];
  const { status } = await run(process.execPath, ["-e", "require('constructs')"], { cwd: folder });
  rmSync(folder, { recursive: true });

  expect(statuses).toEqual([0, 0, 0, 0, 0, 0]);
  expect(status).not.toBe(0);
});

test("help loads what parses the command line, and nothing else", async () => {
  const hook = "process.on('exit', () => console.error(Object.keys(require.cache).join('\\n')))";
  cli.write("hook.js", hook);

  const { stderr } = await cli.runWith({ NODE_OPTIONS: `--require ${join(cli.folder, "hook.js")}` }, "--help");

  const packages = [...stderr.matchAll(/node_modules\/(@[^/]+\/[^/]+|[^/]+)\//g)].map(([, name]) => name);
  expect([...new Set(packages)].sort()).toEqual(["commander"]);
});
