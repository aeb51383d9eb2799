import { apiText } from "../model/arguments";
import { literal as escaped } from "../text/literal";

const given = apiText();

/**
 * Makes any text arrive in Terraform character by character, as a value or as a map key.
 *
 * Terraform evaluates `${…}` and `%{…}` in values and in map keys, and cdktf resolves its own
 * tokens inside any string. The result says the same text without any of them; ordinary names
 * stay as they are. Not idempotent: escape a text once. Not for descriptions and variable
 * defaults, which Terraform does not evaluate.
 *
 * @throws DataWorksError `InvalidArgument` for what is no text.
 *
 * @example
 * new TerraformOutput(this, "owner", { value: literal(job.owner ?? "nobody") });
 */
export function literal(text: string): string {
  return escaped(given(text, "text"));
}
