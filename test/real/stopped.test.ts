import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate, setTimeout as sleep } from "node:timers/promises";
import { portedProgram } from "../_support/framework";
import { type Gate, startGate } from "../_support/gate";
import { type Running, root, start } from "../_support/process";

/** A lookup has this long, and its main thread waits some seconds more for a worker that says nothing. */
const TIMEOUT_MS = 3_000;
const LONGER_THAN_ANY_WAIT_MS = TIMEOUT_MS + 6_000;

const APP = [portedProgram("test/fixtures/apps/announced.js"), "read"];
const LIST = [join(root, "dist/cli/program.js"), "list", "--workspace", "cn-shanghai/1967"];

const starts = ({ process }: Running) => once(process.stdout, "data");
const asks = async ({ process }: Running, gate: Gate) => {
  // Without blocking: another process must be stopped before its own time is over.
  while (process.exitCode === null && !gate.arrived(1, 0)) await sleep(5);
};

/** Runs a command that is stopped at some moment; it is answered while it stands still, or afterwards. */
async function stopAndGoOn(
  command: readonly string[],
  moment: (running: Running, gate: Gate) => unknown,
  answered: "meanwhile" | "afterwards",
) {
  // Of its own: two apps that synthesize into one folder at once would get in each other's way.
  const cwd = mkdtempSync(join(tmpdir(), "stopped-"));
  const gate = await startGate();
  const env = { ...gate.env, DIJOBS_TIMEOUT_MS: String(TIMEOUT_MS), DIJOBS_MAX_ATTEMPTS: "1" };
  try {
    const running = start(process.execPath, command, { cwd, env });
    await Promise.race([moment(running, gate), running.ended]);
    // One that has ended early says why.
    if (running.process.exitCode === null) {
      running.signalGroup("SIGSTOP");
      while (!standsStill(running.process.pid)) await setImmediate();
      if (answered === "meanwhile") gate.open();
      await sleep(LONGER_THAN_ANY_WAIT_MS);
      running.signalGroup("SIGCONT");
      gate.open();
    }
    const { status, stderr } = await running.ended;
    return { status, stderr };
  } finally {
    await gate.close();
    rmSync(cwd, { recursive: true });
  }
}

/** Whether all threads of a process are stopped. */
function standsStill(pid: number | undefined): boolean {
  return readdirSync(`/proc/${pid}/task`).every((thread) =>
    /^State:\s+T/m.test(readFileSync(`/proc/${pid}/task/${thread}/status`, "utf8")),
  );
}

// Where the system does not tell the state of threads, nobody knows whether they have stopped.
(process.platform === "linux" ? test : test.skip)(
  "a process that was stopped for longer than its lookup may take has the answer that it is owed",
  async () => {
    const ends = await Promise.all([
      stopAndGoOn(APP, starts, "afterwards"),
      stopAndGoOn(APP, asks, "meanwhile"),
      stopAndGoOn(APP, asks, "afterwards"),
      stopAndGoOn(LIST, asks, "meanwhile"),
      stopAndGoOn(LIST, asks, "afterwards"),
    ]);

    expect(ends).toEqual(Array(5).fill({ status: 0, stderr: "" }));
  },
);
