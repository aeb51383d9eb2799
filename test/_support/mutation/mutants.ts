import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../process";

/** A change of the source that tests should notice. */
export interface Mutant {
  readonly id: string;
  /** Path from the root. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly kind: string;
  readonly original: string;
  readonly replacement: string;
}

/** Finds the mutants of files, and writes each file with all of its mutants in it into a folder. */
export async function makeMutants(paths: readonly string[], folder: string): Promise<readonly Mutant[]> {
  const { Instrumenter } = await import("@stryker-mutator/instrumenter");
  const files = paths.map((name) => ({ name, content: readFileSync(join(root, name), "utf8"), mutate: true }));
  const made = await new Instrumenter(SILENT).instrument(files, { plugins: null, excludedMutations: [], ignorers: [] });
  for (const { name, content } of made.files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const lines = new Map(files.map(({ name, content }) => [name, content.split("\n")]));
  return made.mutants
    .filter(({ status }) => status !== "Ignored")
    .map(({ id, fileName, mutatorName, replacement, location: { start, end } }) => ({
      id,
      path: fileName,
      line: start.line + 1,
      column: start.column + 1,
      kind: mutatorName,
      original: cut(lines.get(fileName) ?? [], start, end),
      replacement,
    }));
}

interface Position {
  readonly line: number;
  readonly column: number;
}

function cut(lines: readonly string[], start: Position, end: Position): string {
  const text = lines.slice(start.line, end.line + 1);
  text[text.length - 1] = text.at(-1)?.slice(0, end.column) ?? "";
  return text.join("\n").slice(start.column);
}

const nothing = () => {};
const never = () => false;
const SILENT = {
  isTraceEnabled: never,
  isDebugEnabled: never,
  isInfoEnabled: never,
  isWarnEnabled: never,
  isErrorEnabled: never,
  isFatalEnabled: never,
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  fatal: nothing,
};
