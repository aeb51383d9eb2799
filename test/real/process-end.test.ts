import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { type Emulator, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { commandLineEnv } from "../_support/command-line";
import { framework, portedProgram } from "../_support/framework";
import { run, start } from "../_support/process";

const APP = portedProgram("test/fixtures/apps/lookup.js");
const AN_HOUR_MS = 3_600_000;

let emulator: Emulator;
let cwd: string;
let commandLine: object;

beforeAll(async () => {
  commandLine = await commandLineEnv();
  emulator = await startEmulator();
}, 300_000);

beforeEach(async () => {
  cwd = mkdtempSync(join(tmpdir(), "process-end-"));
  await emulator.clearFaults();
  await emulator.forgetCalls();
});

afterEach(() => rmSync(cwd, { recursive: true }));
afterAll(() => emulator.close());

test.each(["read", "unread", "no-synth"])("a process ends by itself after a lookup: %s", async (what) => {
  const ended = await run(process.execPath, [APP, what], { cwd, env: emulator.env });

  expect(ended).toMatchObject({ status: 0, stderr: "" });
});

test("a process ends by itself although the answer to a lookup that nobody read never comes", async () => {
  await emulator.setFaults([{ kind: "slow", delayMs: AN_HOUR_MS }]);

  const ended = await run(process.execPath, [APP, "no-synth"], { cwd, env: emulator.env });

  expect(ended).toMatchObject({ status: 0, stderr: "" });
});

test("a process ends by itself although questions of last time are under way, whose answers never come", async () => {
  const lookups = ["1967", "2044", "2045"].map((projectId) => ({
    query: { apiVersion: "2020-05-18", regionId: "cn-shanghai", projectId },
    observedAt: "2026-01-31T08:00:00Z",
    usedBy: { ".": { [`stack/${projectId}`]: ["*"] } },
    jobs: [],
  }));
  writeFileSync(join(cwd, "dataworks.snapshot.json"), JSON.stringify({ version: 2, workspaces: {}, lookups }));
  await emulator.setFaults([{ kind: "slow", delayMs: AN_HOUR_MS, workspace: "cn-shanghai/2044" }]);

  const unread = await run(process.execPath, [APP, "no-synth"], { cwd, env: emulator.env });
  const read = await run(process.execPath, [APP, "read"], { cwd, env: emulator.env });

  expect(unread).toMatchObject({ status: 0, stderr: "" });
  expect(read).toMatchObject({
    status: 0,
    stderr: expect.stringMatching(/^note: 2 questions asked for nothing, .*2044.*2045/),
  });
});

test("nothing listens to signals or to the end of the process, neither after loading nor after a lookup", async () => {
  const { stdout } = await run(process.execPath, [APP, "read"], { cwd, env: emulator.env });

  const { before, after } = JSON.parse(stdout);
  expect(after).toEqual(before);
});

const SYNTH = ["synth", "--app", `${process.execPath} ${APP} read`];

test.each([
  ["node", process.execPath, [APP, "read"]],
  ["tsx", "tsx", [APP, "read"]],
  [`${framework} synth`, framework, SYNTH],
])("Ctrl-C ends %s at once while the main thread waits for an answer", async (_, command, args) => {
  await emulator.setFaults([{ kind: "slow", delayMs: AN_HOUR_MS }]);
  const env = { ...commandLine, ...emulator.env, DIJOBS_TIMEOUT_MS: String(AN_HOUR_MS) };
  const app = start(command, args, { cwd, env });
  // The main thread has nothing to do but wait from the moment in which the call is sent.
  while ((await emulator.calls()).length === 0 && app.process.exitCode === null);

  app.signalGroup("SIGINT");

  const { status, signal, stdout } = await app.ended;
  expect(["SIGINT", 130, 1]).toContain(signal ?? status);
  expect(stdout).not.toContain("after");
  // What the command had started got the signal too, and may take a moment longer than the command itself.
  while (processesOf(app.process.pid).length > 0) await setImmediate();
});

/** What still runs of a process group, where the system tells; the dead that nobody has asked after do not count. */
function processesOf(group: number | undefined): string[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      const [state, , pgrp] = readFileSync(`/proc/${pid}/stat`, "utf8")
        .replace(/^.*\) /s, "")
        .split(" ");
      return Number(pgrp) === group && state !== "Z";
    } catch {
      return false;
    }
  });
}
