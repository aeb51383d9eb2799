import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { framework, ported } from "./framework";
import { type Block, blocksOf, pages } from "./pages";

const root = join(__dirname, "../..");

/** A piece of TypeScript that stands in a page or in a doc comment. */
export interface Snippet {
  /** Where it stands, as `docs/lookups.md:12`. */
  readonly place: string;
  readonly code: string;
  /** How it is run, if it is: as a program, or as tests. */
  readonly run?: "program" | "tests";
  /** The module whose doc comment it stands in; its exports are at hand. */
  readonly module?: string;
}

/**
 * Every block of TypeScript in the pages; `ts run` marks a program that is run, too, and `ts test` a file of tests. Those with
 * `file=PATH` are changes of the sources, and compile together with the others of their section: `test/real/extending.test.ts`.
 */
export function pageSnippets(): Snippet[] {
  return pages()
    .flatMap(blocksOf)
    .filter(({ info }) => /^(ts|typescript)\b/.test(info) && !/\bfile=/.test(info))
    .map((block: Block) => ({
      place: `${block.page}:${block.line}`,
      code: block.code,
      ...(/\brun\b/.test(block.info) ? { run: "program" } : /\btest\b/.test(block.info) ? { run: "tests" } : {}),
    }));
}

/** Every `@example` of the doc comments in `src`. */
export function commentSnippets(): Snippet[] {
  return filesBelow(join(root, "src")).flatMap((path) => {
    const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2022, true);
    return examplesBelow(source).map(({ code, position }) => ({
      place: `${relative(root, path)}:${source.getLineAndCharacterOfPosition(position).line + 1}`,
      code,
      module: path,
    }));
  });
}

function examplesBelow(node: ts.Node): { code: string; position: number }[] {
  const own = ts.isSourceFile(node) ? [] : ts.getJSDocTags(node).filter((tag) => tag.tagName.text === "example");
  const children: { code: string; position: number }[] = [];
  ts.forEachChild(node, (child) => {
    children.push(...examplesBelow(child));
  });
  const examples = own
    // A declaration inherits the tags of the statement around it.
    .filter((tag) => tag.parent.parent === node)
    .map((tag) => ({ code: ts.getTextOfJSDocComment(tag.comment) ?? "", position: tag.pos }));
  return [...examples, ...children];
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : /(?<!\.d)\.ts$/.test(path) ? [path] : [];
  });
}

/** What stands around a snippet that imports nothing: a stack's constructor, in which jobs were looked up. */
function inContext(snippet: Snippet): string {
  const { code, module } = snippet;
  // The compiler augments only what the program imports somewhere, as every app imports the package.
  if (augments(snippet)) return `import type {} from "cdktf-dataworks-di-jobs";\n${code}`;
  if (/^(import|export) /m.test(code)) return code;
  const entry =
    module === undefined ? "cdktf-dataworks-di-jobs" : join(root, framework === "cdktf" ? "src/index" : "src/cdktn");
  const testing = module === undefined ? "cdktf-dataworks-di-jobs/testing" : join(root, "src/testing/index");
  return [
    'import { App, Aspects, TerraformOutput, TerraformResource, TerraformStack, Testing } from "cdktf";',
    `import * as dijobs from ${JSON.stringify(entry)};`,
    `import type { DiJob, DiJobs as Jobs, RuleResult, RuleSet, StackDiJob } from ${JSON.stringify(entry)};`,
    `import { fakeDiJobs, resetLookups, startEmulator } from ${JSON.stringify(testing)};`,
    'import { execFileSync } from "node:child_process";',
    `import * as own from ${JSON.stringify(module?.replace(/\.ts$/, "") ?? entry)};`,
    "type DiJobs<P extends string = string> = Jobs<P>;",
    "type Binding<T> = { new (scope: TerraformStack, id: string, config: T): unknown };",
    `type Drift = import(${JSON.stringify(join(root, "src/checks/drift"))}).Drift;`,
    "type Context = { app: App; jobs: Jobs; orders: StackDiJob; job: DiJob; result: RuleResult; drift: Drift };",
    "export async function snippet(this: TerraformStack, { app, jobs, orders, job, result, drift }: Context) {",
    `  const { ${VALUES.join(", ")} } = dijobs;`,
    "  const { EcsInstance } = {} as { EcsInstance: Binding<{ tags: Record<string, string> }> };",
    ...(module === undefined ? [] : [`  const { ${ownValues(module)} } = own;`]),
    "  {",
    code,
    "  }",
    "}",
  ].join("\n");
}

const VALUES = [
  "DataWorksError",
  "DiAlarmRule",
  "DiJobs",
  "JobStatus",
  "MigrationType",
  "TagWithJob",
  "applyRules",
  "describeResult",
  "jobTags",
  "listDiJobs",
  "literal",
  "rules",
] as const;

/** The values that a module exports and the entry does not. */
function ownValues(module: string): string {
  const names = [...readFileSync(module, "utf8").matchAll(/^export (?:async )?(?:function\*?|const|class) (\w+)/gm)];
  return names
    .map(([, name = ""]) => name)
    .filter(
      (name) =>
        !VALUES.some((known) => known === name) && !["fakeDiJobs", "resetLookups", "startEmulator"].includes(name),
    )
    .join(", ");
}

/** What the compiler has to say about snippets, each with its place; nothing when all are right. */
export function compile(snippets: readonly Snippet[]): string[] {
  const config = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root);
  const paths = snippets.map((_, index) => join(root, `docs/snippet-${index}.ts`));
  const texts = new Map(snippets.map((snippet, index) => [paths[index] ?? "", snippet]));
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => {
    const snippet = texts.get(path);
    return snippet === undefined ? readFile(path) : ported(inContext(snippet));
  };
  const program = ts.createProgram([...texts.keys()], options, host);
  return [...texts].flatMap(([path, snippet]) => {
    const source = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
      ({ messageText }) => `${snippet.place}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
  });
}

/** Tells whether a snippet changes what other snippets mean, so that it must be compiled alone. */
export function augments({ code }: Snippet): boolean {
  return /^\s*declare module /m.test(code);
}
