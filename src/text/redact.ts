const HIDDEN = "[redacted]";

/** Shapes in which a secret, or what could be replayed as one, turns up in texts of the API and its SDK. */
const SECRET_SHAPES: readonly (readonly [RegExp, string])[] = [
  // The string to sign, which the server echoes after a wrong signature: everything after the colon.
  [/(server string to sign is|StringToSign is|string to sign is)[\s\S]*/gi, `$1 ${HIDDEN}`],
  [/(\bauthorization\b["']?\s*[:=]\s*["']?)[^\r\n"']+/gi, `$1${HIDDEN}`],
  [/ACS3-HMAC-SHA256[^\r\n]*/g, HIDDEN],
  [/(\bSignature\s*[=:]\s*)[A-Za-z0-9+/%=]{16,}/g, `$1${HIDDEN}`],
  [
    /((?:access[_-]?key[_-]?(?:id|secret)|security[_-]?token|sts[_-]?token|secret[_-]?key|password|x-acs-security-token|x-acs-accesskey-id|signature)\\?["']?\s*[=:]\s*\\?["']?)[^\s"',;&}\\]+/gi,
    `$1${HIDDEN}`,
  ],
  // Access key ids and STS key ids.
  [/\bLTAI[A-Za-z0-9]{8,}\b/g, HIDDEN],
  [/\bSTS\.[A-Za-z0-9]{8,}\b/g, HIDDEN],
  // Credentials and parameters of a URL.
  [/(\b[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/'"]*@/gi, `$1${HIDDEN}@`],
  [/(\bhttps?:\/\/[^\s?#'"]*)\?[^\s'"]*/gi, "$1"],
];

/** Values that were used as secrets in this thread, longest first. */
const knownSecrets = new Set<string>();

/** Remembers values that must never be shown; short ones are left out, they would hide ordinary words. */
export function rememberSecrets(...values: readonly (string | undefined)[]): void {
  for (const value of values) if (value !== undefined && value.length >= 6) knownSecrets.add(value);
}

/** Removes secrets from a text that people will read. */
export function redact(text: string): string {
  let shown = text;
  for (const secret of [...knownSecrets].sort((a, b) => b.length - a.length)) shown = shown.replaceAll(secret, HIDDEN);
  for (const [shape, replacement] of SECRET_SHAPES) shown = shown.replace(shape, replacement);
  return shown;
}
