import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "../../client/clock";
import { appFailed } from "../../errors/program";
import { appContext } from "../../lookup/context";
import { settingVariables } from "../../lookup/settings";
import type { Environment } from "../../model/environment";
import { reasonOf } from "../../text/reason";
import type { Terminal } from "../terminal/terminal";
import type { CdktfProject } from "./project";

/** How an app is run to record what it looks up. */
export interface AppRun {
  readonly project: CdktfProject & { readonly app: string };
  /** The environment of the app, settings of the command included, before what is set for every app. */
  readonly env: Environment;
  readonly snapshotPath: string;
}

/**
 * Runs the app of a `cdktf.json` as its own command line does, except that it records and leaves no output behind.
 *
 * What it prints goes to standard error.
 *
 * @throws DataWorksError `AppFailed`; then nothing was recorded.
 */
export async function recordWithApp(run: AppRun, terminal: Terminal): Promise<void> {
  const { signal } = terminal.deadline ?? {};
  const outdir = mkdtempSync(join(tmpdir(), "dijobs-refresh-"));
  const removeOutput = () => rmSync(outdir, { recursive: true, force: true });
  try {
    const [code, endedBy]: unknown[] = await terminal.stoppable((onStop) => {
      const child = spawn(run.project.app, {
        shell: true,
        cwd: run.project.folder,
        env: environmentOf(run, outdir),
        stdio: ["ignore", 2, 2],
        detached: hasGroups,
      });
      onStop(() => endGroup(child, terminal.clock).finally(removeOutput));
      signal?.addEventListener("abort", () => void endGroup(child, terminal.clock), { once: true });
      return once(child, "exit");
    });
    if (signal?.aborted) throw appFailed(run.project.app, `did not end in time: ${reasonOf(signal.reason)}`);
    if (code !== 0) throw appFailed(run.project.app, code === null ? `was ended by ${endedBy}` : `ended with ${code}`);
  } finally {
    removeOutput();
  }
}

const hasGroups = process.platform !== "win32";

/** Time in which an app may end by itself before it is made to, in milliseconds. */
const GRACE_MS = 500;

/** Ends a process with all that it has started: the shell would end without what it runs. */
async function endGroup(child: ChildProcess, clock: Clock): Promise<void> {
  if (!hasGroups || child.pid === undefined) return void child.kill();
  const group = -child.pid;
  const startMs = clock.nowMs();
  signalTo(group, "SIGTERM");
  while (signalTo(group, 0) && clock.nowMs() - startMs < GRACE_MS) await sleep(20);
  signalTo(group, "SIGKILL");
}

/** Sends a signal; `false` where nothing is left that it could reach. */
function signalTo(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(group, signal);
  } catch {
    return false;
  }
}

function environmentOf({ project, env, snapshotPath }: AppRun, outdir: string) {
  // Terraform's variables are for its own run, as in the framework's command line.
  const own = Object.entries(env).filter(([name]) => !name.startsWith("TF_VAR_"));
  return {
    ...Object.fromEntries(own),
    NODE_OPTIONS: env.NODE_OPTIONS || "--max-old-space-size=4096",
    CDKTF_OUTDIR: outdir,
    CDKTF_CONTEXT_JSON: JSON.stringify({ ...appContext(env), ...project.context }),
    ...settingVariables({ mode: "record", snapshot: snapshotPath }),
  };
}
