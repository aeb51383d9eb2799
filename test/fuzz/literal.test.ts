import { App, TerraformOutput, TerraformStack, Testing, Token } from "cdktf";
import fc from "fast-check";
import { literal } from "../../src/text/literal";
import { budget } from "../_support/budget";

/**
 * What Terraform makes of a template, as far as escaped texts go; anything that it would evaluate is refused.
 *
 * The real Terraform is asked in `test/real/`; this is for many more texts.
 */
function evaluated(template: string): string {
  if (/\r(?!\n)|\u0600/.test(template))
    throw new Error("misread by Terraform: see docs/decisions/misread-characters.md");
  let text = "";
  for (let at = 0; at < template.length; ) {
    const rest = template.slice(at);
    const [, quoted] = /^\$\{"((?:[^"\\]|\\U[0-9a-f]{8})*)"\}/.exec(rest) ?? [];
    if (/^(\$\$|%%)\{/.test(rest)) {
      text += rest.slice(1, 3);
      at += 3;
    } else if (quoted !== undefined) {
      text += quoted.replace(/\\U(.{8})/g, (_, digits) => String.fromCodePoint(Number.parseInt(digits, 16)));
      at += `\${"${quoted}"}`.length;
    } else if (/^[$%]\{/.test(rest)) throw new Error(`evaluated by Terraform: ${rest.slice(0, 40)}`);
    else {
      text += template[at];
      at += 1;
    }
  }
  return text;
}

/** What arrives in Terraform of texts that stand in a stack as values and as map keys. */
function arrived(texts: readonly string[]): { values: string[]; keys: string[] } {
  const stack = new TerraformStack(new App(), "stack");
  const escaped = texts.map(literal);
  new TerraformOutput(stack, "values", { value: escaped, staticId: true });
  // Pairs, because `__proto__` in a plain assignment would set the prototype.
  new TerraformOutput(stack, "keys", { value: Object.fromEntries(escaped.map((text) => [text, "x"])), staticId: true });
  const { output } = JSON.parse(Testing.synth(stack)) as {
    output: { values: { value: string[] }; keys: { value: Record<string, string> } };
  };
  return { values: output.values.value.map(evaluated), keys: Object.keys(output.keys.value).map(evaluated) };
}

/** Tokens of somebody else in the same app, whose value must not leak into a name that looks like one. */
const liveTokens = [
  Token.asString("leaked"),
  ...Token.asList(["leaked"]),
  String(Token.asNumber("leaked")),
  ...Object.keys(Token.asStringMap("leaked")),
];

const nasty = fc.constantFrom(
  ...liveTokens,
  "${",
  "%{",
  "$",
  "%",
  "{",
  "}",
  '"',
  "\\",
  "\n",
  "\r",
  "\u0600",
  "~",
  "TfToken[",
  "TOKEN.0",
  "]}",
  "${TfToken[TOKEN.0]}",
  "#{TfToken[TOKEN.0]}",
  "&{TfToken[TOKEN.0]}",
  "__proto__",
  "constructor",
  "String Map Token Value",
  "e",
  "1",
  "作业",
  'file("/etc/passwd")',
);
const anyText = fc
  .array(fc.oneof({ weight: 4, arbitrary: nasty }, fc.string({ unit: "grapheme", maxLength: 4 })), { maxLength: 8 })
  .map((pieces) => pieces.join(""));

test("the evaluator of this test refuses what Terraform evaluates, and takes away one escape", () => {
  expect(() => evaluated("a${path.cwd}")).toThrow("evaluated by Terraform");
  expect(() => evaluated("%{ if true }")).toThrow("evaluated by Terraform");
  expect(evaluated('$${x} $$${y} %%{z} ${"["} ${"$\\U00000600"} $ % {}')).toBe("${x} $${y} %{z} [ $\u0600 $ % {}");
});

test("any text arrives in Terraform letter by letter, as a value and as a map key", () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyText, { minLength: 1, maxLength: 12 }), (texts) => {
      const { values, keys } = arrived(texts);

      expect(values).toEqual(texts);
      expect(keys.sort()).toEqual([...texts].sort());
    }),
    budget(100),
  );
});
