import { readdirSync, readFileSync } from "node:fs";

const FOLDER = "examples/pipelines";

const withoutIndent = (text: string) => text.replace(/^\s+/gm, "").trim();

/** The blocks of the page that show a part of a file. */
const blocks = [...readFileSync("docs/pipelines.md", "utf8").matchAll(/```(?:yaml|json)\n([\s\S]*?)```/g)].map(
  ([, text = ""]) => withoutIndent(text),
);

test("every file that docs/pipelines.md shows a part of has it, line by line", () => {
  const files = readdirSync(FOLDER, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => withoutIndent(readFileSync(`${parentPath}/${name}`, "utf8")));

  expect(blocks.length).toBeGreaterThan(2);
  expect(blocks.filter((block) => !files.some((file) => file.includes(block)))).toEqual([]);
});
