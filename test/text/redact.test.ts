import fc from "fast-check";
import { budget } from "../_support/budget";

/** Secrets are remembered as long as the module lives, so each test has one of its own. */
function redactorOf(...secrets: readonly string[]): (text: string) => string {
  let redact = (text: string) => text;
  jest.isolateModules(() => {
    const module: typeof import("../../src/text/redact") = require("../../src/text/redact");
    module.rememberSecrets(...secrets);
    redact = module.redact;
  });
  return redact;
}

const SECRET = 'S3c/r3t+Of&The Test"Ü=0001';

/** The ways in which a server, a proxy or an SDK may say a text again. */
const ENCODINGS: Readonly<Record<string, (text: string) => string>> = {
  "as it is": (text) => text,
  "in a URL": encodeURIComponent,
  "in a URL, in small letters": (text) => encodeURIComponent(text).replace(/%../g, (code) => code.toLowerCase()),
  "in a URL that is part of another one": (text) => encodeURIComponent(encodeURIComponent(text)),
  "in a form": (text) => new URLSearchParams({ x: text }).toString(),
  "in JSON": JSON.stringify,
  "in JSON that is a text in JSON": (text) => JSON.stringify(JSON.stringify(text)),
  "in JSON of ASCII": (text) =>
    JSON.stringify(text).replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`),
  "in Base64": (text) => Buffer.from(text).toString("base64"),
  "in Base64, for a URL": (text) => Buffer.from(text).toString("base64url"),
  "in Base64, in a URL": (text) => encodeURIComponent(Buffer.from(text).toString("base64")),
  "in Base64 of a name and it": (text) => Buffer.from(`user:${text}`).toString("base64"),
  "in Base64 of more than it": (text) => Buffer.from(`{"k":"${text}"}!`).toString("base64"),
};

const longestShared = (text: string, secret: string) => {
  for (let length = Math.min(secret.length, text.length); length > 0; length -= 1)
    for (let at = 0; at + length <= secret.length; at += 1)
      if (text.includes(secret.slice(at, at + length))) return length;
  return 0;
};

test.each(Object.entries(ENCODINGS))("a secret is not told %s", (_, encoded) => {
  const said = encoded(SECRET);
  const shown = redactorOf(SECRET)(`refused: <${said}>`);

  expect(shown).toContain("[redacted]");
  // Three digits of Base64 before it may be somebody else's.
  expect(longestShared(shown, said.replace(/^x=/, ""))).toBeLessThan(6);
});

test("no secret is told in any of these ways", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", minLength: 8, maxLength: 40 }),
      fc.constantFrom(...Object.values(ENCODINGS)),
      (secret, encoded) => {
        fc.pre(secret.length >= 8 && !/^\s|\s$/.test(secret));

        expect(redactorOf(secret)(`it said ${encoded(secret)}.`)).toContain("[redacted]");
      },
    ),
    budget(300),
  );
});

test.each([
  ["AccessKeyId%3DLTAI5tFakeFakeFake%26x", "LTAI5t"],
  ["callback=https%3A%2F%2Fx%3FSecurityToken%3Dabcdefghijkl", "abcdefgh"],
  ["Signature%3d0a0a0a0a0a0a0a0a0a0a", "0a0a"],
  [`Basic ${Buffer.from("LTAI5tFakeFakeFake:x").toString("base64")}`, "TFRB"],
  ["an id STS.NUabcdefghij", "NUabc"],
  ['{"AccessKeySecret":"abcdefghijkl"}', "abcdefgh"],
  ["a bare Signature=abcdefghij+kl/mn=", "abcdefghij"],
])("the shape of a secret is hidden in %s", (text, secret) => {
  expect(redactorOf()(text)).not.toContain(secret);
});

test.each([
  ["the password policy of the account"],
  ["a job named STS.x, LTAI, Signature"],
  ["cn-shanghai/1967"],
  ["key=value"],
])("%j stays as it is", (text) => {
  expect(redactorOf()(text)).toBe(text);
});

test.each(["ab", "%25", "\\", "LTAI", "STS.", "access_key_id=", "+/"])(
  "a long text of %j is looked through within the time of a test",
  (piece) => {
    expect(redactorOf(SECRET)(piece.repeat(100_000 / piece.length))).not.toBe("");
  },
);
