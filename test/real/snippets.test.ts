import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { makeProject } from "../_support/project";
import { augments, commentSnippets, compile, pageSnippets, type Snippet } from "../_support/snippets";

const snippets = [...pageSnippets(), ...commentSnippets()];

test("every TypeScript block of the documentation and every @example compiles", () => {
  expect(compile(snippets.filter((snippet) => !augments(snippet)))).toEqual([]);
});

test.each(snippets.filter(augments))("$place compiles on its own", (snippet) => {
  expect(compile([snippet])).toEqual([]);
});

describe("against the emulator", () => {
  let emulator: Emulator;
  let folder: string;

  beforeAll(async () => {
    emulator = await startEmulator();
    folder = mkdtempSync(join(tmpdir(), "snippets-"));
  });

  afterAll(async () => {
    await emulator.close();
    rmSync(folder, { recursive: true });
  });

  test.each(snippets.filter(({ run }) => run !== undefined))("$place runs", ({ code, run }: Snippet) => {
    const main = join(folder, "main.ts");
    writeFileSync(main, code);
    const project = makeProject(main);
    const swc = { jsc: { target: "es2022", parser: { syntax: "typescript" } } };
    const transform = { "\\.ts$": [require.resolve("@swc/jest"), swc] };
    writeFileSync(join(project.folder, "jest.config.json"), JSON.stringify({ testRegex: "main.ts", transform }));

    const { status, stdout, stderr } =
      run === "program" ? project.run(emulator.env, "tsx", "main.ts") : project.run({}, "jest", "--colors=false");
    project.remove();

    expect({ status, said: status === 0 ? "" : stdout + stderr }).toEqual({ status: 0, said: "" });
  });
});
