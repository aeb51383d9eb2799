import fc from "fast-check";
import { budget } from "../_support/budget";

/** Secrets are remembered as long as the module lives, so each test has one of its own. */
function redactorOf(...secrets: readonly (string | undefined)[]): (text: string) => string {
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
  const secret = fc
    .string({ unit: "grapheme", minLength: 8, maxLength: 40 })
    .filter((text) => text.length >= 8 && !/^\s|\s$/.test(text));
  fc.assert(
    // Ten by one redactor: to load it takes longer than to redact.
    fc.property(
      fc.array(fc.tuple(secret, fc.constantFrom(...Object.values(ENCODINGS))), { minLength: 10, maxLength: 10 }),
      (used) => {
        const redact = redactorOf(...used.map(([text]) => text));

        for (const [text, encoded] of used) expect(redact(`it said ${encoded(text)}.`)).toContain("[redacted]");
      },
    ),
    budget(10),
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

/** What is said, and what is shown of it. */
test.each([
  ["server string to sign is:POST\n/\nx", "server string to sign is [redacted]"],
  ["StringToSign is POST", "StringToSign is [redacted]"],
  ["the string to sign is GET&x\ny", "the string to sign is [redacted]"],
  ["Authorization: Bearer abc def\nnext", "Authorization: [redacted]\nnext"],
  ["authorization=abc\r\nnext", "authorization=[redacted]\r\nnext"],
  ['{"Authorization": "Basic abc", "x": 1}', '{"Authorization": "[redacted]", "x": 1}'],
  ["'authorization' : 'abc'", "'authorization' : '[redacted]'"],
  ["sent ACS3-HMAC-SHA256 Credential=a,Signature=b\r\nnext", "sent [redacted]\r\nnext"],
  ["AccessKeyId=abc&x=1", "AccessKeyId=[redacted]&x=1"],
  ["access_key_secret: abc; x", "access_key_secret: [redacted]; x"],
  ["access-key-id = abc, x", "access-key-id = [redacted], x"],
  ["SecurityToken=abc}", "SecurityToken=[redacted]}"],
  ["security_token=abc x", "security_token=[redacted] x"],
  ["security-token=abc", "security-token=[redacted]"],
  ["StsToken=abc", "StsToken=[redacted]"],
  ["sts_token='abc'", "sts_token='[redacted]'"],
  ["secretKey: abc", "secretKey: [redacted]"],
  ["secret-key=abc", "secret-key=[redacted]"],
  ["password=abc", "password=[redacted]"],
  ["Signature=abc", "Signature=[redacted]"],
  ["x-acs-security-token: abc", "x-acs-security-token: [redacted]"],
  ["x-acs-accesskey-id: abc", "x-acs-accesskey-id: [redacted]"],
  ["accessKeyId%3Dabc", "accessKeyId%3D[redacted]"],
  ["accessKeyId%253dabc", "accessKeyId%253d[redacted]"],
  ["accessKeyId%3aabc", "accessKeyId%3a[redacted]"],
  ['"accessKeySecret\\":\\"abc\\"', '"accessKeySecret\\":\\"[redacted]\\"'],
  ["id LTAI12345678.", "id [redacted]."],
  ["%3DLTAI12345678", "%3D[redacted]"],
  ["id STS.12345678,", "id [redacted],"],
  ["Basic TFRBSTEyMzQ1Njc4OjEyMzQ=", "Basic [redacted]"],
  ["Basic U1RTLjEyMzQ1Njc4OmFiYw==", "Basic [redacted]"],
  ["by http://me:pw@proxy:1/", "by http://[redacted]@proxy:1/"],
  ["by socks5h+x://pw@proxy", "by socks5h+x://[redacted]@proxy"],
  ["GET https://host/path?a=1&b=2 failed", "GET https://host/path failed"],
  ["'HTTP://host?a'", "'HTTP://host'"],
])("%j is shown as %j", (said, shown) => {
  expect(redactorOf()(said)).toBe(shown);
});

test.each([
  ["the password policy of the account"],
  ["a job named STS.x, LTAI, Signature"],
  ["cn-shanghai/1967"],
  ["key=value"],
  ["LTAI1234567"],
  ["XLTAI12345678"],
  ["STS.1234567"],
  ["TFRBS123"],
  ["the signature is wrong"],
  ["https://host/path#part"],
  ["user@host, and a://b c@d"],
  ["ftp://host/path?x=1"],
])("%j stays as it is", (text) => {
  expect(redactorOf()(text)).toBe(text);
});

test("what is too short to be a secret hides nothing, and the longest of several is hidden first", () => {
  expect(redactorOf("abcde", undefined)("abcde")).toBe("abcde");
  expect(redactorOf("abcdef")("abcdef")).toBe("[redacted]");
  expect(redactorOf("secret-1", "my-secret-1-of-all")("my-secret-1-of-all, secret-1")).toBe("[redacted], [redacted]");
});

test("a secret is hidden wherever it stands, and nothing around it", () => {
  expect(redactorOf("a b/c+d")("<a+b%2Fc-d> a%20b_c%252Bd, \\u0061 b/c+d. a%20b%2fc%2bd A B/C+D")).toBe(
    "<[redacted]> [redacted], [redacted]. [redacted] A B/C+D",
  );
});

test("an escape has as many digits as it has, also of what people could not type", () => {
  expect(redactorOf("ab\ncdef")("ab%0Acdef, ab\\u000acdef, ab%acdef")).toBe("[redacted], [redacted], ab%acdef");
});

test.each(["ab", "%25", "\\", "LTAI", "STS.", "access_key_id=", "+/"])(
  "a long text of %j is looked through within the time of a test",
  (piece) => {
    expect(redactorOf(SECRET)(piece.repeat(100_000 / piece.length))).not.toBe("");
  },
);
