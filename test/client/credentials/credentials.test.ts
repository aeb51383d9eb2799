import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { resolveCredentials } from "../../../src/client/credentials/credentials";
import { identityVariables } from "../../../src/client/credentials/environment-keys";
import type { Environment } from "../../../src/model/environment";
import { flood } from "../../_support/flood";
import { startScriptedServer } from "../../_support/scripted-server";

const NOWHERE = "127.0.0.1:9";

let home = "";

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "dijobs-home-"));
});

afterEach(() => {
  rmSync(home, { recursive: true });
});

function write(file: string, content: string): void {
  const path = join(home, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function writeCliConfig(current: string, ...profiles: object[]): void {
  write(".aliyun/config.json", JSON.stringify({ current, profiles }));
}

const akProfile = (name: string) => ({
  name,
  mode: "AK",
  access_key_id: `id-of-${name}`,
  access_key_secret: `secret-of-${name}`,
});

function resolve(env: Environment = {}, profile?: string) {
  const options = { env: { HOME: home, ...env }, metadataAddress: NOWHERE };
  return resolveCredentials(profile === undefined ? options : { ...options, profile });
}

test.each([
  ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_SECURITY_TOKEN"],
  ["ALICLOUD_ACCESS_KEY", "ALICLOUD_SECRET_KEY", "ALICLOUD_SECURITY_TOKEN"],
])("the key under %s is used with its secret and token", async (id, secret, token) => {
  const source = `environment ${id}`;

  expect(await resolve({ [id]: "the-key", [secret]: "the-secret" })).toEqual({
    accessKeyId: "the-key",
    accessKeySecret: "the-secret",
    source,
  });
  expect(await resolve({ [id]: "the-key", [secret]: "the-secret", [token]: "the-token" })).toEqual({
    accessKeyId: "the-key",
    accessKeySecret: "the-secret",
    securityToken: "the-token",
    source,
  });
});

test("half a key is an error that names the other half", async () => {
  await expect(resolve({ ALIBABA_CLOUD_ACCESS_KEY_ID: "the-key" })).rejects.toMatchObject({
    code: "NoCredentials",
    message: expect.stringContaining("ALIBABA_CLOUD_ACCESS_KEY_SECRET is not"),
  });
});

test("a secret without its id is an error that names the id, and an empty one counts as none", async () => {
  await expect(resolve({ ALICLOUD_SECRET_KEY: "the-secret" })).rejects.toMatchObject({
    message: expect.stringContaining("ALICLOUD_SECRET_KEY is set, and ALICLOUD_ACCESS_KEY is not"),
  });
  const empty = { ALIBABA_CLOUD_ACCESS_KEY_ID: "", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "" };
  const provider = { ALICLOUD_ACCESS_KEY: "the-key", ALICLOUD_SECRET_KEY: "the-secret", ALICLOUD_SECURITY_TOKEN: "" };

  expect(await resolve({ ...empty, ...provider })).toEqual({
    accessKeyId: "the-key",
    accessKeySecret: "the-secret",
    source: "environment ALICLOUD_ACCESS_KEY",
  });
});

test("the CLI's current profile is used when the environment has no key", async () => {
  writeCliConfig("prod", akProfile("test"), akProfile("prod"));

  expect(await resolve()).toMatchObject({
    accessKeyId: "id-of-prod",
    source: "profile 'prod' of ~/.aliyun/config.json",
  });
});

test("a profile asked for goes before the environment; one named in the environment does not", async () => {
  writeCliConfig("prod", akProfile("test"), akProfile("prod"));
  const env = { ALIBABA_CLOUD_ACCESS_KEY_ID: "the-key", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "the-secret" };

  expect(await resolve(env, "test")).toMatchObject({ accessKeyId: "id-of-test" });
  expect(await resolve({ ...env, ALIBABA_CLOUD_PROFILE: "test" })).toMatchObject({ accessKeyId: "the-key" });
  expect(await resolve({ ALIBABA_CLOUD_PROFILE: "test" })).toMatchObject({ accessKeyId: "id-of-test" });
});

test("the home folder of Windows counts where there is no other, and ALICLOUD_PROFILE names a profile, too", async () => {
  writeCliConfig("prod", akProfile("test"), akProfile("prod"));
  const env = { HOME: undefined, USERPROFILE: home };

  expect(await resolve(env)).toMatchObject({ accessKeyId: "id-of-prod" });
  expect(await resolve({ ...env, ALICLOUD_PROFILE: "test" })).toMatchObject({ accessKeyId: "id-of-test" });
  expect(await resolve({ ...env, ALICLOUD_PROFILE: "test", ALIBABA_CLOUD_PROFILE: "prod" })).toMatchObject({
    accessKeyId: "id-of-prod",
  });
});

test("the CLI's file is passed over where that is asked for", async () => {
  writeCliConfig("prod", akProfile("prod"));

  for (const disabled of ["true", "TRUE"])
    await expect(resolve({ ALIBABA_CLOUD_CLI_PROFILE_DISABLED: disabled })).rejects.toMatchObject({
      code: "NoCredentials",
    });
  expect(await resolve({ ALIBABA_CLOUD_CLI_PROFILE_DISABLED: "false" })).toMatchObject({ accessKeyId: "id-of-prod" });
});

test.each(["{}", '{"current":"prod"}', '{"profiles":[{}]}', "[]", "null"])(
  "a file of the CLI without a profile is none: %s",
  async (config) => {
    write(".aliyun/config.json", config);

    await expect(resolve()).rejects.toMatchObject({ message: expect.stringContaining("no credentials of Alibaba") });
  },
);

test("a file that cannot be read is an error with its name and the reason, one below a file is none", async () => {
  mkdirSync(join(home, ".aliyun/config.json"), { recursive: true });

  await expect(resolve()).rejects.toMatchObject({
    code: "NoCredentials",
    message: expect.stringContaining("~/.aliyun/config.json is of no use: it cannot be read (EISDIR)"),
  });
  rmSync(join(home, ".aliyun"), { recursive: true });
  write(".aliyun", "");
  await expect(resolve()).rejects.toMatchObject({ message: expect.stringContaining("no credentials of Alibaba") });
});

test("a role for OIDC is used when all that it takes is in the environment", async () => {
  const env = {
    ALIBABA_CLOUD_ROLE_ARN: "acs:ram::1:role/r",
    ALIBABA_CLOUD_OIDC_PROVIDER_ARN: "acs:ram::1:oidc-provider/p",
    ALIBABA_CLOUD_OIDC_TOKEN_FILE: join(home, "no-token"),
  };

  await expect(resolve(env)).rejects.toMatchObject({
    code: "NoCredentials",
    message: expect.stringMatching(
      /^environment ALIBABA_CLOUD_OIDC_TOKEN_FILE gives no credentials\n.*ENOENT.*no-token/,
    ),
  });
  for (const name of Object.keys(env))
    await expect(resolve({ ...env, [name]: undefined })).rejects.toMatchObject({
      message: expect.stringContaining("no credentials of Alibaba Cloud are configured"),
    });
});

test("the SDKs' file is used after the CLI's, wherever ALIBABA_CLOUD_CREDENTIALS_FILE says it is", async () => {
  const content = "[default]\ntype=access_key\naccess_key_id=id-of-default\naccess_key_secret=secret-of-default\n";
  write(".alibabacloud/credentials", content);
  write("elsewhere", content.replaceAll("default", "other"));
  const env = { ALIBABA_CLOUD_CREDENTIALS_FILE: join(home, "elsewhere") };

  expect(await resolve()).toMatchObject({
    accessKeyId: "id-of-default",
    source: "profile 'default' of ~/.alibabacloud/credentials",
  });
  expect(await resolve(env, "other")).toMatchObject({
    accessKeyId: "id-of-other",
    source: `profile 'other' of ${join(home, "elsewhere")}`,
  });
  expect(process.env.ALIBABA_CLOUD_CREDENTIALS_FILE).toBeUndefined();
});

test("a profile that no file has is an error that names it", async () => {
  writeCliConfig("prod", akProfile("prod"));

  await expect(resolve({}, "staging")).rejects.toMatchObject({
    code: "NoCredentials",
    message: expect.stringContaining("'staging'"),
  });
});

test.each([
  ["that is torn", '{"profiles": [{"access_key_secret": "secret-in-a-broken-file"'],
  [
    "with a byte order mark, which the SDK would quote as a whole",
    '\ufeff{"current":"a","profiles":[{"name":"a","mode":"AK","access_key_id":"x","private_key":"secret-in-a-broken-file"}]}',
  ],
])("a file of the CLI %s is an error that shows nothing of it", async (_, content) => {
  write(".aliyun/config.json", content);

  const error = await resolve().catch((caught) => caught);

  expect(error).toMatchObject({
    code: "NoCredentials",
    message: expect.stringContaining("~/.aliyun/config.json is of no use: it is no JSON"),
  });
  expect(`${error.stack} ${error.cause}`).not.toContain("secret-in-a-broken-file");
});

test("a profile whose keys are empty counts as none", async () => {
  writeCliConfig("default", { name: "default", mode: "AK", access_key_id: "", access_key_secret: "" });

  await expect(resolve()).rejects.toMatchObject({
    code: "NoCredentials",
    message: expect.stringContaining("no credentials of Alibaba Cloud are configured"),
  });
});

test("so does a current profile that the file does not have", async () => {
  writeCliConfig("gone", akProfile("prod"));

  await expect(resolve()).rejects.toMatchObject({
    code: "NoCredentials",
    message: expect.stringContaining("no credentials of Alibaba Cloud are configured"),
  });
});

test("the SDKs' file may have the line ends of Windows", async () => {
  const lines = ["[default]", "type=access_key", "access_key_id=id-of-default", "access_key_secret=secret-of-default"];
  write(".alibabacloud/credentials", lines.join("\r\n"));

  expect(await resolve()).toMatchObject({ accessKeyId: "id-of-default", accessKeySecret: "secret-of-default" });
});

test.each([
  ["with a key", akProfile("odd")],
  ["of a kind that has none", { name: "odd" }],
])("a source %s that fails is named, and its secrets are not", async (_, profile) => {
  writeCliConfig("odd", { ...profile, mode: "Telepathy" });

  await expect(resolve()).rejects.toMatchObject({
    code: "NoCredentials",
    message: expect.stringMatching(/profile 'odd' of ~\/.aliyun\/config.json gives no credentials\n.*Telepathy/),
  });
});

test("credentials of a URI are fetched once for many lookups, at the same time or later", async () => {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    const expiration = new Date(Date.now() + 3_600_000).toISOString();
    response.end(
      JSON.stringify({
        Code: "Success",
        AccessKeyId: "id-of-uri",
        AccessKeySecret: "secret-of-uri",
        SecurityToken: "token-of-uri",
        Expiration: expiration,
      }),
    );
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const env = { ALIBABA_CLOUD_CREDENTIALS_URI: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };

  const resolved = await Promise.all([resolve(env), resolve(env), resolve(env)]);
  resolved.push(await resolve(env));

  server.closeAllConnections();
  server.close();
  const credential = {
    accessKeyId: "id-of-uri",
    accessKeySecret: "secret-of-uri",
    securityToken: "token-of-uri",
    source: "environment ALIBABA_CLOUD_CREDENTIALS_URI",
  };
  expect(resolved).toEqual([credential, credential, credential, credential]);
  expect(asked).toBe(1);
});

test("a source that gives none is asked once for all who wait, in front of another identity or behind it", async () => {
  let asked = 0;
  const server = await startScriptedServer((_, response) => {
    asked += 1;
    response.writeHead(500).end("{}");
  });
  const refused = () => resolve({ ALIBABA_CLOUD_CREDENTIALS_URI: server.endpoint }).catch(({ code }) => code);
  const key = { ALIBABA_CLOUD_ACCESS_KEY_ID: "the-key", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "the-secret" };

  expect(await refused()).toBe("NoCredentials");
  const askedForOne = asked;
  const all = await Promise.all([refused(), refused(), resolve(key), refused(), refused()]);
  const askedForAll = asked - askedForOne;
  await refused();
  await server.close();

  expect(all).toMatchObject([
    "NoCredentials",
    "NoCredentials",
    { accessKeyId: "the-key" },
    "NoCredentials",
    "NoCredentials",
  ]);
  expect([askedForOne > 0, askedForAll, asked]).toEqual([true, askedForOne, 3 * askedForOne]);
});

test.each([200, 500])("a source of credentials that sends without end is cut off, with %i", async (statusCode) => {
  let cutOff: Promise<unknown> | undefined;
  const server = await startScriptedServer((request, response) => {
    cutOff = once(response, "close");
    flood(statusCode)(request, response);
  });

  const outcome = resolve({ ALIBABA_CLOUD_CREDENTIALS_URI: `${server.endpoint}/?status=${statusCode}` });

  await expect(outcome).rejects.toMatchObject({ message: expect.stringContaining("more than 64 KB") });
  await cutOff;
  await server.close();
});

test("concurrent lookups of two identities each get their own", async () => {
  writeCliConfig("prod", akProfile("test"), akProfile("prod"));

  const resolved = await Promise.all([resolve({}, "test"), resolve({}, "prod"), resolve({}, "test")]);

  expect(resolved.map(({ accessKeyId }) => accessKeyId)).toEqual(["id-of-test", "id-of-prod", "id-of-test"]);
});

test("nothing configured is an error that lists the ways", async () => {
  const error = await resolve().catch((caught) => caught);

  expect(error.code).toBe("NoCredentials");
  for (const way of [
    "ALIBABA_CLOUD_ACCESS_KEY_ID",
    "ALICLOUD_ACCESS_KEY",
    "ALIBABA_CLOUD_OIDC_TOKEN_FILE",
    "aliyun configure",
    "~/.alibabacloud/credentials",
    "ALIBABA_CLOUD_CREDENTIALS_URI",
    "RAM role",
  ])
    expect(error.message).toContain(way);
});

test("an identity is that of its variables, in whatever order, and of no others", () => {
  const env = { USERPROFILE: "/u", ALICLOUD_ACCESS_KEY: "a", ALIBABA_CLOUD_PROFILE: "b", HOME: "/h" };

  expect(identityVariables({ LANG: "C", MY_HOME: "x", HOMEPATH: "y", USERPROFILES: "z", ...env })).toEqual([
    ["ALIBABA_CLOUD_PROFILE", "b"],
    ["ALICLOUD_ACCESS_KEY", "a"],
    ["HOME", "/h"],
    ["USERPROFILE", "/u"],
  ]);
});

test("a service of credentials that cannot be reached is an outage, not a refusal", async () => {
  const env = { ALIBABA_CLOUD_CREDENTIALS_URI: `http://${NOWHERE}/?token=not-to-be-shown` };

  const error = await resolve(env).catch((caught: unknown) => caught);

  expect(error).toMatchObject({
    code: "ServiceUnavailable",
    message: expect.stringMatching(
      /^the service that gives the credentials of environment ALIBABA_CLOUD_CREDENTIALS_URI cannot be reached\n.*check the network/s,
    ),
  });
  expect(String(error)).not.toContain("not-to-be-shown");
});
