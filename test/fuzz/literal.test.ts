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
  const [, body = template] = /^%\{if ""==""\}(.*)%\{endif\}$/su.exec(template) ?? [];
  if (/[\p{Cc}\p{Cf}]/u.test(body))
    throw new Error("misread by Terraform: see docs/decisions/spelled-out-characters.md");
  return body.replace(/\$\{"((?:\\u[0-9a-f]{4}|\\U[0-9a-f]{8})+)"\}|[$%]+\{/gu, (found, spelled?: string) => {
    if (spelled === undefined) throw new Error(`evaluated by Terraform: ${found}`);
    return spelled.replace(/\\[uU]([0-9a-f]+)/g, (_, digits) => String.fromCodePoint(Number.parseInt(digits, 16)));
  });
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
  expect(() => evaluated("a$${path.cwd}")).toThrow("evaluated by Terraform");
  expect(() => evaluated("%{ if true }")).toThrow("evaluated by Terraform");
  expect(evaluated('%{if ""==""}a${"\\u0024\\u007b"}x}${"\\U000110bd"} $ % {}%{endif}')).toBe("a${x}\u{110bd} $ % {}");
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

/** What the frameworks' functions make of a text that they put between quotes. */
const betweenQuotes = (text: string) => `"${text.replaceAll("\n", "\\n").replaceAll("${", "$${")}"`;

test("in a function of a framework any text is exact, or the character behind its first quote is a syntax error", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const given = literal(text);
      const [, ended] = /^"[^"]*"(.*)$/su.exec(betweenQuotes(given.replace(/^%\{if ""==""\}/, ""))) ?? [];

      if (given === text) expect(JSON.stringify(text)).toBe(`"${text}"`);
      else expect(ended?.[0]).toBe("\\");
    }),
    budget(300),
  );
});
