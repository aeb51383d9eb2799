import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { commandLineEnv, commandLineProgram, portedCommands } from "../_support/command-line";
import { framework, ported } from "../_support/framework";
import { install } from "../_support/installation";
import { type Block, blocksOf, pages } from "../_support/pages";
import { type Running, run, start } from "../_support/process";

/** Each command of the README with what it says about the sample that the emulator holds, and beside its results. */
const EXPECTED: Readonly<Record<string, readonly [status: number, says: string, stderr: string]>> = {
  list: [0, "mysql_to_holo_sync_8772", ""],
  doctor: [0, "6 jobs in cn-shanghai/1967", ""],
  refresh: [0, "the snapshot stays as it is", "running the app: npx --no-install tsx main.ts\n"],
  check: [0, "nothing to do", ""],
  merge: [0, "is in no conflict", ""],
  drift: [0, "nothing differs", ""],
  wait: [0, "reached", ""],
  unmanaged: [1, "mysql_to_holo_sync_8772", ""],
  external: [0, '"id": "16627"', ""],
};

/** What npm says of its own configuration is not ours. */
const QUIET = { npm_config_loglevel: "error" };

let folder: string;
let emulator: Running;
let env: Record<string, string>;
let commandLine: object;

/** The blocks of a page of the documentation, the shell's with one command a line. */
const blocks = (path: string): Block[] => pages().flatMap((page) => (page.path === path ? blocksOf(page) : []));
const shell = (path: string): string[] =>
  blocks(path).flatMap(({ info, code }) => (info === "sh" ? code.trim().split("\n") : []));

/** Runs a line of the documentation as a shell does. */
const sh = (line: string, given = env) =>
  run("bash", ["-c", portedCommands(line)], { cwd: folder, env: { ...commandLine, ...given, ...QUIET } });

/** A block of a page, by what stands in it. */
function file(path: string, content: string): string {
  const block = blocks(path).find(({ code }) => code.includes(content));
  if (block === undefined) throw new Error(`${path} has no ${content}`);
  return block.code;
}

/** Starts what the README's last command starts, and takes over the lines that it prints for a shell. */
beforeAll(async () => {
  folder = await install(framework, "constructs", "tsx");
  // Too heavy to be installed for this alone.
  commandLine = await commandLineEnv();
  symlinkSync(await commandLineProgram(), join(folder, "node_modules/.bin", framework));
  writeFileSync(join(folder, "cdktf.json"), file("docs/getting-started.md", '"app"'));
  writeFileSync(join(folder, "main.ts"), ported(file("README.md", "class OrdersStack")));
  execFileSync("git", ["init", "--quiet"], { cwd: folder });
  const line = shell("README.md").find((each) => each.includes("dijobs emulator")) ?? "";
  emulator = start("bash", ["-c", `exec ${line}`], { cwd: folder, env: QUIET, longestMs: 300_000 });
  env = {};
  for await (const printed of createInterface(emulator.process.stdout)) {
    const [, name = "", value = ""] = /^export (\w+)=(.*)$/.exec(printed) ?? [];
    env[name] = value;
    if (name === "ALIBABA_CLOUD_SECURITY_TOKEN") break;
  }
}, 300_000);

afterAll(async () => {
  emulator.signalGroup("SIGINT");
  await emulator.ended;
  rmSync(folder, { recursive: true });
});

test("an empty folder becomes a recorded stack, and every command of the README works there, in its order", async () => {
  const lines = shell("README.md");
  const [record = "", again = ""] = lines.filter((line) => line.startsWith("DIJOBS_MODE="));

  const [recorded, locked] = [await sh(record), await sh(again, {})];

  expect(recorded).toMatchObject({ status: 0 });
  expect(locked).toMatchObject({ status: 0 });
  expect((await sh("git diff --cached --name-only")).stdout).toBe("dataworks.snapshot.d.ts\ndataworks.snapshot.json\n");
  const stack = JSON.parse(readFileSync(join(folder, "cdktf.out/stacks/orders/cdk.tf.json"), "utf8"));
  expect(Object.keys(stack.output)).toEqual(["di_jobs"]);

  writeFileSync(join(folder, "FILE"), "version: 1\nrules: [{ id: unique, rule: uniqueNames }]\n");
  writeFileSync(join(folder, "state.json"), '{ "format_version": "1.0" }');

  const told: [name: string, status: number | null, says: string, stderr: string][] = [];
  for (const line of lines.filter((each) => /dijobs (?!emulator)/.test(each))) {
    const name = /dijobs (\w+)/.exec(line)?.[1] ?? "";
    const { status, stdout, stderr } = await sh(line);
    const [, says = ""] = EXPECTED[name] ?? [];
    told.push([name, status, stdout.includes(says) ? says : stdout, stderr]);
  }

  expect(told).toEqual(Object.entries(EXPECTED).map(([name, expected]) => [name, ...expected]));
}, 300_000);
