import { Composer, type CST, type Document, LineCounter, Parser } from "yaml";
import { policyInvalid } from "../../errors/policy";

/** A parsed document, and the words for a place in it. */
export interface YamlDocument {
  readonly document: Document.Parsed;
  /** Line of an offset, counted from 1. */
  lineAt(offset: number): number;
  /** An offset as `file:line:column`. */
  lineIn(offset: number): string;
}

/** Deeper nesting exhausts the stack of the YAML library, which ends the process. */
const MAX_DEPTH = 32;

/**
 * Parses one document of YAML 1.2, and with it JSON; no tags but those of the core schema.
 *
 * @throws DataWorksError `PolicyInvalid`, naming line and column.
 */
export function parseYaml(file: string, text: string): YamlDocument {
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  const position = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const lineIn = (offset: number) => `${file}:${position(offset).line}:${position(offset).column}`;
  const fail = (offset: number, what: string, repair: string) => policyInvalid(lineIn(offset), what, repair);
  for (const token of tokens) {
    const deep = tooDeep(token);
    if (deep !== undefined) throw fail(deep.offset, `it is nested more than ${MAX_DEPTH} deep`, "write it flatter");
  }
  const composer = new Composer({ version: "1.2", schema: "core", resolveKnownTags: false, prettyErrors: false });
  const [document, second] = composer.compose(tokens, true, text.length);
  if (document === undefined) throw fail(0, "it is empty", "write at least version and rules");
  const [flaw] = [...document.errors, ...document.warnings];
  if (flaw !== undefined) throw fail(flaw.pos[0], `it is no YAML: ${flaw.message}`, "correct it there");
  if (second !== undefined) throw fail(second.range[0], "a second document begins", "keep one document in the file");
  return { document, lineAt: (offset) => position(offset).line, lineIn };
}

/** Looks for too deep a nesting without recursion, for the nesting may be as deep as the file is long. */
function tooDeep(token: CST.Token): CST.Token | undefined {
  const open: [token: CST.Token, depth: number][] = [[token, 0]];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [node, depth] = next;
    if (depth > MAX_DEPTH) return node;
    for (const child of children(node)) if (child) open.push([child, depth + 1]);
  }
  return undefined;
}

function children(node: CST.Token): (CST.Token | null | undefined)[] {
  if (node.type === "document") return [node.value];
  return "items" in node ? node.items.flatMap(({ key, value }) => [key, value]) : [];
}
