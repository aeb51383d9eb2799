import fc from "fast-check";

/** Any character of 16 bits. */
const BASIC_PLANE = fc.nat(0xffff).map((code) => (code >>> 11 === 0x1b ? "x" : String.fromCharCode(code)));

/** Texts of pieces that some layer between a stack and Terraform's output reads as something else. */
export const nastyText = fc
  .array(
    fc.oneof(
      fc.constantFrom("${", "%{", "$", "%", "{", "}", "TfToken[", "TOKEN.0]", "${TfToken[TOKEN.0]}", "#{", "&{", "]"),
      fc.constantFrom(
        '"',
        "\\",
        '", ',
        ', "',
        'file("/etc/hostname")',
        "path.cwd",
        "~}",
        "<<EOT",
        "\\u0041",
        "//",
        "/*",
      ),
      fc.constantFrom("\n", "\r", "\t", "\u2028", "\u0000", "\b", "\f", "\u0600", "\u{11a3a}", "\u0308", "\ufeff"),
      fc.constantFrom(
        "-1.8881545897087505e+289",
        "1.8881545897087514e289",
        "1e5",
        "e+",
        "__proto__",
        "null",
        "true",
        "*",
      ),
      fc.constantFrom("##[add-mask]", "##vso[task.complete]", "::error::", "\u001b[31m", "\u202e"),
      fc.string({ unit: "grapheme", maxLength: 4 }),
      fc.string({ unit: BASIC_PLANE, maxLength: 4 }),
      fc.string({ maxLength: 6 }),
    ),
    { maxLength: 7 },
  )
  .map((pieces) => pieces.join(""))
  .filter((text) => !isConfused(text));

/** Whether Terraform confuses a character beyond 16 bits with that of its lower ones, and composes it with the mark after it. */
function isConfused(text: string): boolean {
  return [...text.normalize("NFD").matchAll(/([\u{10000}-\u{10ffff}])(?=(.))/gsu)].some(([, char = "", next = ""]) => {
    const [low, mark] = [char, next].map((one) => String.fromCharCode((one.codePointAt(0) ?? 0) & 0xffff));
    return `${low}${mark}`.normalize("NFC").length === 1;
  });
}
