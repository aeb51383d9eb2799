import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const root = join(__dirname, "../..");

/** A page of the documentation. */
export interface Page {
  /** Path from the root of the repository, such as `docs/lookups.md`. */
  readonly path: string;
  readonly text: string;
}

/** A fenced block of a page. */
export interface Block {
  readonly page: string;
  /** Line of its first line of code, counted from 1. */
  readonly line: number;
  /** What stands behind the fence, such as `ts run`. */
  readonly info: string;
  readonly code: string;
}

const NOT_OURS = new Set(["node_modules", "dist", "cdktf.out", "api", "coverage"]);

/** Every page: those at the root, and all below `docs`, `examples` and `src`. */
export function pages(): Page[] {
  const paths = [
    ...readdirSync(root).filter((name) => name.endsWith(".md")),
    ...["docs", "examples", "src"].flatMap(pathsBelow),
  ];
  return paths.sort().map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

function pathsBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) || entry.name.startsWith(".") ? [] : pathsBelow(path);
    return entry.name.endsWith(".md") ? [relative(root, join(root, path))] : [];
  });
}

/** The fenced blocks of a page, without the indentation of the list they may stand in. */
export function blocksOf({ path, text }: Page): Block[] {
  const lines = text.split("\n");
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; at++) {
    const [, indent = "", info] = /^( *)```(\S.*|)$/.exec(lines[at] ?? "") ?? [];
    if (info === undefined) continue;
    const end = lines.findIndex((line, index) => index > at && line === `${indent}\`\`\``);
    if (end < 0) throw new Error(`${path}:${at + 1}: the block is never closed`);
    const code = lines.slice(at + 1, end).map((line) => line.slice(indent.length));
    blocks.push({ page: path, line: at + 2, info, code: `${code.join("\n")}\n` });
    at = end;
  }
  return blocks;
}

/** The text of a page without its fenced blocks, whose lines stay as empty ones. */
function proseOf({ text }: Page): string {
  return text.replace(/^( *)```[\s\S]*?^\1```$/gm, (block) => block.replace(/[^\n]/g, ""));
}

/** The anchors of a page's headings, made as GitHub makes them. */
export function anchorsOf(page: Page): string[] {
  const counts = new Map<string, number>();
  return headingsOf(page).map((heading) => {
    const slug = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_\- ]/gu, "")
      .replaceAll(" ", "-");
    const count = counts.get(slug) ?? 0;
    counts.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
}

/** The headings of a page, as they are read. */
export function headingsOf(page: Page): string[] {
  return [...proseOf(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) => plain(heading));
}

/** The section under a heading, up to the next heading of the same or a higher level. */
export function sectionOf(page: Page, heading: string): string | undefined {
  const lines = page.text.split("\n");
  const level = (line: string) => /^(#+) /.exec(line)?.[1]?.length;
  const start = lines.findIndex((line) => level(line) !== undefined && plain(line.replace(/^#+ /, "")) === heading);
  if (start < 0) return undefined;
  const own = level(lines[start] ?? "") ?? 0;
  const length = lines.slice(start + 1).findIndex((line) => (level(line) ?? 7) <= own);
  return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).join("\n");
}

function plain(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[`*]/g, "")
    .trim();
}

/** A link of a page. */
export interface Link {
  readonly text: string;
  readonly target: string;
}

/** The links of a page that lead to somewhere in the repository. */
export function linksOf(page: Page): Link[] {
  return [...proseOf(page).matchAll(/\[((?:[^[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)/g)]
    .map(([, text = "", target = ""]) => ({ text, target }))
    .filter(({ target }) => !/^[a-z]+:/.test(target));
}
