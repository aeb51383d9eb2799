import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { root } from "./process";

/** The frameworks that the package serves. */
export type FrameworkName = "cdktf" | "cdktn";

declare const FRAMEWORK: FrameworkName;

/** The framework of this run of a test; its name is that of its command line, too. */
export const framework = FRAMEWORK;

const ENTRIES: Readonly<Record<FrameworkName, string>> = {
  cdktf: "cdktf-dataworks-di-jobs",
  cdktn: "cdktf-dataworks-di-jobs/cdktn",
};

/** What apps of this run's framework import of the package. */
export const entry = ENTRIES[framework];

/** A program as one of a framework, whichever it was written for: it imports that, and the entry that belongs to it. */
export function ported(source: string, to: FrameworkName = framework): string {
  return source
    .replace(/(["'])cdkt[fn]\1/g, `$1${to}$1`)
    .replace(/(["'])cdktf-dataworks-di-jobs(\/cdktn)?\1/g, `$1${ENTRIES[to]}$1`);
}

/**
 * Path of a program of this repository, which is written for cdktf, as one of a framework: itself, or a ported copy with whatever lies beside it.
 *
 * The copy is inside of the repository, where the package is found by its own name.
 */
export function portedProgram(path: string, to: FrameworkName = framework): string {
  if (to === "cdktf") return resolve(root, path);
  const from = dirname(resolve(root, path));
  const folder = join(root, ".cache", to, relative(root, from));
  mkdirSync(folder, { recursive: true });
  for (const { name } of readdirSync(from, { withFileTypes: true }).filter((each) => each.isFile())) {
    // Test files run side by side: none may see the half of a file.
    const draft = join(folder, `.${name}.${process.pid}`);
    writeFileSync(draft, ported(readFileSync(join(from, name), "utf8"), to));
    renameSync(draft, join(folder, name));
  }
  return join(folder, basename(path));
}
