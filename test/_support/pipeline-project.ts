import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Ended, root, run } from "./process";

const PACKAGE = "cdktf-dataworks-di-jobs";

/** The folder of `examples/pipelines` as a user has it: a repository with the packed package installed. */
export interface PipelineProject {
  readonly folder: string;
  /** Runs a script as the runner of a pipeline does, ending at the first command that fails. */
  sh(script: string, env?: Readonly<Record<string, string>>): Promise<Ended>;
  read(file: string): string;
  /** What `git status` calls changed. */
  changed(): string;
  remove(): void;
}

/** Packs and installs the package, and commits the example's files. */
export function makePipelineProject(): PipelineProject {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "dijobs-pipeline-")));
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, ".bin"), { recursive: true });
  for (const name of readdirSync(join(root, "node_modules")).filter((each) => !each.startsWith(".")))
    symlinkSync(join(root, "node_modules", name), join(modules, name));
  for (const name of ["cdktf", "tsx"])
    symlinkSync(realpathSync(join(root, "node_modules", ".bin", name)), join(modules, ".bin", name));
  execFileSync("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder], { cwd: root });
  const [tarball = ""] = readdirSync(folder).filter((name) => name.endsWith(".tgz"));
  execFileSync("tar", ["xzf", tarball], { cwd: folder });
  cpSync(join(folder, "package"), join(modules, PACKAGE), { recursive: true });
  for (const name of [tarball, "package"]) rmSync(join(folder, name), { recursive: true });
  const program = join(modules, PACKAGE, "dist/cli/program.js");
  chmodSync(program, 0o755);
  symlinkSync(program, join(modules, ".bin", "dijobs"));
  cpSync(join(root, "examples/pipelines"), folder, { recursive: true });
  const config = {
    language: "typescript",
    app: "npx --no-install tsx main.ts",
    projectId: "test",
    sendCrashReports: "false",
  };
  writeFileSync(join(folder, "cdktf.json"), JSON.stringify(config));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "orders", private: true }));
  writeFileSync(
    join(folder, ".gitignore"),
    ["node_modules", "cdktf.out", "out", "evidence", "*.tfstate", ".home"].join("\n"),
  );
  return {
    folder,
    sh: (script, env = {}) =>
      run("bash", ["-eo", "pipefail", "-c", script], {
        cwd: folder,
        env: { HOME: join(folder, ".home"), ...GIT, ...env },
      }),
    read: (file) => readFileSync(join(folder, file), "utf8"),
    changed: () => spawnSync("git", ["status", "--porcelain"], { cwd: folder, encoding: "utf8" }).stdout,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const GIT = {
  GIT_AUTHOR_NAME: "pipeline",
  GIT_AUTHOR_EMAIL: "pipeline@example.com",
  GIT_COMMITTER_NAME: "pipeline",
  GIT_COMMITTER_EMAIL: "pipeline@example.com",
};
