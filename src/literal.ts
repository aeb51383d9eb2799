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
  return text
    .replace(/[$%]\{/g, (opening) => (opening[0] ?? "") + opening)
    .replaceAll("TfToken[", `TfToken${interpolated("[")}`)
    .replace(/[-|\d.+]+e[-|\d.eE+]+/g, withoutNumberToken);
}

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
