const HIDDEN = "[redacted]";

/** What stands between the name and the value of a parameter, also in a URL that is part of another one. */
const IS = "\\s*(?:[:=]|%(?:25){0,4}3[ad])\\s*";
/** Where a word begins, also behind a character of a URL such as `%3D`. */
const BEGIN = "(?:\\b|(?<=%[0-9A-Fa-f]{2}))";

/** Shapes in which a secret, or what could be replayed as one, turns up in texts of the API and its SDK. */
const SECRET_SHAPES: readonly (readonly [RegExp, string])[] = [
  // The string to sign, which the server echoes after a wrong signature: everything after the colon.
  [/(server string to sign is|StringToSign is|string to sign is)[\s\S]*/gi, `$1 ${HIDDEN}`],
  [/(\bauthorization\b["']?\s*[:=]\s*["']?)[^\r\n"']+/gi, `$1${HIDDEN}`],
  [/ACS3-HMAC-SHA256[^\r\n]*/g, HIDDEN],
  [
    new RegExp(
      "((?:access[_-]?key[_-]?(?:id|secret)|security[_-]?token|sts[_-]?token|secret[_-]?key|password|signature" +
        `|x-acs-security-token|x-acs-accesskey-id)\\\\?["']?${IS}\\\\?["']?)[^\\s"',;&}\\\\]+`,
      "gi",
    ),
    `$1${HIDDEN}`,
  ],
  // Access key ids and STS key ids, as they are and in Base64.
  [new RegExp(`${BEGIN}LTAI[A-Za-z0-9]{8,}\\b`, "g"), HIDDEN],
  [new RegExp(`${BEGIN}STS\\.[A-Za-z0-9]{8,}\\b`, "g"), HIDDEN],
  [/\b(?:TFRBS[Q-T]|U1RTL[g-v])[A-Za-z0-9+/_-]{10,}=*/g, HIDDEN],
  // Credentials and parameters of a URL.
  [/(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/'"]*@/gi, `$1${HIDDEN}@`],
  [/(\bhttps?:\/\/[^\s?#'"]*)\?[^\s'"]*/gi, "$1"],
];

/** Values that were used as secrets in this thread, with the pattern that finds each in any encoding. */
const knownSecrets = new Map<string, RegExp>();

/** Remembers values that must never be shown; short ones are left out, they would hide ordinary words. */
export function rememberSecrets(...values: readonly (string | undefined)[]): void {
  for (const value of values)
    if (value !== undefined && value.length >= 6 && !knownSecrets.has(value)) knownSecrets.set(value, patternOf(value));
}

/** Removes secrets from a text that people will read. */
export function redact(text: string): string {
  let shown = text;
  // The longest first: one may be part of another.
  for (const [, pattern] of [...knownSecrets].sort(([a], [b]) => b.length - a.length))
    shown = shown.replace(pattern, HIDDEN);
  for (const [shape, replacement] of SECRET_SHAPES) shown = shown.replace(shape, replacement);
  return shown;
}

/** Finds a text as it is, in a URL (once or more often), in JSON, or in Base64 of it or of a longer text. */
function patternOf(secret: string): RegExp {
  const inBase64 = base64Parts(secret).map((part) => `[\\w+/-]{0,3}${inAnyEscape(part)}[\\w+/%=-]*`);
  return new RegExp([inAnyEscape(secret), ...inBase64].join("|"), "g");
}

/** A text of which every character may be an escape of a URL or of JSON. */
function inAnyEscape(text: string): string {
  return Array.from(text, (char) => {
    const inUrl = [...Buffer.from(char)].map((byte) => `%(?:25){0,4}${anyCase(byte.toString(16).padStart(2, "0"))}`);
    const inJson = Array.from({ length: char.length }, (_, at) => {
      return `\\\\{1,9}u${anyCase(char.charCodeAt(at).toString(16).padStart(4, "0"))}`;
    });
    // Forms write a space as a plus, and Base64 has another alphabet for URLs.
    const asItIs =
      { " ": "[ +]", "+": "[+-]", "/": "\\\\{0,9}[/_]" }[char] ?? `\\\\{0,9}${char.replace(/[^\w]/u, "\\$&")}`;
    return `(?:${asItIs}|${inUrl.join("")}|${inJson.join("")})`;
  }).join("");
}

function anyCase(hexDigits: string): string {
  return hexDigits.replace(/[a-f]/g, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

/** The digits of Base64 that a text alone decides, for each way in which a longer text may divide it. */
function base64Parts(text: string): string[] {
  return [0, 1, 2].map((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(text)]);
    return bytes.toString("base64").slice(Math.ceil((before * 4) / 3), Math.floor((bytes.length * 4) / 3));
  });
}
