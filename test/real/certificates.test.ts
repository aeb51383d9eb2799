import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import type { AddressInfo } from "node:net";
import { makeTestCertificate, type TestCertificate } from "../_support/certificate";
import { startConnectProxy } from "../_support/connect-proxy";
import { listInProcess } from "../_support/list-jobs";

const API = "dataworks.cn-shanghai.aliyuncs.com";
const LONG_AGO = ["20200101", "20200131"] as const;
const VALID = ["20200101", "20991231"] as const;
const LATER = ["20980101", "20991231"] as const;

const made: TestCertificate[] = [];
const servers: http.Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  for (const certificate of made.splice(0)) certificate.remove();
});

function makeCertificate(...[hostName, from, until]: Parameters<typeof makeTestCertificate>): TestCertificate {
  const certificate = makeTestCertificate(hostName, from, until);
  made.push(certificate);
  return certificate;
}

/** Port of a server that would answer whoever trusts its certificate. */
async function serve(certificate?: TestCertificate): Promise<string> {
  const server = certificate === undefined ? http.createServer() : https.createServer(certificate);
  servers.push(server.listen(0, "127.0.0.1"));
  await once(server, "listening");
  return String((server.address() as AddressInfo).port);
}

function list(options: object, trusted?: TestCertificate, more: Readonly<Record<string, string>> = {}) {
  const keys = { ALIBABA_CLOUD_ACCESS_KEY_ID: "an-access-key", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "a-secret-key" };
  return listInProcess({ ...keys, ...(trusted && { NODE_EXTRA_CA_CERTS: trusted.file }), ...more }, options);
}

const ADVICE: readonly [string, string, readonly [string, string], string, string][] = [
  ["has expired", "localhost", LONG_AGO, "CERT_HAS_EXPIRED", "must renew its certificate"],
  ["is not valid yet", "localhost", LATER, "CERT_NOT_YET_VALID", "set the clock of this machine"],
  ["names another host", "other.example", VALID, "ERR_TLS_CERT_ALTNAME_INVALID", "certificate of another host"],
];

test.each(ADVICE)("a trusted certificate that %s has advice of its own", async (_, hostName, days, code, words) => {
  const certificate = makeCertificate(hostName, ...days);

  const outcome = await list({ endpoint: `https://localhost:${await serve(certificate)}` }, certificate);

  expect(outcome).toMatchObject({ code: "ServiceUnavailable", attempts: 1 });
  expect(outcome.message).toContain(code);
  expect(outcome.message).toContain(words);
  expect(outcome.message).not.toContain("NODE_EXTRA_CA_CERTS");
});

test.each(ADVICE)("the same through a proxy: %s", async (_, hostName, days, code, words) => {
  const certificate = makeCertificate(hostName === "localhost" ? API : hostName, ...days);
  const proxy = await startConnectProxy({ [API]: await serve(certificate) });

  const outcome = await list({}, certificate, { HTTPS_PROXY: proxy.url });
  proxy.close();

  expect(outcome.message).toContain(code);
  expect(outcome.message).toContain(words);
  expect(outcome.message).toContain(`${API} through the proxy`);
});

test("a certificate that nobody here trusts has the advice to name it", async () => {
  const certificate = makeCertificate("localhost", ...VALID);

  const outcome = await list({ endpoint: `https://localhost:${await serve(certificate)}` });

  expect(outcome).toMatchObject({ attempts: 1, message: expect.stringContaining("NODE_EXTRA_CA_CERTS=") });
});

test("a port that speaks no TLS is none of a certificate", async () => {
  const outcome = await list({ endpoint: `https://localhost:${await serve()}` });

  expect(outcome).toMatchObject({ code: "ServiceUnavailable", message: expect.stringContaining("cannot reach") });
  expect(outcome.message).not.toMatch(/certificate/);
});
