import { once } from "node:events";
import { createServer } from "node:http";
import https from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { type ClientOptions, listJobs } from "../../../src/client/list-jobs";
import { canonicalQuery } from "../../../src/model/query";
import {
  answer,
  pagesOf,
  refusal,
  type ScriptedServer,
  type Step,
  startScriptedServer,
  wireJobs,
} from "../../_support/scripted-server";

const servers: ScriptedServer[] = [];
const KEY = { ALIBABA_CLOUD_ACCESS_KEY_ID: "an-access-key", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "a-secret-key" };
const query = canonicalQuery({ regionId: "cn-shanghai", projectId: "1967" });

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** Lists from a server that takes one step for each call. */
async function list(options: Partial<ClientOptions>, ...script: Step[]) {
  const server = await startScriptedServer(...script);
  servers.push(server);
  const usual = { env: KEY, endpoint: server.endpoint, timeoutMs: 10_000, maxAttempts: 1 };
  return await listJobs(query, { ...usual, ...options });
}

describe("a proxy of the environment", () => {
  const asked: { target: string | undefined; login: string | undefined }[] = [];
  let status = 407;
  const proxy = createServer().on("connect", ({ url, headers }, socket: Socket) => {
    asked.push({ target: url, login: headers["proxy-authorization"] });
    socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
  });

  beforeAll(() => once(proxy.listen(0, "127.0.0.1"), "listening"));
  beforeEach(() => asked.splice(0));
  afterAll(() => proxy.close());

  const listThrough = (endpoint: string, more: Partial<ClientOptions> = {}) => {
    const HTTPS_PROXY = `http://name:word@127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    const env = { ...KEY, HTTPS_PROXY, NO_PROXY: "direct.invalid" };
    return listJobs(query, { env, endpoint, timeoutMs: 10_000, maxAttempts: 1, ...more }).catch((error) => error);
  };

  test("is asked for the way to the endpoint, with its login; what it answers is told, without it", async () => {
    status = 407;

    const error = await listThrough("dataworks.example.com:8443");

    expect(asked).toEqual([
      { target: "dataworks.example.com:8443", login: `Basic ${Buffer.from("name:word").toString("base64")}` },
    ]);
    expect(error).toMatchObject({ code: "ServiceUnavailable", message: expect.stringContaining("wants a name and a") });
    expect(error.message).not.toContain(":word@");
  });

  test("is asked again where it fails for a moment, and not where it forbids", async () => {
    status = 503;
    await listThrough("dataworks.example.com", { maxAttempts: 2 });
    expect(asked.map(({ target }) => target)).toEqual(["dataworks.example.com:443", "dataworks.example.com:443"]);

    asked.splice(0);
    status = 403;
    const error = await listThrough("dataworks.example.com", { maxAttempts: 2 });
    expect(asked).toHaveLength(1);
    expect(error.message).toContain("refuses the way to dataworks.example.com");
  });

  test("is not asked for hosts of NO_PROXY, nor by requests of anybody else in the process", async () => {
    const error = await listThrough("direct.invalid");
    const theirs = https.request("https://theirs.invalid/");
    await once(theirs.end(), "error");

    expect(error).toMatchObject({ code: "ServiceUnavailable", message: expect.stringContaining("cannot reach") });
    expect(asked).toEqual([]);
  });
});

test.each([
  [301, "https://login.example.com/path?ticket=secret-ticket", "a redirect to https://login.example.com"],
  [302, "/login", "a redirect to nowhere"],
  [399, undefined, "a redirect to nowhere"],
])(
  "a redirect, status %i to %s, is not followed, and no more than its host is told",
  async (statusCode, location, says) => {
    const outcome = list({}, answer(statusCode, "", location === undefined ? {} : { location }));

    await expect(outcome).rejects.toMatchObject({
      code: "UnexpectedResponse",
      statusCode,
      message: expect.stringMatching(new RegExp(`status ${statusCode}, ${says}(\n|$)`)),
    });
  },
);

test("a failure has the RequestId of its head where its body has none", async () => {
  const outcome = list({}, answer(400, { Code: "Odd", Message: "no" }, { "x-acs-request-id": "REQ-HEAD" }));

  await expect(outcome).rejects.toMatchObject({ requestId: "REQ-HEAD" });
});

test("an answer that breaks off is told as one, and asked for again", async () => {
  const breakOff: Step = (_, response) => {
    response.writeHead(200, { "content-length": "1000" }).write('{"RequestId"', () => response.destroy());
  };

  await expect(list({}, breakOff)).rejects.toMatchObject({
    code: "ServiceUnavailable",
    message: expect.stringContaining("ECONNRESET within the answer"),
  });
  expect(await list({ maxAttempts: 2 }, breakOff, pagesOf(wireJobs(1)))).toMatchObject({ calls: 2 });
});

test("nobody there is told by the system's own word", async () => {
  await expect(list({ endpoint: "http://127.0.0.1:9" })).rejects.toMatchObject({
    code: "ServiceUnavailable",
    message: expect.stringMatching(/cannot reach 127\.0\.0\.1:9\n {2}ECONNREFUSED\n/),
  });
});

test("a time to come back is counted in milliseconds, and one that is no number says nothing", async () => {
  const wait = (header: string) => refusal(400, "Busy", "no", { "x-acs-retry-after": header });

  expect(await list({}, wait("5"), pagesOf([]))).toMatchObject({ calls: 2, throttledCalls: 1 });
  for (const header of ["soon", "-5", "5 s", "1234567890"])
    await expect(list({}, wait(header), pagesOf([]))).rejects.toMatchObject({ code: "RequestRejected" });
});

test("time that is up ends the call that is under way", async () => {
  let closed: Promise<unknown> | undefined;
  const silent: Step = (_, response) => {
    closed = once(response, "close");
  };

  await expect(list({ timeoutMs: 200 }, silent)).rejects.toMatchObject({ code: "LookupTimedOut" });
  await closed;
  expect(closed).toBeDefined();
});

test("time that is up before the key is there is told with no call sent", async () => {
  const silent = await startScriptedServer(() => undefined);
  servers.push(silent);
  const env = { HOME: "/nowhere", ALIBABA_CLOUD_CREDENTIALS_URI: `${silent.endpoint}/?silent` };

  await expect(list({ env, timeoutMs: 300 }, pagesOf([]))).rejects.toMatchObject({
    code: "LookupTimedOut",
    message: expect.stringContaining("within 0.3 s (0 calls sent, at most 50 a second)"),
  });
});

test("every call is signed for the key, tells the library, and carries the security token where there is one", async () => {
  const server = await startScriptedServer(pagesOf([]));
  servers.push(server);
  const options = { endpoint: server.endpoint, timeoutMs: 10_000, maxAttempts: 1 };

  await listJobs(query, { ...options, env: KEY });
  await listJobs(query, { ...options, env: { ...KEY, ALIBABA_CLOUD_SECURITY_TOKEN: "a-token" } });

  const [plain, temporary] = server.requests.map(({ headers }) => headers);
  expect(plain).toMatchObject({
    "user-agent": expect.stringContaining("cdktf-dataworks-di-jobs"),
    authorization: expect.stringMatching(/^ACS3-HMAC-SHA256 Credential=an-access-key,.*Signature=[0-9a-f]{64}$/),
  });
  expect(plain).not.toHaveProperty("x-acs-security-token");
  expect(temporary).toMatchObject({ "x-acs-security-token": "a-token" });
});
