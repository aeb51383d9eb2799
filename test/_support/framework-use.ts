import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "./process";

/** The name of a framework, or of an entry of the package that needs one, as a text of a program. */
const NAMED = /(["'`])(cdkt[fn]|cdktf-dataworks-di-jobs(\/cdktn)?)\1/;

/** What a program takes from beside it: a module, or a program or app by its path in the repository. */
const TAKEN = /["'`](\.{1,2}\/[\w./-]+|(?:test|examples)\/[\w./-]+)["'`]/g;

/** Whether a file of the tests, or anything of them and of the examples that it takes, names a framework. */
export function usesFramework(path: string): boolean {
  const seen = new Set<string>();
  const open = [path];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const text = readFileSync(join(root, file), "utf8");
    if (NAMED.test(text)) return true;
    open.push(...takenBy(file, text));
  }
  return false;
}

/** The files of the tests and of the examples that a file takes. */
function takenBy(file: string, text: string): string[] {
  return [...text.matchAll(TAKEN)].flatMap(([, name = ""]) => {
    const base = name.startsWith(".") ? join(dirname(file), name) : name;
    const found = [base, `${base}.ts`, `${base}.js`].find((each) => isProgram(each));
    return found === undefined ? [] : [found];
  });
}

function isProgram(path: string): boolean {
  const whole = join(root, path);
  return /^(test|examples)\/.*\.[jt]s$/.test(path) && existsSync(whole) && statSync(whole).isFile();
}
