import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Emulator, startEmulator } from "cdktf-dataworks-di-jobs/testing";
import { type ConnectProxy, startConnectProxy } from "../_support/connect-proxy";
import { listInProcess } from "../_support/list-jobs";
import { startTokenService, type TokenService } from "../_support/token-service";

const API = "dataworks.cn-shanghai.aliyuncs.com";
const STS = "sts.aliyuncs.com";
const ROLE_KEY = { id: "STS.KeyOfTheRole", secret: "secret-of-the-role", securityToken: "token-of-the-role" };

let emulator: Emulator;
let sts: TokenService;
let proxy: ConnectProxy;
let home: string;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "dijobs-home-"));
  emulator = await startEmulator({
    accessKeys: {
      LTAI5tEmulator: "secret-of-the-emulator",
      [ROLE_KEY.id]: { secret: ROLE_KEY.secret, securityToken: ROLE_KEY.securityToken },
    },
    tls: { hostNames: [API, STS] },
  });
  sts = await startTokenService(certificateFile(), () => ROLE_KEY);
});

beforeEach(async () => {
  sts.questions.length = 0;
  proxy = await startProxy();
});

afterEach(() => {
  proxy.close();
});

afterAll(async () => {
  sts.close();
  await emulator.close();
  rmSync(home, { recursive: true });
});

test("HTTPS_PROXY leads to the region's endpoint, by one tunnel for pages one after the other", async () => {
  await emulator.setJobs(Array.from({ length: 150 }, (_, index) => ({ jobName: `job_${index}` })));

  const outcome = await listInProcess({ ...keys(), HTTPS_PROXY: proxy.url });

  expect(outcome).toMatchObject({ jobs: 150, calls: 3 });
  expect(proxy.targets).toEqual([`${API}:443`]);
});

test.each(["https_proxy", "ALL_PROXY"])("%s is understood too, also without a scheme", async (name) => {
  const outcome = await listInProcess({ ...keys(), [name]: proxy.url.replace("http://", "") });

  expect(outcome.jobs).toBeGreaterThan(0);
  expect(proxy.targets).toEqual([`${API}:443`]);
});

test("a host in NO_PROXY is not asked through the proxy", async () => {
  const outcome = await listInProcess(
    { ...keys(), HTTPS_PROXY: proxy.url, NO_PROXY: ".invalid" },
    {
      endpoint: "nobody.invalid",
    },
  );

  expect(outcome).toMatchObject({ code: "ServiceUnavailable" });
  expect(proxy.targets).toEqual([]);
});

test("this machine is never asked through a proxy, with TLS or without", async () => {
  const outcome = await listInProcess(
    { ...keys(), HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url },
    {
      endpoint: emulator.endpoint,
    },
  );

  expect(outcome.jobs).toBeGreaterThan(0);
  expect(proxy.targets).toEqual([]);
});

test("name and password in HTTPS_PROXY are given to the proxy, and to no one who reads its refusal", async () => {
  proxy.close();
  proxy = await startProxy("someone:pass-for-the-proxy");
  const url = proxy.url.replace("//", "//someone:pass-for-the-proxy@");
  const wrongUrl = proxy.url.replace("//", "//someone:another-pass-here@");

  const outcome = await listInProcess({ ...keys(), HTTPS_PROXY: url });
  const refused = await listInProcess({ ...keys(), HTTPS_PROXY: wrongUrl });

  expect(outcome.jobs).toBeGreaterThan(0);
  expect(refused).toMatchObject({ code: "ServiceUnavailable", message: expect.stringContaining("wants a name") });
  expect(refused.message).not.toContain("another-pass-here");
});

test("a proxy that does not know the host gives an error that says so", async () => {
  const outcome = await listInProcess({ ...keys(), HTTPS_PROXY: proxy.url }, { endpoint: "another.example.com" });

  expect(outcome).toMatchObject({
    code: "ServiceUnavailable",
    message: expect.stringContaining("refuses the way to another.example.com"),
  });
});

test("an OIDC token is changed for a role through the proxy, and the role lists", async () => {
  writeFileSync(join(home, "oidc-token"), "the-oidc-token");

  const outcome = await listInProcess({
    ...trust(),
    HTTPS_PROXY: proxy.url,
    ALIBABA_CLOUD_ROLE_ARN: "acs:ram::1:role/reader",
    ALIBABA_CLOUD_OIDC_PROVIDER_ARN: "acs:ram::1:oidc-provider/ci",
    ALIBABA_CLOUD_OIDC_TOKEN_FILE: join(home, "oidc-token"),
  });

  expect(outcome.jobs).toBeGreaterThan(0);
  expect(sts.questions).toEqual([expect.stringContaining("AssumeRoleWithOIDC")]);
  expect(proxy.targets).toEqual([`${STS}:443`, `${API}:443`]);
});

test("a profile with a RAM role assumes it", async () => {
  mkdirSync(join(home, ".aliyun"), { recursive: true });
  const profile = {
    name: "ci",
    mode: "RamRoleArn",
    access_key_id: "LTAI5tSource",
    access_key_secret: "secret-of-the-source",
    ram_role_arn: "acs:ram::1:role/reader",
    ram_session_name: "session",
    expired_seconds: 900,
    sts_endpoint: STS,
  };
  writeFileSync(join(home, ".aliyun", "config.json"), JSON.stringify({ current: "ci", profiles: [profile] }));

  const outcome = await listInProcess({ ...trust(), HTTPS_PROXY: proxy.url });

  expect(outcome.jobs).toBeGreaterThan(0);
  expect(sts.questions).toEqual([expect.stringContaining("Action=AssumeRole&")]);
});

function trust(): Record<string, string> {
  return { HOME: home, NODE_EXTRA_CA_CERTS: certificateFile() };
}

function keys(): Record<string, string> {
  return {
    ...trust(),
    ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAI5tEmulator",
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: "secret-of-the-emulator",
  };
}

function certificateFile(): string {
  return emulator.env.NODE_EXTRA_CA_CERTS ?? "";
}

function startProxy(login?: string): Promise<ConnectProxy> {
  const ports = { [API]: new URL(emulator.endpoint).port, [STS]: sts.port };
  return startConnectProxy(ports, login);
}
