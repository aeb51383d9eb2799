import fc from "fast-check";
import { compilePattern } from "../../src/model/pattern";
import { budget } from "../_support/budget";

/** Characters that some syntax of patterns, or some class of characters, treats in a way of its own. */
const CHARACTERS = [
  ...[
    "a",
    "b",
    "z",
    "A",
    "_",
    "-",
    "0",
    "9",
    " ",
    ".",
    "^",
    "$",
    "[",
    "]",
    "(",
    ")",
    "\\",
    "/",
    ":",
    "&",
    "#",
    "~",
    "\0",
  ],
  ...["\b", "\t", "\n", "\v", "\f", "\r", "\x1f", "\x7f", "\x85", "\xa0", "é", "ſ", "K", "İ", "ß", "٣", "Ⅷ", "_"],
  ...[
    "\u1680",
    "\u180e",
    "\u200b",
    "\u2028",
    "\u2029",
    "\u202e",
    "\u3000",
    "\ufeff",
    "\uffff",
    "订",
    "单",
    "가",
    "\ud7ff",
  ],
  ...["\ud800", "\udbff", "\udc00", "\udfff", "\ue000", "😀", "𝒳", "\u{10ffff}"],
];

const text = fc.array(fc.constantFrom(...CHARACTERS), { maxLength: 7 }).map((parts) => parts.join(""));

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789abcdefABCDEF"), minLength: length, maxLength: length });

const escaped = fc.oneof(
  fc.constantFrom(..."dDwWsStnvfr0").map((letter) => `\\${letter}`),
  fc.constantFrom(..."^$\\.*+?()[]{}|/").map((sign) => `\\${sign}`),
  fc
    .constantFrom(
      "L",
      "Lu",
      "Letter",
      "Nd",
      "Script=Han",
      "sc=Grek",
      "scx=Hira",
      "gc=P",
      "Alphabetic",
      "Any",
      "Cs",
      "ASCII",
      "White_Space",
    )
    .chain((name) => fc.constantFrom(`\\p{${name}}`, `\\P{${name}}`)),
  hex(2).map((digits) => `\\x${digits}`),
  hex(4).map((digits) => `\\u${digits}`),
  fc.constantFrom(
    "\\u{61}",
    "\\u{1F600}",
    "\\u{10FFFF}",
    "\\ud83d\\ude00",
    "\\uD800",
    "\\uDFFF",
    "\\cJ",
    "\\cM",
    "\\cz",
  ),
);

const literalIn = (special: string) => fc.constantFrom(...CHARACTERS.filter((one) => !special.includes(one)));

const classPart = fc.oneof(
  literalIn("\\]-"),
  escaped,
  fc.constantFrom("\\b", "\\-", "[", "^", "a-z", "0-9", "+--", "\\x20-\\x7e", "一-龥", "\\u{0}-\\u{1f}", "[:", ":]"),
);
const aClass = fc
  .tuple(fc.constantFrom("", "^"), fc.array(classPart, { maxLength: 4 }), fc.constantFrom("", "-"))
  .map(([not, parts, dash]) => `[${not}${parts.join("")}${dash}]`);

const { pattern } = fc.letrec<{ pattern: string; atom: string }>((tie) => ({
  atom: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    literalIn("^$\\.*+?()[]{}|"),
    escaped,
    aClass,
    fc.constantFrom(".", ".", "[]", "[^]"),
    tie("pattern").map((inner) => `(${inner})`),
    tie("pattern").map((inner) => `(?:${inner})`),
    tie("pattern").map((inner) => `(?<näme>${inner})`),
  ),
  pattern: fc
    .array(
      fc.oneof(
        {
          weight: 4,
          arbitrary: fc.tuple(tie("atom"), fc.constantFrom("", "", "*", "+", "?", "*?", "{2}", "{0,2}", "{1,}?")),
        },
        fc.tuple(fc.constantFrom("^", "$", "\\b", "\\B", "|"), fc.constant("")),
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((parts) => parts.map(([atom, quantifier]) => atom + quantifier).join("")),
}));

const byJavaScript = (source: string): RegExp | undefined => {
  try {
    return new RegExp(source, "u");
  } catch {
    return undefined;
  }
};

/** V8 finds `\\B` between the two halves of a character, where the standard does not look. */
const isLookedAtAlike = (source: string, one: string) => !source.includes("\\B") || !/[^\p{Cs}\0-\uffff]/u.test(one);

test("a pattern matches what JavaScript's own would", () => {
  const compared = { matching: 0, others: 0 };
  fc.assert(
    fc.property(pattern, fc.array(text, { minLength: 1, maxLength: 6 }), (source, texts) => {
      const expected = byJavaScript(source);
      fc.pre(source !== "" && expected !== undefined);
      const compiled = compilePattern("pattern", source);
      for (const one of texts.filter((each) => isLookedAtAlike(source, each))) {
        const matches = expected?.test(one) === true;
        expect({ text: one, matches: compiled.test(one) }).toEqual({ text: one, matches });
        compared[matches ? "matching" : "others"] += 1;
      }
    }),
    budget(2_000),
  );

  // Patterns that match everything, or nothing, would prove little.
  expect(Math.min(compared.matching, compared.others)).toBeGreaterThan(1_000);
});
