import { RUNNER_COMMANDS, UNSEEN } from "./visible";

/**
 * Makes any text arrive in Terraform character by character, as a value, as a part of one, or as a map key.
 *
 * Terraform evaluates `${…}` and `%{…}` in values and in map keys, and cdktf resolves its own tokens inside any string.
 * The result says the same text without any of them; ordinary names stay as they are. Given to a function of the
 * framework, such as `Fn.upper`, an ordinary name arrives as it is, and any other one is an error at synth or of
 * Terraform: those functions escape once more, or not at all. Not idempotent: escape a text once. Not for descriptions
 * and variable defaults, which Terraform does not evaluate.
 *
 * @example
 * new TerraformOutput(this, "owner", { value: literal(job.owner ?? "nobody") });
 */
export function literal(text: string): string {
  if (INTERPRETED_WHOLE.has(text)) return BEGIN + interpolated(text) + END;
  if (ORDINARY.test(text)) return text;
  const spelled = text.replace(SPECIAL, interpolated);
  // Signs at the end would escape the directive behind them.
  return spelled === text ? text : BEGIN + spelled.replace(/[$%]+$/, interpolated) + END;
}

/**
 * The text that a value of a stack says, as {@link literal} writes it, or with the signs of a template doubled; nothing where
 * only Terraform knows it.
 */
export function plainText(template: string): string | undefined {
  let isComputed = false;
  const text = template.replace(TEMPLATE_PARTS, (part, doubled?: string, spelled?: string) => {
    if (doubled !== undefined) return doubled;
    if (spelled !== undefined) return JSON.parse(`"${spelled.replace(LONG_ESCAPE, surrogates)}"`);
    if (part !== BEGIN && part !== END) isComputed = true;
    return "";
  });
  return isComputed ? undefined : text;
}

/** A text between quotes, for use inside a Terraform expression. */
export function quotedInExpression(text: string): string {
  return `"${text.replace(SPECIAL, escaped)}"`;
}

/**
 * What stands around a text with something spelled out: a directive, so that a `$` that somebody writes before the text
 * escapes no interpolation in it. With quotes, because `Fn.rawString` escapes them, which makes it a syntax error.
 */
const BEGIN = '%{if ""==""}';
const END = "%{endif}";

/** Whatever stands for another text in a template: doubled signs, an interpolation of escapes alone, and what is computed. */
const TEMPLATE_PARTS = /[$%]([$%]\{)|\$\{"((?:\\u[\da-f]{4}|\\U[\da-f]{8})*)"\}|%\{if ""==""\}|%\{endif\}|[$%]\{/g;
const LONG_ESCAPE = /\\U([\da-f]{8})/g;

function surrogates(_escape: string, digits: string): string {
  const units = String.fromCodePoint(Number.parseInt(digits, 16)).split("");
  return units.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");
}

/** Most names: nothing in them means anything to Terraform or cdktf, so they need no closer look. */
const ORDINARY = /^(?!.*[-\d.]e[-\d.])[\w .-]*$/;

/** Texts that cdktf takes for something else when they are the whole value or key. */
const INTERPRETED_WHOLE = new Set(["__proto__", "*", "String Map Token Value", "Any Map Token Value"]);

/** Takes the character before it along when Terraform reads JSON (Grapheme_Cluster_Break=Prepend). */
const PREPENDED =
  "\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u0d4e\\u{110bd}\\u{110cd}\\u{111c2}\\u{111c3}\\u{113d1}" +
  "\\u{1193f}\\u{11941}\\u{11a3a}\\u{11a84}-\\u{11a89}\\u{11d46}\\u{11f02}";

/** A number written inside a string is a token of cdktf's if its bits are one's: beyond 10^278, whatever sign it gets. */
const NUMBER = "(?<=[-|\\d.+])e(?=[-+]?\\d{3})|(?<=[-|\\d.+]{20})e(?=[-+]?\\d)";

/**
 * What may mean something to Terraform, to the framework or to whoever prints the text, with the signs before it, which
 * would escape an interpolation.
 */
const SPECIAL = new RegExp(
  `(?:[$%]*(?:["\\\\${UNSEEN}${PREPENDED}]|${RUNNER_COMMANDS}|(?<=^|[$%#&])\\{|(?<=TfToken)\\[|${NUMBER}|\\$$))+`,
  "gu",
);

/**
 * A Terraform interpolation that says a plain text.
 *
 * Behind its first quote stands a backslash, which Terraform's language knows only between quotes: where a framework
 * puts the text between quotes and escapes what begins an interpolation, or ends those quotes, it is a syntax error.
 */
function interpolated(text: string): string {
  return `\${"${escaped(text)}"}`;
}

/** Every character as an escape of Terraform's strings. */
function escaped(text: string): string {
  return Array.from(text, (char) => {
    const digits = Number(char.codePointAt(0)).toString(16);
    return digits.length > 4 ? `\\U${digits.padStart(8, "0")}` : `\\u${digits.padStart(4, "0")}`;
  }).join("");
}
