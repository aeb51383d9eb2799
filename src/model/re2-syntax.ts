import { codePointsOf } from "./code-points";

const ESCAPE = String.raw`\\(?:[pP]\{[^}]*\}|k<[^>]*>|u\{[^}]*\}|u[dD][89abAB]..\\u[dD][c-fC-F]..|u.{4}|x..|c.|.)`;
/** What RE2 may read in another way than JavaScript: a class of characters, an escape, the beginning of a group, a dot. */
const PART = new RegExp(String.raw`\[(?:\\.|[^\]\\])*\]|${ESCAPE}|\(\?(?:<?[=!]|<[^>]*>|.)|\.`, "gsu");
const PART_OF_CLASS = new RegExp(String.raw`${ESCAPE}|\[`, "gsu");

/** What the syntax of RE2 has not, because it cannot be matched in linear time, or is not the same everywhere. */
const LACKING = [
  [/^\(\?<?[=!]/, "lookaround, such as (?=…)"],
  [/^\\(?:[1-9]|k<)/, "backreferences, such as \\1"],
  [/^\(\?[^:<]/, "flags inside of a pattern, such as (?i:…)"],
] as const;

const ANY = String.raw`\x{0}-\x{10ffff}`;
const LINE_ENDS = String.raw`\n\r\x{2028}\x{2029}`;
const SPACES = String.raw`\t-\r \x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff}`;

/**
 * Writes a JavaScript pattern (flag `u`) in the syntax of RE2, so that it matches the same texts.
 *
 * Where one sign means different things to the two (`.`, `\s`, `\p{…}`), the characters are spelled out.
 *
 * @param source a pattern that JavaScript takes.
 * @returns the pattern, or what it has that RE2 lacks.
 */
export function toRe2Syntax(source: string): { readonly re2: string } | { readonly lacks: string } {
  for (const [part] of source.matchAll(PART))
    for (const [pattern, lacks] of LACKING) if (pattern.test(part)) return { lacks };
  return { re2: source.replace(PART, rewritten) };
}

function rewritten(part: string): string {
  if (part === ".") return oneOf("^", LINE_ENDS);
  if (part === "\\b" || part === "\\B") return part;
  // The name of a group is of no use here, and may have letters that RE2 does not take.
  if (part.startsWith("(?")) return "(?:";
  const [, not, content] = /^\[(\^?)(.*)\]$/su.exec(part) ?? [];
  if (not === undefined || content === undefined) return escaped(part, (characters) => oneOf("", characters));
  const characters = content.replace(PART_OF_CLASS, (inner) => (inner === "\\b" ? hex(8) : escaped(inner, String)));
  return oneOf(not, characters);
}

/** A class of characters; RE2 has none without any. */
function oneOf(not: string, characters: string): string {
  if (characters === "") return oneOf(not === "" ? "^" : "", ANY);
  return `[${not}${characters}]`;
}

/** @param classOf what stands for several characters. */
function escaped(part: string, classOf: (characters: string) => string): string {
  if (/^\\[dDwWtnvfr]/.test(part)) return part;
  if (part === "\\s") return classOf(SPACES);
  if (/^\\[SpP]/.test(part)) return classOf(spelledOut(part));
  if (part === "\\0") return hex(0);
  if (part.startsWith("\\c")) return hex(part.charCodeAt(2) % 32);
  // The number of a character, or of each of its two halves.
  const numbers = /^\\[ux]/.test(part) ? part.match(/[\da-f]+/gi) : null;
  const character = numbers?.map((digits) => String.fromCodePoint(Number.parseInt(digits, 16))).join("");
  return hex((character ?? part.replace(/^\\/, "")).codePointAt(0) ?? 0);
}

function hex(codePoint: number): string {
  return `\\x{${codePoint.toString(16)}}`;
}

const spelled = new Map<string, string>();

function spelledOut(part: string): string {
  const known = spelled.get(part);
  if (known !== undefined) return known;
  const ranges = codePointsOf(part).map(([first, last]) =>
    first === last ? hex(first) : `${hex(first)}-${hex(last)}`,
  );
  spelled.set(part, ranges.join(""));
  return ranges.join("");
}
