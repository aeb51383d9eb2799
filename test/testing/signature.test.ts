import { parseAuthorization, sameSignature, signatureOf, stringToSign } from "../../src/testing/emulator/signature";

/** The worked example of the vendor's page "V3 request structure and signature". */
const EXAMPLE = {
  method: "POST",
  url: "/?ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai",
  headers: {
    host: "ecs.cn-shanghai.aliyuncs.com",
    "x-acs-action": "RunInstances",
    "x-acs-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "x-acs-date": "2023-10-26T10:22:32Z",
    "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
    "x-acs-version": "2014-05-26",
  },
  body: "",
};
const SIGNED_HEADERS = Object.keys(EXAMPLE.headers);

const signatureOfExample = (changes: Partial<typeof EXAMPLE> = {}) =>
  signatureOf(stringToSign({ ...EXAMPLE, ...changes }, SIGNED_HEADERS), "YourAccessKeySecret");

test("the vendor's example has the signature that its page prints", () => {
  expect(signatureOfExample()).toBe("06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0");
});

test("parameters are signed in the order of their names, however they are sent", () => {
  const [imageId, regionId] = EXAMPLE.url.slice(2).split("&");

  expect(signatureOfExample({ url: `/?${regionId}&${imageId}` })).toBe(signatureOfExample());
});

test("a space is the same parameter as a plus sign and as %20, a plus sign is another", () => {
  expect(signatureOfExample({ url: "/?Name=a+b" })).toBe(signatureOfExample({ url: "/?Name=a%20b" }));
  expect(signatureOfExample({ url: "/?Name=a%2Bb" })).not.toBe(signatureOfExample({ url: "/?Name=a+b" }));
});

test.each([
  ["method", { method: "GET" }],
  ["path", { url: EXAMPLE.url.replace("/", "/other") }],
  ["parameters", { url: `${EXAMPLE.url}&More=1` }],
  ["body", { body: "ProjectId=1967" }],
  ["headers", { headers: { ...EXAMPLE.headers, "x-acs-date": "2023-10-26T10:22:33Z" } }],
])("another %s has another signature", (_, changes) => {
  expect(signatureOfExample(changes)).not.toBe(signatureOfExample());
});

test("an Authorization header is read into key, headers and signature", () => {
  const signature = signatureOfExample();

  expect(
    parseAuthorization(`ACS3-HMAC-SHA256 Credential=LTAI,SignedHeaders=host;x-acs-date,Signature=${signature}`),
  ).toEqual({
    accessKeyId: "LTAI",
    signedHeaders: ["host", "x-acs-date"],
    signature,
  });
});

test.each([undefined, "", "Basic TFRBSTpz", "ACS3-HMAC-SHA256 Credential=LTAI,SignedHeaders=host,Signature=abc"])(
  "'%s' is no signature",
  (header) => {
    expect(parseAuthorization(header)).toBeUndefined();
  },
);

test("signatures of different length are different, not an exception", () => {
  expect(sameSignature("abc", "abcd")).toBe(false);
  expect(sameSignature("abc", "abc")).toBe(true);
});
