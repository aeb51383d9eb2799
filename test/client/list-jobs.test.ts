import { once } from "node:events";
import https from "node:https";
import { systemClock } from "../../src/client/clock";
import { type ClientOptions, listJobs } from "../../src/client/list-jobs";
import { probe } from "../../src/client/probe";
import { canonicalQuery } from "../../src/model/query";
import {
  answer,
  pagesOf,
  refusal,
  type ScriptedServer,
  type Step,
  startScriptedServer,
  wireJob,
  wireJobs,
} from "../_support/scripted-server";

const { request: requestAtFirst } = https;
const servers: ScriptedServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(...script: Step[]): Promise<ScriptedServer> {
  const server = await startScriptedServer(...script);
  servers.push(server);
  return server;
}

const query = canonicalQuery({ regionId: "cn-shanghai", projectId: "1967" });
const query2024 = canonicalQuery({ regionId: "cn-shanghai", projectId: "1967", apiVersion: "2024-05-18" });

function options(server: ScriptedServer): ClientOptions {
  return {
    env: { ALIBABA_CLOUD_ACCESS_KEY_ID: "an-access-key", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "a-secret-key" },
    endpoint: server.endpoint,
    timeoutMs: 10_000,
    maxAttempts: 3,
  };
}

test("a job of 2020-05-18 is listed with every digit of its id", async () => {
  const job = JSON.stringify(wireJob(1)).replace('"DIJobId":1', '"DIJobId":9007199254740993');
  const server = await serve((_, response) =>
    response.end(
      `{"RequestId":"REQ-0","DIJobPaging":{"TotalCount":1,"PageNumber":1,"PageSize":100,"DIJobs":[${job}]}}`,
    ),
  );

  const listing = await listJobs(query, options(server));

  expect(listing).toMatchObject({ calls: 1, throttledCalls: 0, source: "live", unknownValues: [] });
  expect(listing.jobs).toEqual([
    {
      regionId: "cn-shanghai",
      projectId: "1967",
      diJobId: "9007199254740993",
      jobName: "job_1",
      migrationType: "Full",
      sourceDataSourceType: "MySQL",
      destinationDataSourceType: "Hologres",
      jobStatus: "Running",
      importId: "1967:9007199254740993",
    },
  ]);
});

test("a listing leaves what others ask by https: alone where no proxy is named", async () => {
  await listJobs(query, options(await serve(pagesOf([]))));

  expect(https.request).toBe(requestAtFirst);
});

test("250 jobs take five calls, or three when they are read once, and come sorted by id as a number", async () => {
  const server = await serve(pagesOf(wireJobs(250).reverse()));

  const listing = await listJobs(query, options(server));
  const once = await listJobs(query, { ...options(server), listing: "once" });

  expect([listing.calls, once.calls]).toEqual([5, 3]);
  expect([listing.verified, once.verified]).toEqual([true, false]);
  expect(server.requests).toHaveLength(8);
  expect(once.jobs).toEqual(listing.jobs);
  expect(listing.jobs.map((job) => Number(job.diJobId))).toEqual(Array.from({ length: 250 }, (_, index) => index + 1));
});

test("2020-05-18 is asked by a form in a POST", async () => {
  const server = await serve(pagesOf([]));

  await listJobs({ ...query, jobNameLike: "orders" }, options(server));

  expect(server.requests[0]).toMatchObject({
    method: "POST",
    headers: { "x-acs-version": "2020-05-18", "x-acs-action": "ListDIJobs" },
    parameters: { ProjectId: "1967", JobName: "orders", PageNumber: "1", PageSize: "100" },
  });
});

test("2024-05-18 is asked by the query of a GET, and tells owners", async () => {
  const { DIJobId, ...job } = wireJob(7, { Id: 8, Owner: "someone" });
  const server = await serve(pagesOf([{ ...job, DIJobId: String(DIJobId) }]));

  const listing = await listJobs({ ...query2024, jobNameLike: "orders", specType: "ALL" }, options(server));

  expect(server.requests[0]).toMatchObject({
    method: "GET",
    parameters: { ProjectId: "1967", Name: "orders", SpecType: "ALL", PageNumber: "1", PageSize: "100" },
  });
  expect(listing.jobs).toMatchObject([{ diJobId: "8", owner: "someone" }]);
});

test("what 2020-05-18 cannot filter is filtered here, without regard to case, after the pages add up", async () => {
  const jobs = [
    wireJob(1),
    wireJob(2, { MigrationType: "RealtimeIncremental" }),
    wireJob(3, { MigrationType: "full" }),
  ];
  const server = await serve(pagesOf(jobs));

  const listing = await listJobs({ ...query, migrationType: "FULL" }, options(server));

  expect(listing.jobs.map((job) => job.diJobId)).toEqual(["1", "3"]);
  expect(server.requests[0]?.parameters).not.toHaveProperty("MigrationType");
});

