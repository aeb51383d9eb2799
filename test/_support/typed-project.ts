import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import ts from "typescript";

const repository = join(__dirname, "../..");

/** Keeps the compiler's own libraries from being parsed again for every project. */
const parsedBefore = ts.createDocumentRegistry();

/** A project in a folder of its own with this package installed, to be looked at by the compiler. */
export class TypedProject {
  readonly folder = mkdtempSync(join(tmpdir(), "typed-names-"));

  constructor(
    files: Readonly<Record<string, string>>,
    private readonly options: ts.CompilerOptions,
  ) {
    mkdirSync(join(this.folder, "node_modules"));
    const link = (target: string, name: string) => symlinkSync(target, join(this.folder, "node_modules", name));
    for (const name of ["cdktf", "cdktn", "constructs"]) link(join(repository, "node_modules", name), name);
    link(repository, "cdktf-dataworks-di-jobs");
    for (const [name, text] of Object.entries(files)) this.write(name, text);
    this.names = Object.keys(files).map((name) => join(this.folder, name));
  }

  private readonly names: string[];

  /** What the compiler has to say, as `app.ts:3 TS2345`. */
  errors(): string[] {
    const service = this.service();
    const found = this.names.flatMap((name) => [
      ...service.getSyntacticDiagnostics(name),
      ...service.getSemanticDiagnostics(name),
    ]);
    return found.map(({ file, start = 0, code }) => {
      const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line + 1;
      return `${file?.fileName.slice(this.folder.length + 1)}:${line} TS${code}`;
    });
  }

  /** What an editor offers at the place marked with `|` in a file. */
  completions(name: string): string[] {
    const path = join(this.folder, name);
    const marked = readFileSync(path, "utf8");
    writeFileSync(path, marked.replace("|", ""));
    const completions = this.service().getCompletionsAtPosition(path, marked.indexOf("|"), {});
    return completions?.entries.map((entry) => entry.name) ?? [];
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  private service(): ts.LanguageService {
    const host: ts.LanguageServiceHost = {
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
    };
    return ts.createLanguageService(host, parsedBefore);
  }

  private write(name: string, text: string): void {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
