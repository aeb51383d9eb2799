import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import ts from "typescript";

/** A file of `src` with what it imports, types included. */
export interface SourceFile {
  /** Relative to `src`, such as `client/pages.ts`. */
  readonly path: string;
  readonly text: string;
  /** Files of `src`. */
  readonly files: readonly string[];
  /** Names of packages and of Node.js modules, without `node:`. */
  readonly packages: readonly string[];
}

const root = join(__dirname, "../../src");

/** Every file of `src`. */
export function sourceFiles(): SourceFile[] {
  const paths = readdirSync(root, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"));
  return paths.sort().map((path) => {
    const text = readFileSync(join(root, path), "utf8");
    const specifiers = importsOf(text);
    return {
      path,
      text,
      files: specifiers.filter((one) => one.startsWith(".")).map((one) => resolved(path, one, paths)),
      packages: specifiers.filter((one) => !one.startsWith(".")).map((one) => one.replace(/^node:/, "")),
    };
  });
}

/** Whatever is imported, exported from, required or named in a type, by its specifier. */
function importsOf(text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const named =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
          ? node.argument.literal
          : ts.isCallExpression(node) && /^(require|import|require\.resolve)$/.test(node.expression.getText())
            ? node.arguments[0]
            : undefined;
    if (named !== undefined && ts.isStringLiteral(named)) found.push(named.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("source.ts", text, ts.ScriptTarget.ES2022, true));
  return [...new Set(found)];
}

function resolved(from: string, specifier: string, paths: readonly string[]): string {
  const base = normalize(join(dirname(from), specifier)).replaceAll("\\", "/");
  const found = [base, base.replace(/(\.js)?$/, ".ts"), `${base}/index.ts`].find((path) => paths.includes(path));
  if (found === undefined) throw new Error(`${from} imports ${specifier}, which is no file of src`);
  return found;
}

/** The circles among files: each as the files that import one another. */
export function circlesOf(files: readonly SourceFile[]): string[][] {
  const imports = new Map(files.map(({ path, files }) => [path, files]));
  const reaches = new Map(files.map(({ path }) => [path, reachedFrom(path, imports)]));
  const circles = new Map<string, string[]>();
  for (const { path } of files) {
    if (!reaches.get(path)?.has(path)) continue;
    const circle = [...(reaches.get(path) ?? [])].filter((other) => reaches.get(other)?.has(path)).sort();
    circles.set(circle.join(" "), circle);
  }
  return [...circles.values()];
}

function reachedFrom(start: string, imports: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set<string>();
  const open = [start];
  for (let path = open.pop(); path !== undefined; path = open.pop())
    for (const next of imports.get(path) ?? []) {
      if (reached.has(next)) continue;
      reached.add(next);
      open.push(next);
    }
  return reached;
}
