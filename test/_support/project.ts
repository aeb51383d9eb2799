import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { type FrameworkName, framework, ported } from "./framework";

const ROOT = resolve(__dirname, "../..");

/** What a command printed and how it ended. */
export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A cdktf project in a folder of its own, as a user has it. */
export interface Project {
  readonly folder: string;
  /** Runs a command of the project's packages in its folder. */
  run(env: Readonly<Record<string, string>>, command: string, ...args: readonly string[]): Ran;
  remove(): void;
}

/** Makes a project around an app of a framework, whichever it was written for; packages are those of this repository. */
export function makeProject(mainFile: string, on: FrameworkName = framework): Project {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "dijobs-project-")));
  for (const name of [on, "constructs", "tsx"]) link(join(ROOT, "node_modules", name), name);
  link(ROOT, "cdktf-dataworks-di-jobs");
  function link(target: string, name: string): void {
    mkdirSync(dirname(join(folder, "node_modules", name)), { recursive: true });
    symlinkSync(target, join(folder, "node_modules", name));
  }
  writeFileSync(join(folder, "main.ts"), ported(readFileSync(resolve(ROOT, mainFile), "utf8"), on));
  const config = { language: "typescript", app: "tsx main.ts", projectId: "test", sendCrashReports: "false" };
  writeFileSync(join(folder, "cdktf.json"), JSON.stringify(config));
  return {
    folder,
    run: (env, command, ...args) => runIn(folder, env, command, args),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Runs a command with the repository's packages on the path and nothing of the surrounding DataWorks settings. */
function runIn(cwd: string, env: Readonly<Record<string, string>>, command: string, args: readonly string[]): Ran {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(DIJOBS_|ALIBABA_CLOUD_|ALICLOUD_|FORCE_COLOR|NO_COLOR|CLICOLOR)/.test(name),
  );
  const path = `${join(ROOT, "node_modules", ".bin")}:${process.env.PATH}`;
  const { status, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    env: { ...Object.fromEntries(inherited), PATH: path, CHECKPOINT_DISABLE: "1", DISABLE_VERSION_CHECK: "1", ...env },
  });
  return { status, stdout, stderr };
}
