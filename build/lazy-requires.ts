import ts from "typescript";

/**
 * What runs in the background, with all that it takes: a test runner that is done lets nothing be loaded any more. And what
 * writes the snapshot, so that nothing is loaded between two steps of a write (docs/decisions/loading.md).
 */
export const LOADED_WHOLE = /^(text|errors|model|client|snapshot|lookup[/\\]thread)[/\\]/;

/**
 * Makes a compiled module load what it imports when it first uses it, as `let x_1 = () => …` in the place of
 * `const x_1 = require("./x")`. Lines stay where they are. What is imported for its effect alone, or as `* as x`, is loaded
 * at once.
 */
export function lazyRequires(code: string): string {
  const source = ts.createSourceFile("module.js", code, ts.ScriptTarget.ES2022, true);
  const changes: Change[] = [];
  const names = new Set<string>();
  for (const { declarationList } of source.statements.filter(ts.isVariableStatement)) {
    const [{ name, initializer } = {}] = declarationList.declarations;
    if (name === undefined || initializer === undefined || !ts.isIdentifier(name) || !isImport(name.text, initializer))
      continue;
    names.add(name.text);
    const load = `() => { const loaded = ${initializer.getText()}; ${name.text} = () => loaded; return loaded; }`;
    const keyword = declarationList.getFirstToken();
    if (keyword?.kind === ts.SyntaxKind.ConstKeyword) changes.push(replacing(keyword, "let"));
    changes.push(replacing(initializer, load));
  }
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && names.has(node.text) && !ts.isVariableDeclaration(node.parent))
      // In parentheses, because `new x_1().X()` would make one of the module.
      changes.push(replacing(node, `(${node.text}())`));
    if (isExportOfGetter(node)) changes.push(replacing(node.expression, 'Object["defineProperty"]'));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return changes
    .sort((a, b) => b.start - a.start)
    .reduce((text, { start, end, by }) => text.slice(0, start) + by + text.slice(end), code);
}

/** A part of the text, and what is to stand there. */
interface Change {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

function replacing(node: ts.Node, by: string): Change {
  return { start: node.getStart(), end: node.getEnd(), by };
}

/**
 * Node.js takes names for `import { x }` from the text of a CommonJS module, and takes back one whose getter it cannot read;
 * written in another way, the getter is passed over, and the line `exports.x = void 0` gives the name.
 */
function isExportOfGetter(node: ts.Node): node is ts.CallExpression {
  if (!ts.isCallExpression(node) || node.expression.getText() !== "Object.defineProperty") return false;
  const [object, , descriptor] = node.arguments;
  return object?.getText() === "exports" && /\bget:/.test(descriptor?.getText() ?? "");
}

/** The compiler gives every import a name of its own that ends with a number, and uses it for nothing else. */
function isImport(name: string, initializer: ts.Expression): boolean {
  return /_\d+$/.test(name) && /^(__importDefault\()?require\("[^"]+"\)+$/.test(initializer.getText());
}
