import type * as LosslessJson from "lossless-json";
import { DataWorksError } from "../errors/error";
import { snapshotConflict, snapshotInvalid } from "../errors/snapshot";

/**
 * Reads the JSON of a snapshot. A key that stands twice in one object, as after a careless merge, is
 * refused too: `JSON.parse` would pass over it and keep the last.
 *
 * @throws DataWorksError `SnapshotInvalid` that names the line.
 */
export function parseJson(text: string, path: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    const twice = mostNamesIn(text) === namesIn(value) ? undefined : nameGivenTwice(text);
    if (twice === undefined) return value;
    throw snapshotInvalid(path, lineAt(text, twice.index), `the key '${twice.name}' stands there twice`);
  } catch (error) {
    // What else is wrong is found out here, with its line.
    throw DataWorksError.is(error) ? error : (emptiness(text, path) ?? conflict(text, path) ?? syntaxFlaw(text, path));
  }
}

const [SPACE = 0, QUOTE = 0] = Buffer.from(' "');

/** How many names a JSON text has; more only where a string says what looks like the end of one. */
function mostNamesIn(text: string): number {
  let names = 0;
  for (let colon = text.indexOf(":"); colon !== -1; colon = text.indexOf(":", colon + 1)) {
    let before = colon - 1;
    while (text.charCodeAt(before) <= SPACE) before -= 1;
    if (text.charCodeAt(before) === QUOTE) names += 1;
  }
  return names;
}

/** How many names the objects of a value have: fewer than its text, where one stands there twice. */
function namesIn(value: unknown): number {
  if (typeof value !== "object") return 0;
  const inside: unknown[] = Object.values(value ?? {});
  let names = Array.isArray(value) ? 0 : inside.length;
  for (const each of inside) names += namesIn(each);
  return names;
}

/** Brackets and strings of a JSON text; a string that a colon follows is a name. */
const TOKENS = /[{}[\]]|"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g;

/** The first name that an object has a second time, also with the same value, and where. */
function nameGivenTwice(text: string): { readonly name: string; readonly index: number } | undefined {
  const open: Set<unknown>[] = [];
  for (const { 0: token, 1: colon, index } of text.matchAll(TOKENS)) {
    if (token === "{" || token === "[") open.push(new Set());
    else if (token === "}" || token === "]") open.pop();
    else if (colon !== undefined) {
      const name = JSON.parse(token.slice(0, -colon.length));
      const names = open.at(-1);
      if (names?.has(name)) return { name, index };
      names?.add(name);
    }
  }
  return undefined;
}

function emptiness(text: string, path: string) {
  return text.trim() === "" ? snapshotInvalid(path, "line 1", "the file is empty") : undefined;
}

function conflict(text: string, path: string) {
  const marker = /^(?:<{7}|\|{7}|={7}|>{7})(?=[ \r\n]|$)/m.exec(text);
  return marker === null ? undefined : snapshotConflict(path, lineAt(text, marker.index), marker[0]);
}

/** Asks the parser that tells positions: those of `JSON.parse` differ between versions of Node.js, or are missing. */
function syntaxFlaw(text: string, path: string) {
  // Loaded here, for a broken file only: it takes longer than reading a snapshot of a thousand jobs.
  const { parse }: typeof LosslessJson = require("lossless-json");
  try {
    parse(text);
    return snapshotInvalid(path, "the whole file", "it is not JSON");
  } catch (cause) {
    const [, flaw = "it is not JSON", at = "0"] = /^SyntaxError: (.*) at position (\d+)$/s.exec(String(cause)) ?? [];
    const position = Number(at);
    const cutOff = position >= text.trimEnd().length;
    return snapshotInvalid(path, lineAt(text, position), cutOff ? "the file ends too early" : flaw);
  }
}

function lineAt(text: string, position: number): string {
  return `line ${text.slice(0, position).split("\n").length}`;
}
