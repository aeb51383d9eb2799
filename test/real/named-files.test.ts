import { execFileSync } from "node:child_process";
import { mkdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { COMMANDS } from "../../src/cli/commands";
import { type Cli, makeCli } from "../_support/cli";

let cli: Cli;

beforeAll(async () => {
  cli = await makeCli();
  execFileSync("mkfifo", ["pipe"], { cwd: cli.folder });
  cli.write("large", "");
  truncateSync(join(cli.folder, "large"), 64_000_001);
  mkdirSync(join(cli.folder, "folder"));
  for (const stacks of ["pipe.out", "large.out", "device.out", "folder.out"]) mkdirSync(join(cli.folder, stacks));
  execFileSync("mkfifo", ["pipe.out/cdk.tf.json"], { cwd: cli.folder });
  execFileSync("ln", ["large", "large.out/cdk.tf.json"], { cwd: cli.folder });
  execFileSync("ln", ["-s", "/dev/zero", "device.out/cdk.tf.json"], { cwd: cli.folder });
  mkdirSync(join(cli.folder, "folder.out/cdk.tf.json"));
  writeFileSync(
    join(cli.folder, "good.yaml"),
    "version: 1\nrules: [{ id: unique, rule: uniqueNames }]\nworkspaces: { a: { regionId: cn-shanghai, projectId: 1967 } }\n",
  );
});

afterAll(() => cli.close());

/** What names a file, by the option, and whether a folder with such a file in it is what is named. */
const READ = {
  "check --policy": ["check", "--policy", "FILE"],
  "check --baseline": ["check", "--policy", "good.yaml", "--baseline", "FILE"],
  "check --snapshot": ["check", "--policy", "good.yaml", "--locked", "--snapshot", "FILE"],
  "unmanaged --state": ["unmanaged", "-w", "cn-shanghai/1967", "--state", "FILE"],
  "unmanaged --stacks": ["unmanaged", "-w", "cn-shanghai/1967", "--stacks", "FILE.out"],
  "emulator --like": ["emulator", "--like", "FILE"],
  "emulator --replay": ["emulator", "--replay", "FILE"],
  "emulator --jobs": ["emulator", "--jobs", "FILE"],
  "emulator --snapshot": ["emulator", "--snapshot", "FILE"],
  "merge [files...]": ["merge", "FILE", "FILE", "FILE"],
} as const;

/** Options that name what is written, and never read. */
const WRITTEN = ["emulator --record-to"];

/** Options that every asking command shares, and that are tried with one of them. */
const SHARED = ["--policy", "--snapshot"];

test("every option that names a file is tried here", async () => {
  const helps = COMMANDS.map(async ({ name }) => {
    const { stdout } = await cli.run(name, "--help");
    const options = [...stdout.matchAll(/^ +(--[\w-]+) <(?:file|folder|path)>/gm)].map(([, option = ""]) => {
      return `${SHARED.includes(option) && name !== "emulator" ? "check" : name} ${option}`;
    });
    const files = /^Usage: .*(\[files\.\.\.\])/.exec(stdout)?.[1];
    return [...options, ...(files === undefined ? [] : [`${name} ${files}`])];
  });

  const named = (await Promise.all(helps)).flat();

  expect([...new Set(named)].sort()).toEqual([...Object.keys(READ), ...WRITTEN].sort());
});

test.each(Object.entries(READ))("%s refuses at once what is no file, or too large for one", async (_option, args) => {
  const FLAWS = [
    ["pipe", /is a pipe, not a file/],
    ["large", /64000001 bytes, more than 64000000|65 MB are too much/],
    ["folder", /is a folder, not a file/],
    [args.some((arg) => arg.includes(".out")) ? "device" : "/dev/zero", /is a device, not a file/],
  ] as const;

  const ended = await Promise.all(
    FLAWS.map(async ([file, says]) => {
      const { status, signal, stdout, stderr } = await cli.run(...args.map((arg) => arg.replace("FILE", file)));
      return { file, status, signal, stdout, says: says.test(stderr) ? "why" : stderr };
    }),
  );

  expect(ended).toEqual(FLAWS.map(([file]) => ({ file, status: 2, signal: null, stdout: "", says: "why" })));
});
