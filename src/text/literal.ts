import { isNumberToken } from "./token";

/**
 * Makes any text arrive in Terraform character by character, as a value or as a map key.
 *
 * Terraform evaluates `${…}` and `%{…}` in values and in map keys, and cdktf resolves its own
 * tokens inside any string. The result says the same text without any of them; ordinary names
 * stay as they are. Not idempotent: escape a text once. Not for descriptions and variable
 * defaults, which Terraform does not evaluate.
 *
 * @example
 * new TerraformOutput(this, "owner", { value: literal(job.owner ?? "nobody") });
 */
export function literal(text: string): string {
  if (INTERPRETED_WHOLE.has(text)) return interpolated(text[0] ?? "") + text.slice(1);
  if (ORDINARY.test(text)) return text;
  return text
    .replace(/[$%]\{/g, (opening) => (opening[0] ?? "") + opening)
    .replace(MISREAD_WITH_SIGNS, (run) => interpolated(spellOut(run)))
    .replaceAll("TfToken[", `TfToken${interpolated("[")}`)
    .replace(/[-|\d.+]+e[-|\d.eE+]+/g, withoutNumberToken);
}

/**
 * Writes the characters that Terraform misreads as escapes of its strings: for use between quotes in an expression.
 *
 * Terraform's reader of JSON takes a character that Unicode prepends to the next one (Grapheme_Cluster_Break=Prepend)
 * together with the quote behind it, and loses the end of the string. Behind a carriage return without a line feed it
 * does not see what is escaped.
 */
export function spellOut(text: string): string {
  return text.replace(MISREAD, (char) => `\\U${(char.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}`);
}

const PREPENDED =
  "\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u0d4e\\u{110bd}\\u{110cd}\\u{111c2}\\u{111c3}\\u{113d1}" +
  "\\u{1193f}\\u{11941}\\u{11a3a}\\u{11a84}-\\u{11a89}\\u{11d46}\\u{11f02}";
const MISREAD = new RegExp(`\\r(?!\\n)|[${PREPENDED}]`, "gu");

/** With the signs before them, which would escape an interpolation. */
const MISREAD_WITH_SIGNS = new RegExp(`[$%]*(?:${MISREAD.source})`, "gu");

/** Most names: nothing in them means anything to Terraform or cdktf, so they need no closer look. */
const ORDINARY = /^(?!.*[-\d.]e[-\d.])[\w .-]*$/;

/** Texts that cdktf takes for something else when they are the whole value or key. */
const INTERPRETED_WHOLE = new Set(["__proto__", "String Map Token Value", "Any Map Token Value"]);

/** A Terraform interpolation that says a plain text. */
function interpolated(text: string): string {
  return `\${"${text}"}`;
}

/** cdktf takes a number written inside a string for a token if its bits are a token's. */
function withoutNumberToken(text: string): string {
  return isNumberToken(Number.parseFloat(text)) ? text.replace("e", interpolated("e")) : text;
}
