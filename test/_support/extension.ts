import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { blocksOf, sectionOf } from "./pages";
import { root } from "./process";

const PAGE = "docs/extending.md";

/** A copy of the sources to which was done what a section of `docs/extending.md` says. */
export interface Extension {
  /** Files of `src` that are new, or differ. */
  readonly changed: readonly string[];
  /** What the compiler has to say. */
  readonly complaints: string;
  /** Runs a program in the compiled copy, in which `load` requires a module of it; what it printed, as JSON. */
  run(program: string): unknown;
  remove(): void;
}

/**
 * Takes sections at their word: blocks of TypeScript with `file=PATH` are written. Of other blocks the lines with a plus are
 * written into the file in place of those with a minus, where it has the other lines, or at its end.
 *
 * @param use a program that uses what was added, to be compiled with it as `src/use.ts`.
 */
export function extend(headings: readonly string[], use: string): Extension {
  const page = { path: PAGE, text: readFileSync(join(root, PAGE), "utf8") };
  const text = headings.map((heading) => sectionOf(page, heading)).join("\n");
  const folder = mkdtempSync(join(tmpdir(), "extension-"));
  for (const name of ["src", "package.json", "tsconfig.json", "tsconfig.build.json"])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  for (const { info, code } of blocksOf({ path: PAGE, text })) {
    const [, language, file = ""] = /^(\w+) file=(\S+)$/.exec(info) ?? [];
    const path = join(folder, file);
    if (language === "ts") writeFileSync(path, code);
    if (language === "diff") writeFileSync(path, added(readFileSync(path, "utf8"), code));
  }
  const changed = readdirSync(join(folder, "src"), { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith(".ts") && textOf(join(folder, "src", path)) !== textOf(join(root, "src", path)),
  );
  writeFileSync(join(folder, "src/use.ts"), use);
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const compiled = spawnSync(process.execPath, [compiler, "-p", "tsconfig.build.json"], {
    cwd: folder,
    encoding: "utf8",
  });
  return {
    changed: changed.sort(),
    complaints: compiled.stdout + compiled.stderr,
    run(program) {
      const lines = ["const load = (path) => require(require('node:path').resolve('dist', path));", program];
      const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", lines.join("\n")], {
        cwd: folder,
        encoding: "utf8",
      });
      if (status !== 0) throw new Error(stderr);
      return JSON.parse(stdout);
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
}

function added(text: string, diff: string): string {
  const lines = diff.trimEnd().split("\n");
  const without = (sign: string) =>
    lines.flatMap((line) => (line.startsWith(sign) ? [] : [`${line.slice(1)}\n`])).join("");
  const [before, after] = [without("+"), without("-")];
  if (before === "") return text + after;
  const parts = text.split(before);
  if (parts.length !== 2) throw new Error(`these lines stand there ${parts.length - 1} times, not once:\n${before}`);
  return parts.join(after);
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
