import { runInNewContext } from "node:vm";
import ts from "typescript";
import { lazyRequires } from "../../build/lazy-requires";

/** Compiles a module as the build does. */
function compiled(source: string): string {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, esModuleInterop: true };
  return ts.transpileModule(source, { compilerOptions }).outputText;
}

/** A module that was run: what it exports, and what it has loaded so far. */
function ran(source: string, modules: Readonly<Record<string, object>> = {}) {
  const loaded: string[] = [];
  const require = (name: string) => {
    loaded.push(name);
    return modules[name] ?? {};
  };
  const exports: Record<string, (...args: readonly unknown[]) => unknown> = {};
  runInNewContext(lazyRequires(compiled(source)), { exports, require });
  return { exports, loaded };
}

test("a module is loaded when it is first used, and once", () => {
  const { exports, loaded } = ran(`import { double } from "./double"; export const four = () => double(double(1));`, {
    "./double": { double: (n: number) => 2 * n },
  });

  expect(loaded).toEqual([]);
  expect(exports.four?.()).toBe(4);
  expect(exports.four?.()).toBe(4);
  expect(loaded).toEqual(["./double"]);
});

test.each([
  [
    "a class",
    `import { Point } from "./it"; export const use = () => new Point(1).x;`,
    {
      Point: class {
        x = 1;
      },
    },
    1,
  ],
  [
    "a class of a default",
    `import Point from "./it"; export const use = () => new Point().x;`,
    class {
      x = 2;
    },
    2,
  ],
  ["a tagged template", `import { tag } from "./it"; export const use = () => tag\`a\`;`, { tag: () => 4 }, 4],
  [
    "a property of the same name",
    `import { it } from "./it"; export const use = () => ({ it: it, it_1: 5 }).it_1;`,
    {},
    5,
  ],
  ["a name that is exported again", `export { use } from "./it";`, { use: () => 6 }, 6],
])("%s is used as before", (_, source, it, result) => {
  const { exports, loaded } = ran(source, { "./it": it });

  expect(loaded).toEqual([]);
  expect(exports.use?.()).toBe(result);
});

test("what is imported for its effect, what a class extends, and a namespace are loaded at once and in order", () => {
  const source = `import "./first"; import { Base } from "./second"; import * as all from "./third";
    export class Derived extends Base { use = () => all; }`;
  const { loaded } = ran(source, { "./second": { Base: class {} } });

  expect([...loaded].sort()).toEqual(["./first", "./second", "./third"]);
  expect(loaded[0]).toBe("./first");
});

test("a name that is exported again is left to the line that names it for ES modules", () => {
  const lazy = lazyRequires(compiled(`export { use } from "./it";`));

  expect(lazy).toContain("exports.use = void 0;");
  expect(lazy).not.toMatch(/Object\.defineProperty\(exports, "use"/);
});

test("what a program requires itself, and every line, stays where it is", () => {
  const code = `import { x } from "./x";\nconst y_1 = [require("./y")];\nexport const use = () => {\n  const z = require("./z");\n  return x(y_1, z);\n};\n`;
  const lazy = lazyRequires(compiled(code));

  expect(lazy.split("\n").length).toBe(compiled(code).split("\n").length);
  expect(lazy).toContain(`const y_1 = [require("./y")];`);
  expect(lazy).toContain(`    const z = require("./z");\n    return (0, (x_1()).x)(y_1, z);`);
});
