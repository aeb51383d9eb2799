import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import ts from "typescript";

const repository = join(__dirname, "../..");

/** The face of the construct, as far as names are concerned. */
const ENTRY = `
import type { JobName } from "./snapshot/recorded";
export type { JobName, RecordedJobs, RecordedJobsOptions } from "./snapshot/recorded";
export declare class DiJobs<Region extends string = string, Project extends string | number = string | number> {
  constructor(scope: unknown, id: string, props: { readonly regionId?: Region; readonly projectId: Project });
  findJob(jobName: JobName<\`\${Region}/\${Project}\`>): string;
  findJobs(jobNames: readonly JobName<\`\${Region}/\${Project}\`>[]): string[];
}
`;

/** A project in a folder of its own with this package installed, to be looked at by the compiler. */
export class TypedProject {
  readonly folder = mkdtempSync(join(tmpdir(), "typed-names-"));

  constructor(
    files: Readonly<Record<string, string>>,
    private readonly options: ts.CompilerOptions,
  ) {
    const installed = {
      "package.json": readFileSync(join(repository, "package.json"), "utf8"),
      "dist/index.d.ts": ENTRY,
      "dist/cdktn.d.ts": ENTRY,
      "dist/job.d.ts": declarationsOf("src/job.ts"),
      "dist/snapshot/recorded.d.ts": declarationsOf("src/snapshot/recorded.ts"),
    };
    for (const [name, text] of Object.entries(installed))
      this.write(`node_modules/cdktf-dataworks-di-jobs/${name}`, text);
    for (const [name, text] of Object.entries(files)) this.write(name, text);
    this.names = Object.keys(files).map((name) => join(this.folder, name));
  }

  private readonly names: string[];

  /** What the compiler has to say, as `app.ts:3 TS2345`. */
  errors(): string[] {
    const program = ts.createProgram(this.names, this.options);
    return ts.getPreEmitDiagnostics(program).map(({ file, start = 0, code }) => {
      const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line + 1;
      return `${file?.fileName.slice(this.folder.length + 1)}:${line} TS${code}`;
    });
  }

  /** What an editor offers at the place marked with `|` in a file. */
  completions(name: string): string[] {
    const path = join(this.folder, name);
    const marked = readFileSync(path, "utf8");
    writeFileSync(path, marked.replace("|", ""));
    const service = ts.createLanguageService({
      getCompilationSettings: () => this.options,
      getScriptFileNames: () => this.names,
      getScriptVersion: () => "1",
      getScriptSnapshot: (file) => {
        const text = ts.sys.readFile(file);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => this.folder,
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: ts.sys.fileExists,
      readFile: ts.sys.readFile,
      directoryExists: ts.sys.directoryExists,
    });
    const completions = service.getCompletionsAtPosition(path, marked.indexOf("|"), {});
    return completions?.entries.map((entry) => entry.name) ?? [];
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  private write(name: string, text: string): void {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

function declarationsOf(path: string): string {
  const text = readFileSync(join(repository, path), "utf8");
  return ts.transpileDeclaration(text, { fileName: path, compilerOptions: { strict: true } }).outputText;
}
