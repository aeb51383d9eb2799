import { randomUUID } from "node:crypto";
import { isRecord } from "../model/arguments";
import { excerpt } from "../text/visible";

/** A number of a JSON text as it was written: `JSON.parse` keeps fifteen of its digits. */
export class WrittenNumber {
  constructor(readonly text: string) {}

  /** Its digits, in what is shown of the object around it. */
  toJSON(): string {
    return this.text;
  }
}

/** A text that is JSON, and could be read in more ways than one, or in none that fits into memory. */
export class InexactJson extends Error {}

/** Most names, strings, numbers, objects and lists of one text together: a page of 100 jobs has three thousand. */
const MOST_PARTS = 200_000;

/** Marks a number on its way through `JSON.parse`; nobody who writes an answer can know it. */
const MARK = randomUUID();
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const [QUOTE = 0, COLON = 0, LIST = 0, OBJECT = 0, MINUS = 0, ZERO = 0, NINE = 0, BACKSLASH = 0] =
  Buffer.from('":[{-09\\');

/**
 * Reads a JSON text to the letter: every number as a {@link WrittenNumber}, and no name twice in an object, where
 * `JSON.parse` would keep the last.
 *
 * It is `JSON.parse` that reads, after the numbers were marked and the names counted: no parser in JavaScript is as fast.
 *
 * @throws SyntaxError for a text that is no JSON, {@link InexactJson}.
 */
export function parseExactly(text: string): unknown {
  const { marked, names } = markNumbers(text);
  const root: Record<string, unknown> = { value: JSON.parse(marked) };
  if (restoreNumbers(root) - 1 !== names) throw new InexactJson("JSON with a name twice in one object");
  return root.value;
}

/** The text with every number in a string of its own, and how many names it has. */
function markNumbers(text: string): { marked: string; names: number } {
  let marked = "";
  let taken = 0;
  let names = 0;
  let parts = 0;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) at = endOfString(text, at);
    else if (char === COLON) names += 1;
    else if (char === MINUS || (char >= ZERO && char <= NINE)) {
      const number = numberAt(text, at);
      marked += `${text.slice(taken, at)}"${MARK}${number}"`;
      taken = at + number.length;
      at = taken - 1;
    } else if (char !== LIST && char !== OBJECT) continue;
    parts += 1;
    if (parts > MOST_PARTS) throw new InexactJson(`JSON of more than ${MOST_PARTS} names and values`);
  }
  return { marked: marked + text.slice(taken), names };
}

/** Where the string ends that begins at a place. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === BACKSLASH) before -= 1;
    if ((end - before) % 2 === 1) return end;
  }
  return text.length;
}

function numberAt(text: string, start: number): string {
  NUMBER.lastIndex = start;
  const number = NUMBER.exec(text)?.[0];
  if (number === undefined) throw new SyntaxError("a minus without a number");
  return number;
}

/** Puts the numbers back into an object or a list, and counts the names in it and below. */
function restoreNumbers(holder: Record<string, unknown>): number {
  const names = Object.keys(holder);
  let count = Array.isArray(holder) ? 0 : names.length;
  for (const name of names) {
    if (name.startsWith(MARK)) throw new SyntaxError("a number where a name belongs");
    const value = holder[name];
    if (typeof value === "object" && value !== null) count += restoreNumbers(value as Record<string, unknown>);
    else if (typeof value === "string" && value.startsWith(MARK))
      holder[name] = new WrittenNumber(value.slice(MARK.length));
  }
  return count;
}

/** Tells an object of a JSON text from its other values. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return isRecord(value) && !(value instanceof WrittenNumber);
}

/** A number as the text of it. */
export function digits(value: unknown): unknown {
  return value instanceof WrittenNumber ? value.text : value;
}

/** Something that does not belong where it stands, short enough for a message. */
export function shownJson(value: unknown): string {
  if (value === undefined) return "missing";
  const text = digits(value);
  return typeof text === "string" ? `'${excerpt(text, 60)}'` : excerpt(JSON.stringify(text), 60);
}
