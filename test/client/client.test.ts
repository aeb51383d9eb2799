import { type ClientOptions, listJobs } from "../../src/client/client";
import { canonicalQuery } from "../../src/query";
import { pagesOf, type ScriptedServer, type Step, startScriptedServer, wireJob, wireJobs } from "./scripted-server";

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

test("250 jobs take three calls and come sorted by id as a number", async () => {
  const server = await serve(pagesOf(wireJobs(250).reverse()));

  const listing = await listJobs(query, options(server));

  expect(listing.calls).toBe(3);
  expect(server.requests).toHaveLength(3);
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