test("2024-05-18 filters everything on the server, and what it sends is not filtered again", async () => {
  const server = await serve(pagesOf([wireJob(1, { MigrationType: "api_Full" })]));
  const filters = { migrationType: "Full", sourceDataSourceType: "MySQL", destinationDataSourceType: "Hologres" };

  const listing = await listJobs({ ...query2024, ...filters }, options(server));

  expect(listing.jobs).toHaveLength(1);
  expect(listing.unknownValues).toEqual(["migrationType 'api_Full'"]);
  expect(server.requests[0]?.parameters).toMatchObject({
    MigrationType: "Full",
    SourceDataSourceType: "MySQL",
    DestinationDataSourceType: "Hologres",
  });
});

test("the time of a listing is that of its end, in whole seconds", async () => {
  const server = await serve(pagesOf(wireJobs(101)));
  const dates = ["2026-01-02T03:04:05.678Z", "2026-01-02T03:04:06.789Z", "2026-01-02T03:04:07.890Z"].map(
    (text) => new Date(text),
  );

  const listing = await listJobs(query, options(server), { ...systemClock, date: () => dates.shift() ?? new Date() });

  expect(listing.observedAt).toBe("2026-01-02T03:04:06Z");
});

test("a job of another workspace is an unexpected response", async () => {
  const server = await serve(pagesOf([wireJob(1, { ProjectId: 1968 })]));

  await expect(listJobs(query, options(server))).rejects.toMatchObject({
    code: "UnexpectedResponse",
    requestId: "REQ-0",
    message: expect.stringContaining("another workspace"),
  });
});

test("a page that fails ends the calls of the others", async () => {
  const page = pagesOf(wireJobs(300));
  let refusePage2 = () => {};
  let page3Closed: Promise<unknown> | undefined;
  const server = await serve((request, response) => {
    if (request.parameters.PageNumber === "1") return page(request, response);
    if (request.parameters.PageNumber === "2") {
      refusePage2 = () => refusal(400, "InvalidParameter")(request, response);
      if (page3Closed !== undefined) refusePage2();
    } else {
      page3Closed = once(response, "close");
      refusePage2();
    }
  });

  await expect(listJobs(query, options(server))).rejects.toMatchObject({ code: "RequestRejected", statusCode: 400 });

  expect(page3Closed).toBeDefined();
  await page3Closed;
});

test("one key's calls are paced together, and another key's apart", async () => {
  const server = await serve(pagesOf([]));
  const slowly = { ...options(server), callsPerSecond: 1 };
  const another = { ...slowly, env: { ...slowly.env, ALIBABA_CLOUD_ACCESS_KEY_ID: "another-key" } };

  const order: string[] = [];
  const ask = (name: string, as: ClientOptions) => listJobs(query, as).then(() => order.push(name));
  await Promise.all([ask("first", slowly), ask("second", slowly), ask("apart", another)]);

  expect(order.at(-1)).toBe("second");
});

test("a probe tells endpoint, credentials, clock and status by a single call", async () => {
  const date = new Date(Date.now() + 600_000).toUTCString();
  const server = await serve((request, response) => {
    response.setHeader("date", date);
    pagesOf(wireJobs(42))(request, response);
  });

  const told = await probe(query, options(server));

  expect(told).toMatchObject({
    endpoint: server.endpoint,
    credentialSource: "environment ALIBABA_CLOUD_ACCESS_KEY_ID",
    statusCode: 200,
    totalCount: 42,
  });
  expect(told.clockSkewMs).toBeGreaterThan(590_000);
  expect(server.requests).toHaveLength(1);
});

test("a probe tells why there is no answer, and tries no second time", async () => {
  const server = await serve(refusal(500, "InternalError.System"));

  const told = await probe(query, options(server));

  expect(told).toMatchObject({ statusCode: 500, error: { code: "ServiceUnavailable", requestId: "REQ-1" } });
  expect(server.requests).toHaveLength(1);
});

test("a message of the API that repeats a secret is shown without it", async () => {
  const server = await serve(
    answer(400, { Code: "Odd", Message: "you sent a-secret-key, token=an-access-key", RequestId: "R" }),
  );

  const error = await listJobs(query, options(server)).catch((caught) => caught);

  expect(error.message).toContain("you sent");
  expect(`${error.stack}`).not.toMatch(/a-secret-key|an-access-key/);
});
