import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { appFailed } from "../../errors/program";
import { appContext } from "../../lookup/context";
import { settingVariables } from "../../lookup/settings";
import type { Environment } from "../../model/environment";
import type { Terminal } from "../terminal/terminal";
import type { Project } from "./project";

/** How an app is run to record what it looks up. */
export interface AppRun {
  readonly project: Project & { readonly app: string };
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
  const outdir = mkdtempSync(join(tmpdir(), "dijobs-refresh-"));
  const ownGroup = process.platform !== "win32";
  try {
    const child = spawn(run.project.app, {
      shell: true,
      cwd: run.project.folder,
      env: environmentOf(run, outdir),
      stdio: ["ignore", 2, 2],
      detached: ownGroup,
    });
    // The shell would end without what it runs, so the whole group is ended.
    const end = () => {
      if (ownGroup && child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
      else child.kill();
      rmSync(outdir, { recursive: true, force: true });
    };
    terminal.signal.addEventListener("abort", end, { once: true });
    const [code, signal]: unknown[] = await once(child, "exit");
    terminal.signal.removeEventListener("abort", end);
    if (code !== 0) throw appFailed(run.project.app, code === null ? `was ended by ${signal}` : `ended with ${code}`);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
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
