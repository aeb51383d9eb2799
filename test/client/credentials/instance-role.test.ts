import { once } from "node:events";
import { Agent } from "node:http";
import { type AddressInfo, connect, createServer } from "node:net";
import { resolveCredentials } from "../../../src/client/credentials/credentials";
import { instanceHasRole } from "../../../src/client/credentials/instance-role";
import { answer, type ReceivedRequest, type ScriptedServer, startScriptedServer } from "../../_support/scripted-server";

const ROLES = "/latest/meta-data/ram/security-credentials/";
const KEYS = {
  Code: "Success",
  AccessKeyId: "id-of-role",
  AccessKeySecret: "secret-of-role",
  SecurityToken: "token-of-role",
  Expiration: "2099-01-01T00:00:00Z",
};

let metadata: ScriptedServer;
let statusCode = 200;

const asked = () => metadata.requests.map(({ method, path }) => `${method} ${path}`);

beforeEach(async () => {
  statusCode = 200;
  const answers: Record<string, unknown> = { [ROLES]: "the-role", "/latest/api/token": "the-token" };
  metadata = await startScriptedServer((request: ReceivedRequest, response) =>
    answer(statusCode, answers[request.path] ?? KEYS, { connection: "close" })(request, response),
  );
  const { hostname, port } = new URL(metadata.endpoint);
  const { createConnection } = Agent.prototype;
  jest.spyOn(Agent.prototype, "createConnection").mockImplementation(function (this: Agent, options, done) {
    const isOfInstance = options.host === "100.100.100.200" && Number(options.port) === 80;
    return isOfInstance ? connect(Number(port), hostname) : Reflect.apply(createConnection, this, [options, done]);
  });
});

afterEach(async () => {
  jest.restoreAllMocks();
  await metadata.close();
});

test("an instance's role is asked for by name, and then for its keys", async () => {
  expect(await resolveCredentials({ env: { HOME: "/nowhere" } })).toEqual({
    accessKeyId: "id-of-role",
    accessKeySecret: "secret-of-role",
    securityToken: "token-of-role",
    source: "the role of this instance",
  });
  expect(asked()).toEqual([
    `GET ${ROLES}`,
    "PUT /latest/api/token",
    `GET ${ROLES}`,
    "PUT /latest/api/token",
    `GET ${ROLES}the-role`,
  ]);
});

test("ALIBABA_CLOUD_ECS_METADATA names the role", async () => {
  const env = { HOME: "/nowhere", ALIBABA_CLOUD_ECS_METADATA: "named-role" };

  expect(await resolveCredentials({ env, metadataAddress: new URL(metadata.endpoint).host })).toMatchObject({
    accessKeyId: "id-of-role",
  });
  expect(asked()).toEqual([`GET ${ROLES}`, "PUT /latest/api/token", `GET ${ROLES}named-role`]);
});

test("a metadata address that swallows packets is no instance", async () => {
  // Connections are accepted by the kernel, and nobody ever answers.
  const silent = createServer(() => {}).listen(0, "127.0.0.1");
  await once(silent, "listening");

  const has = await instanceHasRole(`127.0.0.1:${(silent.address() as AddressInfo).port}`);

  silent.close();
  expect(has).toBe(false);
});

test.each([
  ["an instance with a role is known by its metadata", 200, true],
  ["one that wants a token first is an instance, too", 403, true],
  ["one without a role has none", 404, false],
])("%s, which is asked once", async (_, status, expected) => {
  statusCode = status;
  const address = new URL(metadata.endpoint).host;

  expect([await instanceHasRole(address), await instanceHasRole(address)]).toEqual([expected, expected]);
  expect(asked()).toEqual([`GET ${ROLES}`]);
});

test("an instance is not asked for its role where that is turned off", async () => {
  statusCode = 404;
  const metadataAddress = new URL(metadata.endpoint).host;
  const role = (disabled: string) =>
    resolveCredentials({ env: { HOME: "/nowhere", ALIBABA_CLOUD_ECS_METADATA_DISABLED: disabled }, metadataAddress });

  for (const disabled of ["true", "True"])
    await expect(role(disabled)).rejects.toMatchObject({ code: "NoCredentials" });
  expect(asked()).toEqual([]);
  await expect(role("false")).rejects.toMatchObject({ code: "NoCredentials" });
  expect(asked()).toEqual([`GET ${ROLES}`]);
});
