import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { setImmediate } from "node:timers/promises";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { readBody } from "../../../src/client/http/body";
import { type ClientOptions, listJobs } from "../../../src/client/list-jobs";
import { canonicalQuery } from "../../../src/model/query";
import { flood } from "../../_support/flood";
import { type ScriptedServer, type Step, startScriptedServer, wireJob } from "../../_support/scripted-server";

const servers: ScriptedServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** Lists from a server that takes one step for each call. */
async function list(...script: Step[]) {
  const server = await startScriptedServer(...script);
  servers.push(server);
  const options: ClientOptions = {
    env: { ALIBABA_CLOUD_ACCESS_KEY_ID: "an-access-key", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "a-secret-key" },
    endpoint: server.endpoint,
    timeoutMs: 20_000,
    maxAttempts: 2,
  };
  return await listJobs(canonicalQuery({ regionId: "cn-shanghai", projectId: "1967" }), options);
}

const page = (jobName: string) =>
  JSON.stringify({ RequestId: "REQ-0", DIJobPaging: { TotalCount: 1, DIJobs: [wireJob(1, { JobName: jobName })] } });

const send =
  (statusCode: number, body: Buffer | string, headers: Record<string, string> = {}): Step =>
  (_, response) =>
    response.writeHead(statusCode, headers).end(body);

test.each([
  ["gzip", gzipSync],
  ["x-gzip", gzipSync],
  ["GZIP", gzipSync],
  ["deflate", deflateSync],
  ["br", brotliCompressSync],
  ["identity", Buffer.from],
])("an answer that comes as %s, unasked, is read", async (encoding, encode) => {
  const listing = await list(send(200, encode(Buffer.from(page("作业"))), { "content-encoding": encoding }));

  expect(listing.jobs).toMatchObject([{ jobName: "作业" }]);
});

test("a refusal that comes as gzip, unasked, is that refusal", async () => {
  const body = gzipSync('{"RequestId":"REQ-1","Code":"ResourceNotAuthorized.Api","Message":"no"}');

  await expect(list(send(403, body, { "content-encoding": "gzip" }))).rejects.toMatchObject({
    code: "AccessDenied",
    requestId: "REQ-1",
  });
});

test.each([
  ["gzip that is none", "gzip", Buffer.from(page("orders"))],
  ["gzip that ends in the middle", "gzip", gzipSync(page("orders")).subarray(0, 60)],
  ["another encoding", "zstd", Buffer.from(page("orders"))],
  ["an encoding of an encoding", "gzip, gzip", gzipSync(gzipSync(page("orders")))],
])("%s is an unexpected response that names it", async (_, encoding, body) => {
  await expect(list(send(200, body, { "content-encoding": encoding }))).rejects.toMatchObject({
    code: "UnexpectedResponse",
    message: expect.stringContaining(`content-encoding '${encoding}'`),
  });
});

test.each([
  ["in a name", 200, [Buffer.from(page("or").slice(0, -60)), Buffer.from([0xff])]],
  ["cut off at the end", 200, [Buffer.from(page("orders")), Buffer.from([0xe4, 0xbd])]],
  ["in a refusal", 400, [Buffer.from('{"Code":"Bad'), Buffer.from([0xc0, 0x80]), Buffer.from('"}')]],
])("bytes that are no UTF-8, %s, are refused", async (_, statusCode, parts) => {
  await expect(list(send(statusCode, Buffer.concat(parts)))).rejects.toMatchObject({
    code: "UnexpectedResponse",
    message: expect.stringContaining("bytes that are no UTF-8"),
  });
});

test("a letter whose bytes come apart is one letter", async () => {
  const bytes = Buffer.from(page("作业"));
  const cut = bytes.indexOf(Buffer.from("作")) + 1;
  const apart: Step = (_, response) => {
    response.write(bytes.subarray(0, cut), () => response.end(bytes.subarray(cut)));
  };

  expect((await list(apart)).jobs).toMatchObject([{ jobName: "作业" }]);
});

test("a byte order mark before an answer is passed over, and one within a name is a letter of it", async () => {
  const listing = await list(send(200, `\ufeff${page("\ufefforders")}`));

  expect(listing.jobs).toMatchObject([{ jobName: "\ufefforders" }]);
});

test.each<[string, Step, string, number]>([
  ["with 200", flood(200), "UnexpectedResponse", 1],
  ["with 200 and a length", flood(200, { "content-length": "1000000000000" }), "UnexpectedResponse", 1],
  ["with a redirect", flood(302, { location: "https://login.example.com" }), "UnexpectedResponse", 1],
  ["with 403", flood(403), "UnexpectedResponse", 1],
  ["with 500", flood(500), "ServiceUnavailable", 2],
])("a body without end, %s, is read to its limit", async (_, step, code, attempts) => {
  await expect(list(step)).rejects.toMatchObject({
    code,
    attempts,
    message: expect.stringContaining("more than 16 MB"),
  });
});

test.each([200, 500])("a small body with %i that unpacks to a large one is read to its limit", async (statusCode) => {
  const bomb = gzipSync(Buffer.alloc(2 ** 26, "1"));

  await expect(list(send(statusCode, bomb, { "content-encoding": "gzip" }))).rejects.toMatchObject({
    message: expect.stringContaining("more than 16 MB"),
  });
});

test("a page just below the limit is read", async () => {
  const jobName = "x".repeat(2 ** 24 - page("").length);

  expect((await list(send(200, page(jobName)))).jobs).toMatchObject([{ jobName }]);
});

describe("of bodies that come together", () => {
  /** A body under way of which so many bytes have come, and were read. */
  async function body(size: number) {
    const response = new IncomingMessage(new Socket());
    const text = readBody(response);
    const come = async (bytes: number) => {
      response.push(Buffer.alloc(bytes, "x"));
      await setImmediate();
    };
    await come(size);
    return {
      come,
      unread: () => response.readableLength,
      end: async () => {
        response.push(null);
        return (await text).length;
      },
    };
  }

  test("all are read up to 32 MB, and beyond that only the one that began first, until others have ended", async () => {
    const [first, second, third] = [await body(0), await body(2 ** 24), await body(2 ** 24 - 8)];
    const fourth = await body(8);
    await fourth.come(1);
    expect(fourth.unread()).toBe(0);

    await fourth.come(7);
    await first.come(5);
    await first.come(6);
    expect([first.unread(), fourth.unread()]).toEqual([0, 7]);

    expect(await second.end()).toBe(2 ** 24);
    await setImmediate();
    expect(fourth.unread()).toBe(0);
    expect(await Promise.all([third.end(), fourth.end(), first.end()])).toEqual([2 ** 24 - 8, 16, 11]);
  });
});
